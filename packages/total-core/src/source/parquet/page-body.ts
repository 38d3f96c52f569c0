import { ByteReader } from "../byte-reader.js";

/** The decompressed bytes of a page, which come in pieces where the page is long. */
export class PageBody extends ByteReader {
  /** How many bytes are left. */
  left: number;

  /** @param pieces `length` bytes in all */
  constructor(pieces: AsyncIterable<Uint8Array>, length: number) {
    super(pieces);
    this.left = length;
  }

  override skip(length: number): void {
    this.left -= length;
    super.skip(length);
  }

  /** All bytes that are left, in one piece. They are good until the next call. */
  async takeRest(): Promise<Uint8Array> {
    const bytes = (await this.peek(this.left)).subarray(0, this.left);
    this.skip(bytes.length);
    return bytes;
  }
}
