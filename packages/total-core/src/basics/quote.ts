/** Data as errors show them: on one line, cut, and without control characters for a terminal. */

/** How many characters of data an error shows. */
export const MAX_SHOWN_CHARACTERS = 60;

/** Spaces that look like the common one, and characters without width: unescaped, nobody would see why they do not belong to a number. */
const UNSEEN = /[\u00a0\u00ad\u1680\u180e\u2000-\u200b\u202f\u205f\u2060\u3000]/g;

const decoder = new TextDecoder(undefined, { ignoreBOM: true });

/** `"1,5"`: data as an error shows it, on one line, cut at 60 characters, control characters and unseen ones escaped. */
export function quote(data: string | Uint8Array): string {
  // A character is at most 4 bytes of UTF-8: these bytes hold one character more than is shown.
  const text =
    typeof data === "string" ? data : decoder.decode(data.subarray(0, 4 * (MAX_SHOWN_CHARACTERS + 1)));
  const characters = Array.from(text.slice(0, 2 * (MAX_SHOWN_CHARACTERS + 1)));
  const shown =
    characters.length <= MAX_SHOWN_CHARACTERS
      ? JSON.stringify(text)
      : `${JSON.stringify(characters.slice(0, MAX_SHOWN_CHARACTERS).join(""))}…`;
  return escapeControls(shown).replace(UNSEEN, unicodeEscape);
}

/**
 * Escapes characters that move a terminal's cursor, break a line or turn the reading direction: C0 and C1 controls, U+2028, U+2029, and Unicode's
 * bidirectional controls.
 */
export function escapeControls(text: string): string {
  return text.replace(
    // eslint-disable-next-line no-control-regex -- it looks for control characters
    /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    unicodeEscape,
  );
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
