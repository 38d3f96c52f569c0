/** Bytes that stand in the source as a text. */

const SPACE = 0x20;
const QUOTATION_MARK = 0x22;
const BACKSLASH = 0x5c;
const TILDE = 0x7e;

/** How many characters there are, and how many bytes have one of their own. */
const CHARACTERS = TILDE - SPACE + 1 - 2;
const SINGLE = CHARACTERS - 2;

/** The bytes that scripts/spell-bytes.js spells. */
export function bytesFromSpelling(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  let length = 0;
  let base = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const digit = code - SPACE - (code > QUOTATION_MARK ? 1 : 0) - (code > BACKSLASH ? 1 : 0);
    if (base === 0 && digit >= SINGLE) {
      base = SINGLE + (digit - SINGLE) * CHARACTERS;
    } else {
      bytes[length++] = base + digit;
      base = 0;
    }
  }
  return bytes.subarray(0, length);
}
