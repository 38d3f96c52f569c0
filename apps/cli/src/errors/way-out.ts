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
import { isTypable, repeatedLine } from "../command-line/repeated-line.js";
import { characterWord, shellWord } from "../command-line/shell-word.js";

/** The words of `dlg total` in whose place others were typed. */
const wordsBehind = new WeakMap<TotalError, readonly string[]>();

/** Lets the ways out of an error be those of `dlg total` with these words behind it. */
export function asBehind(words: readonly string[], error: TotalError): TotalError {
  wordsBehind.set(error, words);
  return error;
}

/**
 * `If it means 1204.50: --thousands ,`
 *
 * @param typed the words behind `dlg`
 * @returns `undefined` where no way out is known
 */
export function wayOut(error: TotalError, typed: readonly string[]): string | undefined {
  const { hints, place } = error;
  if (hints.length === 0) return undefined;
  const args = without("shard", without("manifest", wordsBehind.get(error) ?? typed));
  return hints
    .map((hint, i) => {
      const when = hint.when ?? (i === 0 ? "perhaps" : "or");
      return `${when[0]!.toUpperCase()}${when.slice(1)}: ${hintWords(hint, place.source ?? "-", args)}`;
    })
    .join("   ");
}

function hintWords(hint: Hint, source: string, args: readonly string[]): string {
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

/** They stand for what no shell must see in quotes: a process substitution, and sources that are not repeated. */
const SUBSTITUTED = "<()";
const OTHERS = "<…>";

/**
 * `bzip2 -dc sales.csv.bz2 | dlg total - --format csv`: the same command line, with a program in front of it and `-` in the place of the source. Where
 * another source is standard input already, which is read once, the program is in the place of the source: bash, zsh and ksh know `<(…)`.
 */
function pipeline(hint: ProgramHint, source: string, args: readonly string[]): string {
  const format = formatBehind(hint, source);
  const isSaid = args.some((word) => isOption("format", word) || isOtherFormat(word, { format, source }));
  const formatWords = format === undefined || format === "any" || isSaid ? [] : ["--format", format];
  const isTaken = source !== "-" && args.some((word, i) => word === "-" && args[i - 1] !== "--files0-from");
  const input = isTaken ? SUBSTITUTED : "-";
  const change = (given: readonly string[], ...others: readonly string[]): readonly string[] | undefined => {
    const piped = withInput(given, source, [input, ...others]);
    if (piped === undefined) return undefined;
    const words = format === "any" ? without("format", piped) : piped;
    // Behind `--` there are no options.
    const end = words.includes("--") ? words.indexOf("--") : words.length;
    return [...words.slice(0, end), ...formatWords, ...words.slice(end)];
  };
  const repeated =
    repeatedLine(args, (given) => change(given)) ??
    repeatedLine(args, (given) => change(withoutOthers(given, source), OTHERS));
  const line = repeated?.replace(shellWord(OTHERS), "…") ?? ["dlg total -", ...formatWords].join(" ");
  const feeding = fed(hint, source, args);
  const within = line.replace(shellWord(SUBSTITUTED), () => `<(${feeding})`);
  return `${within === line ? feeding : "…"} | ${within}`;
}

/** Whether a word may be a source of another format: `--format` would be said of all of them, and the first bytes have to tell that of standard input. */
function isOtherFormat(
  word: string,
  { format, source }: { readonly format: Format | "any" | undefined; readonly source: string },
): boolean {
  const other = word === source ? undefined : formatFromName(nameOf(word)).format;
  return other !== undefined && other !== format;
}

/** The words with others in the place of the source, or of a list of names; `undefined` where none of them names it. */
function withInput(
  words: readonly string[],
  source: string,
  input: readonly string[],
): readonly string[] | undefined {
  const named = [...words.keys()].filter((i) => [source, `--api=${source}`].includes(words[i]!));
  // A word like it right behind an option may be that one's value: `--column a a`.
  const at = named.find((i) => !/^--./.test(words[i - 1]!)) ?? named.at(-1);
  if (at === undefined) {
    const [command = "total", ...options] = without("files0-from", words);
    if (options.length + 1 === words.length) return undefined;
    return withoutUnsentHeaders([command, ...input, OTHERS, ...options]);
  }
  const start = words[at - 1] === "--api" ? at - 1 : at;
  return withoutUnsentHeaders([...words.slice(0, start), ...input, ...words.slice(at + 1)]);
}

/** The words of a line that is too long without those that are other sources for sure, and no values of options. */
function withoutOthers(words: readonly string[], source: string): readonly string[] {
  return words.filter((word, i) => {
    return i === 0 || word === source || word.startsWith("-") || /^--[^=]+$/.test(words[i - 1]!);
  });
}

/** Headers without an address to send them to are a wrong command line. */
function withoutUnsentHeaders(words: readonly string[]): readonly string[] {
  return words.some((word) => isAddress(word)) ? words : without("http-header", words);
}

const DECOMPRESS: Readonly<Record<Compression, string>> = { gzip: "gzip -dc", zstd: "zstd -dc" };

/** The program with the source before or behind it. Where that has no name, the user has to put it in: `…`, `FILE`. */
function fed({ program, needsFile, asStored }: ProgramHint, source: string, args: readonly string[]): string {
  const isFile = source !== "-" && !isAddress(source);
  const { compression } = formatFromName(nameOf(source));
  const programs =
    compression === undefined || asStored === true ? [program] : [DECOMPRESS[compression], program];
  if (needsFile === true && (programs.length > 1 || !isFile || !isTypable(source))) return `${program} FILE`;
  if (!isFile) {
    const piped = programs.filter((one) => one !== "cat");
    return [source === "-" ? "…" : fetched(source, args), ...piped].join(" | ");
  }
  // Behind `./`, a name that begins with `-` is no option.
  const file = source.startsWith("-") ? `./${source}` : source;
  programs[0] += ` ${isTypable(source) ? shellWord(file) : "FILE"}`;
  return programs.join(" | ");
}

/** The address by a program, with as many headers as were given. */
function fetched(address: string, args: readonly string[]): string {
  const headers = args.filter((word) => isOption("http-header", word)).map(() => "-H '…'");
  return ["curl -sSf", ...headers, shellWord(address)].join(" ");
}

/** The part of a name that tells the format: for an address, the path. */
function nameOf(source: string): string {
  return isAddress(source) && URL.canParse(source) ? new URL(source).pathname : source;
}

/** The format of what the program prints, as far as the names tell, and the bytes do not tell it without them. */
function formatBehind({ format }: ProgramHint, source: string): Format | "any" | undefined {
  const name = nameOf(source);
  const told = format ?? formatFromName(name).format ?? formatFromName(name.replace(/\.[^.]*$/, "")).format;
  return told === "text" ? undefined : told;
}

/** The words without an option and its value. */
function without(option: string, words: readonly string[]): readonly string[] {
  return words.filter((word, i) => !isOption(option, word) && words[i - 1] !== `--${option}`);
}

function isOption(option: string, word: string): boolean {
  return word === `--${option}` || word.startsWith(`--${option}=`);
}
