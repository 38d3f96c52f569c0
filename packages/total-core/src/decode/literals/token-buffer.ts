import { MAX_LITERAL_BYTES } from "./literal.js";

/**
 * Keeps a token that does not stand in one piece, or not as it is spelled. One byte more than a literal may have is enough to know
 * that it has too many, so that memory stays bounded for a token without end.
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
