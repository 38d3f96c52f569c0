import { MAX_LITERAL_BYTES } from "./bounds.js";

/** One byte more than a literal may have shows that it is too long. */
const MOST_BYTES = MAX_LITERAL_BYTES + 1;

/** Room for the first token that is kept: each small file has a buffer of its own, and most of their tokens are short. */
const FIRST_BYTES = 64;

const NO_BYTES = new Uint8Array(0);

/**
 * Keeps a token that several pieces share, or that has escapes. It keeps no more than one byte more than a literal may have: memory stays bounded for a
 * token without end.
 */
export class TokenBuffer {
  bytes: Uint8Array = NO_BYTES;
  length = 0;

  /** Whether the token is longer than a literal may be. */
  get isTooLong(): boolean {
    return this.length === MOST_BYTES;
  }

  /** Appends `bytes` from `start` to `end`, as far as there is room. */
  keep(bytes: Uint8Array, start: number, end: number): void {
    const kept = bytes.subarray(start, Math.min(end, start + MOST_BYTES - this.length));
    this.#makeRoom(kept.length);
    this.bytes.set(kept, this.length);
    this.length += kept.length;
  }

  /** Appends one byte, if there is room. */
  keepByte(byte: number): void {
    if (this.isTooLong) return;
    this.#makeRoom(1);
    this.bytes[this.length++] = byte;
  }

  #makeRoom(count: number): void {
    const needed = this.length + count;
    if (needed <= this.bytes.length) return;
    const grown = new Uint8Array(Math.min(MOST_BYTES, Math.max(FIRST_BYTES, 2 * needed)));
    grown.set(this.bytes);
    this.bytes = grown;
  }
}
