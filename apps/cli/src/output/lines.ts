/** Totals as lines of text: tab-separated, or aligned on a terminal. */
import { escapedText } from "@dlg/total-core/internal";

export interface Row {
  /** The owner of the totals, the left part of the line: a key of several parts, or the name of a source. */
  readonly names: readonly string[];
  /** Digits; in a header, the totals' own names. */
  readonly totals: readonly string[];
}

export interface Table {
  /** The first line; none where there is nothing to tell apart. */
  readonly header?: Row | undefined;
  /** Gives the same rows each time it is called; all have as many names and as many totals. */
  readonly rows: () => Iterable<Row>;
  /** All rows as bytes, in pieces of many, for a table that may have millions. A piece is overwritten once the next one is asked for. */
  readonly tabSeparated?: () => Iterable<Uint8Array>;
}

/**
 * The text in pieces of many lines, which take few writes and little memory.
 *
 * @param columns the width of the terminal; undefined where there is none
 */
export async function linesOf(
  table: Table,
  columns: number | undefined,
): Promise<Generator<string | Uint8Array>> {
  if (columns === undefined) return tabSeparated(table);
  // Loaded only here: string-width makes a segmenter of Unicode at once, which takes 7 ms.
  const { alignedLines } = await import("./aligned-lines.js");
  return joined(alignedLines(table, columns));
}

const PIECE_CHARACTERS = 65_536;

/** The same text in pieces of many lines. */
export function* joined(lines: Iterable<string>): Generator<string> {
  let piece = "";
  for (const line of lines) {
    piece += line;
    if (piece.length < PIECE_CHARACTERS) continue;
    yield piece;
    piece = "";
  }
  if (piece !== "") yield piece;
}

function* tabSeparated({ header, rows, tabSeparated: bytes }: Table): Generator<string | Uint8Array> {
  if (header !== undefined) yield lineOf(header);
  if (bytes === undefined) yield* joined(textLines(rows()));
  else yield* bytes();
}

function* textLines(rows: Iterable<Row>): Generator<string> {
  for (const row of rows) yield lineOf(row);
}

function lineOf({ names, totals }: Row): string {
  return `${[...names, ...totals].map(escapedText).join("\t")}\n`;
}
