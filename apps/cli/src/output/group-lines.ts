/** Totals by key, a line each. */
import type { Rows } from "./aligned-lines.js";
import type { Group } from "./group-order.js";

interface LinesOptions {
  /** All digits, of binary totals too. */
  readonly exact: boolean;
  /** The width of the terminal; undefined where there is none. */
  readonly columns: number | undefined;
}

/** The text in pieces of many lines, which take few writes and little memory. Lines are tab-separated, or aligned on a terminal. */
export async function groupLines(
  groups: readonly Group[],
  { exact, columns }: LinesOptions,
): Promise<Generator<string>> {
  const rows: Rows = function* () {
    for (const [key, total] of groups) yield [escapedKey(key), total.toString({ exact })];
  };
  if (columns === undefined) return joined(tabSeparated(rows));
  // Loaded only here: string-width makes a segmenter of Unicode at once, which takes 7 ms.
  const { alignedLines } = await import("./aligned-lines.js");
  return joined(alignedLines(rows, columns));
}

const PIECE_CHARACTERS = 65_536;

function* joined(lines: Iterable<string>): Generator<string> {
  let piece = "";
  for (const line of lines) {
    piece += line;
    if (piece.length < PIECE_CHARACTERS) continue;
    yield piece;
    piece = "";
  }
  if (piece !== "") yield piece;
}

function* tabSeparated(rows: Rows): Generator<string> {
  for (const [key, total] of rows()) yield `${key}\t${total}\n`;
}

const ESCAPES: Readonly<Record<string, string>> = { "\t": "\\t", "\n": "\\n", "\r": "\\r", "\\": "\\\\" };

/** A key in which nothing ends the line or the field, and which can be read back. */
function escapedKey(key: string): string {
  return key.replace(/[\t\n\r\\]/g, (character) => ESCAPES[character]!);
}
