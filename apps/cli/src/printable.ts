const MAX_QUOTED_CHARACTERS = 60;
const MAX_LINE_CHARACTERS = 1000;
/** Of a line that is too long, so much of its end stays: what was got stands there. */
const LINE_END_CHARACTERS = 300;

/** `"xml"`: what was said on the command line, cut at 60 characters. */
export function quote(text: string): string {
  const characters = Array.from(text.slice(0, 2 * (MAX_QUOTED_CHARACTERS + 1)));
  if (characters.length <= MAX_QUOTED_CHARACTERS) return JSON.stringify(text);
  return `${JSON.stringify(characters.slice(0, MAX_QUOTED_CHARACTERS).join(""))}…`;
}

/**
 * One line for a terminal, of bounded length. What could move the cursor, break the line or turn the reading direction is
 * escaped: C0 and C1 controls, line separators, and Unicode's bidirectional controls.
 */
export function printableLine(text: string): string {
  const line = text.replace(
    // eslint-disable-next-line no-control-regex -- control characters are what it looks for
    /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  if (line.length <= MAX_LINE_CHARACTERS) return line;
  return `${line.slice(0, MAX_LINE_CHARACTERS - LINE_END_CHARACTERS - 1)}…${line.slice(-LINE_END_CHARACTERS)}`;
}
