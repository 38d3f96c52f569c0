/** Data as errors show them: on one line, cut, and without control characters for a terminal. */
import { wholeUtf8Decoder } from "./text-codecs.js";

/** How many characters of data an error shows, those of escapes counted each. */
const MAX_SHOWN_CHARACTERS = 60;

/** Spaces that look like the common one, and characters without width: unescaped, nobody would see why they do not belong to a number. */
const UNSEEN = /[\u00a0\u00ad\u1680\u180e\u2000-\u200b\u202f\u205f\u2060\u3000]/g;

/** `"1,5"`: data as an error shows it, on one line, cut at 60 characters, control characters and unseen ones escaped. */
export function quote(data: string | Uint8Array): string {
  // A character is at most 4 bytes of UTF-8: these bytes hold one character more than is shown.
  const text =
    typeof data === "string"
      ? data
      : wholeUtf8Decoder().decode(data.subarray(0, 4 * (MAX_SHOWN_CHARACTERS + 1)));
  const { shown, isCut } = fitting(text, inQuotes);
  return `"${shown}"${isCut ? "…" : ""}`;
}

/** The same without quotes, for a text that stands for itself: `503 Service Unavailable`. */
export function shownText(text: string): string {
  const { shown, isCut } = fitting(text, escapeControls);
  return `${shown}${isCut ? "…" : ""}`;
}

/** The first characters of a text, escaped, as many as there is room for; no escape is cut. */
function fitting(
  text: string,
  escape: (character: string) => string,
): { readonly shown: string; readonly isCut: boolean } {
  let shown = "";
  let room = MAX_SHOWN_CHARACTERS;
  for (const character of text) {
    const escaped = escape(character);
    room -= escaped === character ? 1 : escaped.length;
    if (room < 0) return { shown, isCut: true };
    shown += escaped;
  }
  return { shown, isCut: false };
}

/** The character as it stands in a JSON string, unseen ones escaped, too. */
function inQuotes(character: string): string {
  return escapeControls(JSON.stringify(character).slice(1, -1)).replace(UNSEEN, unicodeEscape);
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
