/** UTF-8, read byte by byte: RFC 3629, section 4. */

/** The bytes after a character's first one are between these. */
const LEAST = 0x80;
const GREATEST = 0xbf;

/** Says of each byte whether it may follow the bytes before it. It can stop and go on between any two bytes. */
export class Utf8 {
  /** How many more bytes the character has, and between which values the next one is. */
  #left = 0;
  #least = LEAST;
  #greatest = GREATEST;

  /** To be called where a character may begin. */
  reset(): void {
    this.#expect(0);
  }

  /** Takes the next byte. @returns whether it may follow; if not, {@link reset} has to be called before the next byte */
  takes(byte: number): boolean {
    if (this.#left === 0) return byte < LEAST || this.#begins(byte);
    if (byte < this.#least || byte > this.#greatest) return false;
    this.#expect(this.#left - 1);
    return true;
  }

  #begins(byte: number): boolean {
    if (byte < 0xc2 || byte > 0xf4) return false;
    // No character that would fit into fewer bytes, no surrogate, none past U+10FFFF.
    const least = byte === 0xe0 ? 0xa0 : byte === 0xf0 ? 0x90 : LEAST;
    const greatest = byte === 0xed ? 0x9f : byte === 0xf4 ? 0x8f : GREATEST;
    this.#expect(byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3, least, greatest);
    return true;
  }

  #expect(left: number, least: number = LEAST, greatest: number = GREATEST): void {
    this.#left = left;
    this.#least = least;
    this.#greatest = greatest;
  }
}
