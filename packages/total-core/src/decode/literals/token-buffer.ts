import { MAX_LITERAL_BYTES } from "./literal.js";

/**
 * Keeps a token that several pieces share, or that has escapes. It keeps no more than one byte more than a literal may have, which shows that the
 * token is too long: memory stays bounded for a token without end.
 */
export class TokenBuffer {
  readonly bytes: Uint8Array = new Uint8Array(MAX_LITERAL_BYTES + 1);
  length = 0;

  /** Whether the token is longer than a literal may be. */
  get isTooLong(): boolean {
    return this.length === this.bytes.length;
  }

  /** Appends `bytes` from `start` to `end`, as far as there is room. */
  keep(bytes: Uint8Array, start: number, end: number): void {
    const kept = bytes.subarray(start, Math.min(end, start + this.bytes.length - this.length));
    this.bytes.set(kept, this.length);
    this.length += kept.length;
  }

  /** Appends one byte, if there is room. */
  keepByte(byte: number): void {
    if (!this.isTooLong) this.bytes[this.length++] = byte;
  }
}
