import type { RandomAccess } from "../../contract/parquet.js";

/** How many bytes are read at a time where no more are asked for. */
const READ_BYTES = 524_288;

/** Reads forward from any place, into one buffer. */
export class ForwardReader {
  private readonly access: RandomAccess;
  private readonly end: number;
  private buffer: Uint8Array<ArrayBuffer> = new Uint8Array(READ_BYTES);
  /** Where in the buffer the next byte is, and where the filled part ends. */
  private start = 0;
  private filled = 0;
  /** Where in the file the next byte is. */
  position = 0;

  /** @param end where in the file reading stops */
  constructor(access: RandomAccess, end: number) {
    this.access = access;
    this.end = end;
  }

  seek(position: number): void {
    const start = this.start + position - this.position;
    const isInBuffer = start >= this.start && start <= this.filled;
    this.start = isInBuffer ? start : 0;
    if (!isInBuffer) this.filled = 0;
    this.position = position;
  }

  /** How many bytes there are from here on. */
  get left(): number {
    return this.end - this.position;
  }

  /** At least the next `length` bytes; fewer only at the end. They are overwritten by the next call. */
  async peek(length: number): Promise<Uint8Array> {
    if (this.filled - this.start < Math.min(length, this.left)) await this.fill(length);
    return this.buffer.subarray(this.start, this.filled);
  }

  /** Takes bytes that {@link peek} has shown. */
  skip(length: number): void {
    this.start += length;
    this.position += length;
  }

  private async fill(length: number): Promise<void> {
    const kept = this.buffer.subarray(this.start, this.filled);
    if (length > this.buffer.length) {
      const longer = new Uint8Array(length + READ_BYTES);
      longer.set(kept);
      this.buffer = longer;
    } else {
      this.buffer.copyWithin(0, this.start, this.filled);
    }
    this.start = 0;
    this.filled = kept.length;
    const rest = this.buffer.subarray(this.filled, Math.min(this.buffer.length, this.left));
    this.filled += await this.access.read(rest, this.position + this.filled);
  }
}
