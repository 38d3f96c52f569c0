import { escapeControls } from "@dlg/total-core/internal";

const MAX_LINE_CHARACTERS = 1000;
/** How much of a long line's end is kept: it says what was got. */
const LINE_END_CHARACTERS = 300;

/** One line of bounded length, in which nothing moves a terminal's cursor, breaks the line or turns the reading direction. */
export function printableLine(text: string): string {
  const line = escapeControls(text);
  if (line.length <= MAX_LINE_CHARACTERS) return line;
  return `${line.slice(0, MAX_LINE_CHARACTERS - LINE_END_CHARACTERS - 1)}…${line.slice(-LINE_END_CHARACTERS)}`;
}
