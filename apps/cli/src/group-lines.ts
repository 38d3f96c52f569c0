/** Totals by key, a line each. */
import type { Group } from "./group-order.js";
import type { Terminal } from "./text-output.js";

interface LinesOptions {
  /** All digits, of binary totals too. */
  readonly exact: boolean;
  readonly terminal: Terminal | undefined;
}

/** The same rows each time they are asked for. */
export type Rows = () => Iterable<readonly [key: string, total: string]>;

/** The lines, many at a time: few writes, and never the text of all keys at once. They are tab-separated; in a terminal in columns. */
export async function groupLines(
  groups: readonly Group[],
  { exact, terminal }: LinesOptions,
): Promise<Generator<string>> {
  const rows: Rows = function* () {
    for (const [key, total] of groups) yield [escapedKey(key), total.toString({ exact })];
  };
  if (terminal === undefined) return joined(tabSeparated(rows));
  // Loaded only here: string-width makes a segmenter of Unicode at once, which takes 7 ms.
  const { alignedLines } = await import("./aligned-lines.js");
  return joined(alignedLines(rows, terminal.columns));
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

/** A key that never ends its line or its field, and can be read back. */
function escapedKey(key: string): string {
  return key.replace(/[\t\n\r\\]/g, (character) => ESCAPES[character]!);
}
