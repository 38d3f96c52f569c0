/** The escapes in JSON strings (RFC 8259, section 7), decoded to UTF-8. */
import type { TokenBuffer } from "../literals/token-buffer.js";

/** The character that `\` and this byte stand for; 0 where they are no escape, and for `\u`. */
export const SIMPLE_ESCAPES: Uint8Array = new Uint8Array(256);
for (const [i, character] of [...'"\\/\b\f\n\r\t'].entries()) {
  SIMPLE_ESCAPES['"\\/bfnrt'.charCodeAt(i)] = character.charCodeAt(0);
}

/** The value of a hexadecimal digit, or -1. */
export function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** The bits that mark the first byte of a character, by how many bytes follow. */
const FIRST_BYTES = [0, 0xc0, 0xe0, 0xf0];

/** Encodes the UTF-16 code units of `\u` escapes; two that make a surrogate pair make one character. */
export class CodeUnits {
  readonly #token: TokenBuffer;
  #high = 0;
  /** The token's length right after that high surrogate; -1 where there is none. Only a low surrogate that follows at once makes a pair. */
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
    let character = unit;
    if (unit >= 0xdc00 && unit <= 0xdfff && this.#highEnd === token.length) {
      token.length -= 3;
      character = 0x10000 + ((this.#high - 0xd800) << 10) + (unit - 0xdc00);
    }
    const bytesAfterFirst = character < 0x80 ? 0 : character < 0x800 ? 1 : character < 0x10000 ? 2 : 3;
    token.keepByte(FIRST_BYTES[bytesAfterFirst]! | (character >> (6 * bytesAfterFirst)));
    for (let shift = 6 * (bytesAfterFirst - 1); shift >= 0; shift -= 6) {
      token.keepByte(0x80 | ((character >> shift) & 0x3f));
    }
    this.#high = unit;
    this.#highEnd = unit >= 0xd800 && unit <= 0xdbff ? token.length : -1;
  }
}
