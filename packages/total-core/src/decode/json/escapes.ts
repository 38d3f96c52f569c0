/** The escapes in JSON strings (RFC 8259, section 7), decoded to UTF-8. */
import type { TokenBuffer } from "../literals/token-buffer.js";

/** What `\` and this byte stand for; 0 where it is no such escape. `\u` is not among them. */
export const SIMPLE_ESCAPES: Uint8Array = new Uint8Array(256);
for (const [letter, character] of Object.entries({
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
})) {
  SIMPLE_ESCAPES[letter.charCodeAt(0)] = character.charCodeAt(0);
}

/** The value of a hexadecimal digit, or -1. */
export function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** Encodes the UTF-16 code units of `\u` escapes; two that make a surrogate pair make one character. */
export class CodeUnits {
  readonly #token: TokenBuffer;
  #high = 0;
  /** The token's length right after that high surrogate; whatever comes in between parts the two. */
  #highEnd = -1;

  constructor(token: TokenBuffer) {
    this.#token = token;
  }

  /** To be called at a token's start. */
  reset(): void {
    this.#highEnd = -1;
  }

  /** An unpaired surrogate is encoded like any other code unit, in three bytes that are not UTF-8 and match no key. */
  keep(unit: number): void {
    const token = this.#token;
    if (unit >= 0xdc00 && unit <= 0xdfff && this.#highEnd === token.length) {
      token.length -= 3;
      const character = 0x10000 + ((this.#high - 0xd800) << 10) + (unit - 0xdc00);
      token.keepByte(0xf0 | (character >> 18));
      token.keepByte(0x80 | ((character >> 12) & 0x3f));
      token.keepByte(0x80 | ((character >> 6) & 0x3f));
      token.keepByte(0x80 | (character & 0x3f));
    } else if (unit < 0x80) {
      token.keepByte(unit);
    } else if (unit < 0x800) {
      token.keepByte(0xc0 | (unit >> 6));
      token.keepByte(0x80 | (unit & 0x3f));
    } else {
      token.keepByte(0xe0 | (unit >> 12));
      token.keepByte(0x80 | ((unit >> 6) & 0x3f));
      token.keepByte(0x80 | (unit & 0x3f));
    }
    this.#high = unit;
    this.#highEnd = unit >= 0xd800 && unit <= 0xdbff ? token.length : -1;
  }
}
