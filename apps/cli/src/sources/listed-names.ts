/** `--files0-from`: the names of sources in a list, each ended by NUL, as `find -print0` writes them. */
import { fileChunks, quote } from "@dlg/total-core/internal";
import { noteTyping } from "../output/notes.js";
import type { Dependencies } from "../process/dependencies.js";
import { repeatedLine } from "../command-line/repeated-line.js";
import { shellWord } from "../command-line/shell-word.js";
import { UsageError, type Suggestion } from "../errors/usage-error.js";
import type { SourceName } from "./source.js";

const NUL = 0;
const LF = 0x0a;

/**
 * @param list a file, or `-` for standard input
 * @returns at least one name; bytes for one that is not UTF-8
 * @throws UsageError where the list is not one; TotalError where it cannot be read
 */
export async function listedNames(list: string, dependencies: Dependencies): Promise<SourceName[]> {
  const { stdin, interruption: signal } = dependencies;
  if (list === "-") await noteTyping("names", dependencies);
  const pieces: Uint8Array[] = [];
  const chunks = list === "-" ? stdin.chunks(signal) : fileChunks(list, { name: list, signal });
  // The piece is the source's again when the next one is asked for.
  for await (const chunk of chunks) pieces.push(new Uint8Array(chunk));
  const names = namesIn(Buffer.concat(pieces), list);
  if (list === "-" && names.includes("-")) {
    throw wrongList("names of files and addresses, as the list is standard input", '"-"');
  }
  return names;
}

/**
 * @param source the list's own name
 * @throws UsageError where a name is empty, or there is none, or the last one has no end
 */
export function namesIn(list: Buffer, source: string): SourceName[] {
  const names: SourceName[] = [];
  let start = 0;
  while (start < list.length) {
    const end = list.indexOf(NUL, start);
    // A list that was cut short would name another file, or miss one.
    if (end < 0)
      throw wrongList(
        "NUL behind each name, as find -print0 has it",
        `${quote(list.subarray(start))} and the end`,
        wayOutOf(list.subarray(start), source),
      );
    if (end === start) throw wrongList("no empty name", `one at place ${names.length + 1}`);
    names.push(nameFrom(list.subarray(start, end)));
    start = end + 1;
  }
  if (names.length === 0) throw wrongList("at least one name in the list", "none");
  return names;
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function nameFrom(bytes: Buffer): SourceName {
  try {
    return utf8.decode(bytes);
  } catch {
    return bytes;
  }
}

function wrongList(expected: string, got: string, wayOut?: Suggestion): UsageError {
  return new UsageError(`--files0-from: expected ${expected}, got ${got}`, wayOut);
}

/** @param last what stands behind the last NUL */
function wayOutOf(last: Buffer, source: string): Suggestion | undefined {
  const isFile = source !== "-";
  if (last.at(-1) === LF) {
    const list = isFile ? `tr '\\n' '\\0' < ${shellWord(source)}` : "… | tr '\\n' '\\0'";
    return (args) => `For a name on each line: ${list} | ${lineWithPipedList(args)}`;
  }
  // Names on lines, of which the last has no end, are no list yet with a NUL behind them.
  if (last.includes(LF)) return undefined;
  const list = isFile ? `cat ${shellWord(source)}` : "…";
  return (args) => `If nothing is missing: { ${list}; printf '\\0'; } | ${lineWithPipedList(args)}`;
}

/** The same command line, with the list on standard input. */
function lineWithPipedList(args: readonly string[]): string {
  const line = repeatedLine(args, (words) =>
    words.map((word, i) => {
      if (words[i - 1] === "--files0-from") return "-";
      return word.startsWith("--files0-from=") ? "--files0-from=-" : word;
    }),
  );
  return line ?? "dlg total --files0-from -";
}
