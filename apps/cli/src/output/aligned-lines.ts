import { escapeControls } from "@dlg/total-core/internal";
import displayWidth from "string-width";

/** Gives the same rows each time it is called. */
export type Rows = () => Iterable<readonly [key: string, total: string]>;

const GAP = "  ";

/** Lines for a terminal: keys on the left, then totals with their points below each other. */
export function* alignedLines(rows: Rows, columns: number): Generator<string> {
  const widest = { key: 0, integer: 0, fraction: 0 };
  for (const [key, total] of rows()) {
    const integer = integerWidth(total);
    widest.key = Math.max(widest.key, displayWidth(escapeControls(key)));
    widest.integer = Math.max(widest.integer, integer);
    widest.fraction = Math.max(widest.fraction, total.length - integer);
  }
  // A key or total wider than its room makes its own line longer and moves no other line.
  const integerRoom = Math.min(widest.integer, Math.floor(columns / 2));
  const keyRoom = Math.min(widest.key, Math.max(0, columns - GAP.length - integerRoom - widest.fraction));
  for (const [key, total] of rows()) {
    const shown = escapeControls(key);
    const afterKey = " ".repeat(Math.max(0, keyRoom - displayWidth(shown)));
    const beforeTotal = " ".repeat(Math.max(0, integerRoom - integerWidth(total)));
    yield `${shown}${afterKey}${GAP}${beforeTotal}${total}\n`;
  }
}

/** How many characters stand before the point. */
function integerWidth(total: string): number {
  const point = total.indexOf(".");
  return point < 0 ? total.length : point;
}
