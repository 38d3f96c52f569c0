/** Totals by key, a line each. */
import { escapeControls } from "@dlg/total-core";
import { displayWidth } from "./display-width.js";
import type { Group } from "./group-order.js";
import type { Terminal } from "./text-output.js";

interface LinesOptions {
  /** All digits, of binary totals too. */
  readonly exact: boolean;
  readonly terminal: Terminal | undefined;
}

const PIECE_CHARACTERS = 65_536;

/**
 * The lines, many at a time: few writes, and never the text of all keys at once. They are tab-separated; in a terminal in columns, the totals with their points below
 * each other.
 */
export function* groupLines(groups: readonly Group[], options: LinesOptions): Generator<string> {
  let piece = "";
  for (const line of lines(groups, options)) {
    piece += line;
    if (piece.length < PIECE_CHARACTERS) continue;
    yield piece;
    piece = "";
  }
  if (piece !== "") yield piece;
}

function* lines(groups: readonly Group[], { exact, terminal }: LinesOptions): Generator<string> {
  const rows = function* (): Generator<readonly [key: string, total: string]> {
    for (const [key, total] of groups) yield [escapedKey(key), total.toString({ exact })];
  };
  if (terminal === undefined) for (const [key, total] of rows()) yield `${key}\t${total}\n`;
  else yield* aligned(rows, terminal.columns);
}

const ESCAPES: Readonly<Record<string, string>> = { "\t": "\\t", "\n": "\\n", "\r": "\\r", "\\": "\\\\" };

/** A key that never ends its line or its field, and can be read back. */
function escapedKey(key: string): string {
  return key.replace(/[\t\n\r\\]/g, (character) => ESCAPES[character]!);
}

const GAP = "  ";

function* aligned(
  rows: () => Iterable<readonly [key: string, total: string]>,
  columns: number,
): Generator<string> {
  let widths = { key: 0, integer: 0, fraction: 0 };
  for (const [key, total] of rows()) {
    const integer = integerWidth(total);
    widths = {
      key: Math.max(widths.key, displayWidth(escapeControls(key))),
      integer: Math.max(widths.integer, integer),
      fraction: Math.max(widths.fraction, total.length - integer),
    };
  }
  // What is wider than all that there is room for stands out, and the rest stays where it would be without.
  const integerRoom = Math.min(widths.integer, Math.floor(columns / 2));
  const keyRoom = Math.min(widths.key, Math.max(0, columns - GAP.length - integerRoom - widths.fraction));
  for (const [key, total] of rows()) {
    const shown = escapeControls(key);
    const afterKey = " ".repeat(Math.max(0, keyRoom - displayWidth(shown)));
    const beforeTotal = " ".repeat(Math.max(0, integerRoom - integerWidth(total)));
    yield `${shown}${afterKey}${GAP}${beforeTotal}${total}\n`;
  }
}

/** What stands before the point. */
function integerWidth(total: string): number {
  const point = total.indexOf(".");
  return point < 0 ? total.length : point;
}
