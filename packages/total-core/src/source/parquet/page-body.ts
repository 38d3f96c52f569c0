import { ByteReader } from "../byte-reader.js";

/** The decompressed bytes of a page, which come in pieces where the page is long. */
export class PageBody {
  /** How many bytes are left. */
  left: number;
  private readonly reader: ByteReader;

  /** @param pieces `length` bytes in all */
  constructor(pieces: AsyncIterable<Uint8Array>, length: number) {
    this.reader = new ByteReader(pieces);
    this.left = length;
  }

  /** A copy of the next `length` bytes, which must be there. */
  async take(length: number): Promise<Uint8Array> {
    this.left -= length;
    return this.reader.take(length);
  }

  /** At least the next `length` bytes, which are not yet taken. They are good until the next call. */
  async peek(length: number): Promise<Uint8Array> {
    return (await this.reader.peek(length)).subarray(0, this.left);
  }

  skip(length: number): void {
    this.left -= length;
    this.reader.skip(length);
  }

  /** All bytes that are left, in one piece. */
  async rest(): Promise<Uint8Array> {
    const bytes = await this.peek(this.left);
    this.skip(bytes.length);
    return bytes;
  }

  /** No more is read. */
  leave(): Promise<void> {
    return this.reader.leave();
  }
}
