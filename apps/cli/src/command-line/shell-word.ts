/** Words of a command line, as a shell takes them: what is printed can be typed. */

/** One word in sh, bash, zsh and fish. */
export function shellWord(text: string): string {
  if (/^[\w%+,./:@-][\w%+,./:@=-]*$/.test(text)) return text;
  if (!text.includes("'")) return `'${text}'`;
  return /[$`"\\!]/.test(text) ? `'${text.replaceAll("'", String.raw`'\''`)}'` : `"${text}"`;
}

/** The one character of an option's value; where it cannot be seen, in the spelling that the options take for it: `\t`, `\u00a0`. */
export function characterWord(character: string): string {
  // Spaces and controls, in which nobody could see what to type. Made at every start, the pattern took 0.4 ms.
  return shellWord(character.replace(/[^\P{White_Space} ]|[\p{Cc}\p{Cf}]/gu, unicodeEscape));
}

function unicodeEscape(character: string): string {
  if (character === "\t") return String.raw`\t`;
  return `\\u${character.codePointAt(0)!.toString(16).padStart(4, "0")}`;
}

/** A text that {@link characterWord} spells, or any other one as it stands. */
export function characterFromText(text: string): string {
  if (text === String.raw`\t`) return "\t";
  const code = /^\\u([\da-f]{4})$/i.exec(text)?.[1];
  return code === undefined ? text : String.fromCharCode(Number.parseInt(code, 16));
}
