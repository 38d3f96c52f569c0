/** Completion in shells; loaded only when it is asked for. */
import { RootCommand } from "@bomb.sh/tab";
import { namesInFile, type NamesInFile } from "@dlg/total-core/internal";
import type { Command, Option } from "commander";
import type { SourceOptions } from "../sources/source.js";
import { givenOptions } from "./format-options.js";
import { isAddress, type Shell } from "./option-values.js";

/** The script that makes a shell complete `dlg`: for each completion it runs `dlg complete -- WORDS`. */
export function completionScript(shell: Shell): string {
  const script = printedBy(() => new RootCommand().setup("dlg", "dlg", shell));
  // With -Q zsh inserts an offer as it is: a name with a space would be two words.
  if (shell === "zsh") return script.replace('"completions" completions -Q ', '"completions" completions ');
  if (shell !== "bash") return script;
  // As constants its variables would break the script of any other program that uses the same library.
  const withVariables = script.replace(/^readonly /gm, "");
  // For bash the word after `--sort=` is the value; the script completes the option and the value together.
  const ofValues = withVariables.replace(
    '-W "${completions[*]}" -- "$cur"',
    '-W "${completions[*]}" -- "${cur#*=}"',
  );
  // Bash inserts an offer as it is: a name with a space would be two words.
  const quoted = ofValues.replace(
    /^( *)COMPREPLY=\( \$\(compgen -W .*$/m,
    '$&\n$1[[ ${#COMPREPLY[@]} -gt 0 ]] && COMPREPLY=( $(printf "%q\\n" "${COMPREPLY[@]}") )',
  );
  // The script switches file names off where they are not wanted, but never on.
  return `${quoted}complete -o default -F __dlg_complete dlg\n`;
}

/** Tells the script that the shell is to offer files: a directive of Cobra. */
const FILE_NAMES = ":0\n";

/**
 * The completions of the last word, a line each, and then the directive.
 *
 * @param words behind `dlg`, at least one
 */
export async function completions(program: Command, words: readonly string[]): Promise<string> {
  if (isSource(program, words)) return FILE_NAMES;
  const named = await namesOnLine(program, words);
  const root = new RootCommand();
  const commands = shownCommands(program);
  for (const command of commands) {
    const known = root.command(command.name(), command.description());
    for (const option of shownOptions(command)) {
      const name = option.long!.slice(2);
      const short = option.short?.slice(1);
      if (takesValue(option)) {
        known.option(name, option.description, offering(option.argChoices ?? named(option)), short);
      } else known.option(name, option.description, short);
    }
    for (const argument of command.registeredArguments) {
      const choices = command.name() === "help" ? commands.map((one) => one.name()) : argument.argChoices;
      known.argument(argument.name(), offering(choices), argument.variadic);
    }
  }
  const answer = printedBy(() => root.parse([...words]));
  // zsh shows a dash for an empty description behind the tab.
  return answer.replace(/\t$/gm, "");
}

const TAKING_SOURCES = ["total", "merge", "list", "verify"];

/** Whether the command would take the last word for a source, or a file of parts: it is neither an option nor the value of one. */
function isSource(program: Command, words: readonly string[]): boolean {
  const [name, ...others] = words;
  const last = others.pop();
  const command = shownCommands(program).find((one) => one.name() === name);
  if (name === undefined || !TAKING_SOURCES.includes(name)) return false;
  if (command === undefined || last === undefined) return false;
  if (others.includes("--")) return true;
  const isValue = shownOptions(command).some((option) => option.long === others.at(-1) && takesValue(option));
  return !last.startsWith("-") && !isValue;
}

/** Options that name something in a file. */
const NAMING = ["--column", "--by", "--field"];

/**
 * The names that fit where the last word is the value of an option that names something in a file: the names in the first file of the line. Shells
 * split words at spaces and expand signs: names with others than these are left out.
 */
async function namesOnLine(
  program: Command,
  words: readonly string[],
): Promise<(option: Option) => readonly string[] | undefined> {
  const [command, ...others] = words;
  const last = others.pop() ?? "";
  const equals = last.indexOf("=");
  const long = equals < 0 ? others.pop() : last.slice(0, equals);
  const total = program.commands.find((one) => one.name() === "total");
  if (command !== "total" || total === undefined || !NAMING.includes(long ?? "")) return () => undefined;
  const { columns, fields } = await namesInFirstFile(total, others);
  const names = { "--column": columns, "--field": fields, "--by": [...columns, ...fields] };
  return (option) => names[option.long as keyof typeof names]?.filter((name) => SAFE_NAME.test(name));
}

/** Bash expands what is offered, so a header must not hold what means anything to it; a colon is a separator of zsh's. */
const SAFE_NAME = /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_ .,/@+%-]*$/u;

async function namesInFirstFile(total: Command, words: readonly string[]): Promise<NamesInFile> {
  const none: NamesInFile = { columns: [], fields: [] };
  try {
    const { operands } = total.parseOptions([...words]);
    const file = operands.find((name) => name !== "-" && !isAddress(name));
    if (file === undefined) return none;
    const { format, ...options } = total.opts<SourceOptions>();
    return await namesInFile(file, { ...givenOptions(options), format });
  } catch {
    // The line is wrong so far.
    return none;
  }
}

function shownCommands(program: Command): readonly Command[] {
  return program.createHelp().visibleCommands(program);
}

function shownOptions(command: Command): readonly Option[] {
  return command.createHelp().visibleOptions(command);
}

function takesValue(option: Option): boolean {
  return option.required || option.optional;
}

type Offer = (value: string, description: string) => void;

function offering(choices: readonly string[] | undefined): (offer: Offer) => void {
  return (offer) => choices?.forEach((choice) => offer(choice, ""));
}

/** Captures the output of `work`: the library calls `console.log` instead of returning a text. */
function printedBy(work: () => void): string {
  const { log } = console;
  let text = "";
  console.log = (line: string) => {
    text += `${line}\n`;
  };
  try {
    work();
  } finally {
    console.log = log;
  }
  return text;
}
