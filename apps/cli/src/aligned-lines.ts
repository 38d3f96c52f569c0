import { escapeControls } from "@dlg/total-core/internal";
import displayWidth from "string-width";
import type { Rows } from "./group-lines.js";

const GAP = "  ";

/** Lines for a terminal: the keys to the left, the totals with their points below each other. */
export function* alignedLines(rows: Rows, columns: number): Generator<string> {
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
