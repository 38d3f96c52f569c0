import { escapeControls } from "@dlg/total-core/internal";

const MAX_LINE_CHARACTERS = 1000;
/** Of a line that is too long, so much of its end stays: what was got stands there. */
const LINE_END_CHARACTERS = 300;

/**
 * One line for a terminal, of bounded length: nothing in it moves the cursor, breaks the line or turns the reading direction.
 */
export function printableLine(text: string): string {
  const line = escapeControls(text);
  if (line.length <= MAX_LINE_CHARACTERS) return line;
  return `${line.slice(0, MAX_LINE_CHARACTERS - LINE_END_CHARACTERS - 1)}…${line.slice(-LINE_END_CHARACTERS)}`;
}
