/** The second line of an error: the ways out of it, each to be typed as it stands. */
import {
  formatFromName,
  type Compression,
  type Format,
  type Hint,
  type OptionValue,
  type ProgramHint,
  type TotalError,
} from "@dlg/total-core";
import { optionValues } from "@dlg/total-core/internal";
import { optionText } from "../command-line/format-options.js";
import { isAddress } from "../command-line/option-values.js";
import { repeatedLine } from "../command-line/repeated-line.js";
import { characterWord, shellWord } from "../command-line/shell-word.js";

/**
 * `If it means 1204.50: --thousands ,`
 *
 * @param args the words behind `dlg`
 * @returns `undefined` where no way out is known
 */
export function wayOut({ hints, place }: TotalError, args: readonly string[]): string | undefined {
  if (hints.length === 0) return undefined;
  return hints
    .map((hint, i) => {
      const when = hint.when ?? (i === 0 ? "perhaps" : "or");
      return `${when[0]!.toUpperCase()}${when.slice(1)}: ${typed(hint, place.source ?? "-", args)}`;
    })
    .join("   ");
}

function typed(hint: Hint, source: string, args: readonly string[]): string {
  if ("program" in hint) return pipeline(hint, source, args);
  return optionValues(hint).map(optionWords).join(" ");
}

function optionWords({ option, value }: OptionValue): string {
  const name = optionText(option, value);
  if (typeof value === "boolean") return name;
  if (Array.isArray(value)) return value.map((one) => optionWords({ option, value: one })).join(" ");
  const text = String(value);
  return `${name} ${Array.from(text).length === 1 ? characterWord(text) : shellWord(text)}`;
}

/** `bzip2 -dc sales.csv.bz2 | dlg total - --format csv`: the same command line, with a program in front of it and `-` in the place of the source. */
function pipeline(hint: ProgramHint, source: string, args: readonly string[]): string {
  const format = formatBehind(hint, source);
  const isGiven = args.some((word) => /^--format(?:=|$)/.test(word));
  const formatWords = format === undefined || format === "any" || isGiven ? [] : ["--format", format];
  const line = repeatedLine(args, (given) => {
    const at = given.indexOf(source);
    if (at < 0) return undefined;
    const piped = [...given.slice(0, at), "-", ...given.slice(at + 1)];
    const words = format === "any" ? withoutFormat(piped) : piped;
    // Behind `--` there are no options.
    const end = words.includes("--") ? words.indexOf("--") : words.length;
    return [...words.slice(0, end), ...formatWords, ...words.slice(end)];
  });
  return `${fed(hint, source)} | ${line ?? ["dlg total -", ...formatWords].join(" ")}`;
}

const DECOMPRESS: Readonly<Record<Compression, string>> = { gzip: "gzip -dc", zstd: "zstd -dc" };

/** The program with the source before or behind it. Where that has no name, the user has to put it in: `…`, `FILE`. */
function fed({ program, needsFile, asStored }: ProgramHint, source: string): string {
  const isFile = source !== "-" && !isAddress(source);
  const { compression } = formatFromName(nameOf(source));
  const programs =
    compression === undefined || asStored === true ? [program] : [DECOMPRESS[compression], program];
  if (needsFile === true && (programs.length > 1 || !isFile)) return `${program} FILE`;
  if (!isFile) return [source === "-" ? "…" : `curl -sSf ${shellWord(source)}`, ...programs].join(" | ");
  // Behind `./`, a name that begins with `-` is no option.
  programs[0] += ` ${shellWord(source.startsWith("-") ? `./${source}` : source)}`;
  return programs.join(" | ");
}

/** What tells the format: of an address, the path. */
function nameOf(source: string): string {
  return isAddress(source) ? new URL(source).pathname : source;
}

/** The format of what the program prints, as far as the names tell, and the bytes do not tell it without them. */
function formatBehind({ format }: ProgramHint, source: string): Format | "any" | undefined {
  const name = nameOf(source);
  const told = format ?? formatFromName(name).format ?? formatFromName(name.replace(/\.[^.]*$/, "")).format;
  return told === "text" ? undefined : told;
}

function withoutFormat(words: readonly string[]): readonly string[] {
  return words.filter((word, i) => !/^--format(?:=|$)/.test(word) && words[i - 1] !== "--format");
}
