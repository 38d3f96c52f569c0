/** UTF-8, read byte by byte: RFC 3629, section 4. */

/** Of the bytes that go on with a character. */
const LEAST = 0x80;
const GREATEST = 0xbf;

/** Says of each byte whether it may stand there. Between any two it can stop and go on. */
export class Utf8 {
  /** How many more bytes the character has, and what the next of them may be. */
  #left = 0;
  #least = LEAST;
  #greatest = GREATEST;

  /** To be called where a character may begin. */
  reset(): void {
    this.#left = 0;
    this.#least = LEAST;
    this.#greatest = GREATEST;
  }

  /** Takes the next byte. @returns whether it may stand there; if not, only {@link reset} makes sense of what follows */
  takes(byte: number): boolean {
    if (this.#left === 0) return byte < LEAST || this.#begins(byte);
    if (byte < this.#least || byte > this.#greatest) return false;
    this.#left--;
    this.#least = LEAST;
    this.#greatest = GREATEST;
    return true;
  }

  #begins(byte: number): boolean {
    if (byte < 0xc2 || byte > 0xf4) return false;
    this.#left = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    // None of a character that would fit into fewer bytes, no surrogate, none past U+10FFFF.
    if (byte === 0xe0) this.#least = 0xa0;
    else if (byte === 0xed) this.#greatest = 0x9f;
    else if (byte === 0xf0) this.#least = 0x90;
    else if (byte === 0xf4) this.#greatest = 0x8f;
    return true;
  }
}
