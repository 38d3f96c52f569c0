/** The manual page `dlg.1`, in the macros of man(7), from the same texts as the help. */
import type { Command, Help, Option } from "commander";
import {
  COMPLETION_NOTES,
  EXAMPLES,
  EXIT_STATUS,
  LIST_NOTES,
  MERGE_NOTES,
  NOTES,
  VERIFY_NOTES,
} from "../command-line/help-texts.js";

interface Edition {
  readonly version: string;
  /** The day, `2024-12-31`. */
  readonly date: string;
}

export function manualPage(program: Command, { version, date }: Edition): string {
  const help = program.createHelp();
  const commands = help.visibleCommands(program);
  const lines = [
    `.TH DLG 1 ${date} ${quoted(`dlg ${version}`)} ${quoted("User commands")}`,
    ".SH NAME",
    `dlg \\- ${escaped("the exact total, or sum, of numbers, wherever they are")}`,
    ".SH SYNOPSIS",
    ...commands.flatMap((command, i) => [...(i > 0 ? [".br"] : []), synopsis(command)]),
    ".SH DESCRIPTION",
    ...paragraph(program.description()),
    ...commands.flatMap((command) => description(command, help)),
    ".SH EXAMPLES",
    ...EXAMPLES.flatMap(examples),
    ".SH NOTES",
    ...NOTES.flatMap((note, i) => [...(i > 0 ? [".PP"] : []), ...paragraph(note)]),
    ".SH EXIT STATUS",
    ...EXIT_STATUS.split(/;\s/).flatMap(exitCode),
  ];
  return `${lines.join("\n")}\n`;
}

const NOTES_OF: Readonly<Record<string, string>> = {
  completion: COMPLETION_NOTES,
  merge: MERGE_NOTES,
  list: LIST_NOTES,
  verify: VERIFY_NOTES,
};

function synopsis(command: Command): string {
  return `.B ${escaped(`dlg ${command.name()}`)}\n${escaped(command.usage())}`;
}

function description(command: Command, help: Help): string[] {
  const lines = [`.SS ${quoted(`dlg ${command.name()}`)}`, ...paragraph(sentence(command.description()))];
  for (const argument of help.visibleArguments(command)) {
    lines.push(...item(`\\fI${escaped(argument.name())}\\fR`, help.argumentDescription(argument)));
  }
  let heading: string | undefined;
  for (const option of help.visibleOptions(command)) {
    if (option.helpGroupHeading !== undefined && option.helpGroupHeading !== heading) {
      heading = option.helpGroupHeading;
      lines.push(".PP", `\\fI${escaped(heading)}\\fR`);
    }
    lines.push(...item(optionTerm(option), help.optionDescription(option)));
  }
  const notes = NOTES_OF[command.name()];
  if (notes !== undefined) lines.push(".PP", ...verbatim(notes.trim().split("\n")));
  return lines;
}

/** `-V, --version` in bold, the `name` of `<name>` and `[name]` in italics. */
function optionTerm({ flags }: Option): string {
  const [, names = flags, open = "", value, close = ""] = /^([^<[]*)([<[])(.*)([>\]])$/.exec(flags) ?? [];
  const term = `\\fB${escaped(names)}\\fR`;
  if (value === undefined) return term;
  const italic = `\\fI${escaped(value)}\\fR`;
  return open === "[" ? `${term}${open}${italic}${close}` : `${term}${italic}`;
}

function examples({ title, lines }: (typeof EXAMPLES)[number], index: number): string[] {
  // The section has the title of the first ones, and begins a paragraph by itself.
  const heading = index === 0 ? [] : [".PP", escaped(title), ".PP"];
  return [...heading, ...verbatim(lines)];
}

function verbatim(lines: readonly string[]): string[] {
  return [".nf", ".RS 4", ...lines.map(escaped), ".RE", ".fi"];
}

function exitCode(text: string): string[] {
  const [, code = "", meaning = ""] = /^(\d+) ([^.]*)/.exec(text) ?? [];
  return item(`\\fB${code}\\fR`, meaning);
}

function item(term: string, text: string): string[] {
  return [".TP", term, ...paragraph(sentence(text))];
}

/** A longer line is bad style to `mandoc -Tlint`. */
const LONGEST_LINE = 80;

/** The reader's program fills lines anew, wherever they end here. */
function paragraph(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.trim().split(/\s+/).map(escaped)) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && longer.length <= LONGEST_LINE) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** Option texts have neither a capital nor a point. */
function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.:]$/.test(text) ? "" : "."}`;
}

/** Text of ASCII in which nothing is a request or an escape: a hyphen is one that can be copied, a line may begin with a point. */
function escaped(text: string): string {
  return text
    .replaceAll("\\", "\\e")
    .replaceAll("-", "\\-")
    .replaceAll("'", "\\(aq")
    .replaceAll("`", "\\(ga")
    .replaceAll("~", "\\(ti")
    .replaceAll("^", "\\(ha")
    .replaceAll("…", "...")
    .replace(/^\./, "\\&.");
}

/** An argument of a macro. */
function quoted(text: string): string {
  return `"${escaped(text).replaceAll('"', "\\(dq")}"`;
}
