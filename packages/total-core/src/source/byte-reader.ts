/** Reads a stream of pieces as if it were one. */
export class ByteReader {
  private readonly pieces: AsyncIterator<Uint8Array>;
  private rest: Uint8Array = new Uint8Array(0);

  constructor(pieces: AsyncIterable<Uint8Array>) {
    this.pieces = pieces[Symbol.asyncIterator]();
  }

  /** What is left of the piece that is being read: at least one byte, or none at the end. It is not taken yet. */
  async peek(): Promise<Uint8Array> {
    while (this.rest.length === 0) {
      const { done, value } = await this.pieces.next();
      if (done === true) break;
      this.rest = value;
    }
    return this.rest;
  }

  /** Takes bytes of what {@link peek} has shown. */
  skip(length: number): void {
    this.rest = this.rest.subarray(length);
  }

  /** The next `length` bytes; fewer at the end. */
  async take(length: number): Promise<Uint8Array> {
    const taken = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      const piece = (await this.peek()).subarray(0, length - filled);
      if (piece.length === 0) return taken.subarray(0, filled);
      taken.set(piece, filled);
      filled += piece.length;
      this.skip(piece.length);
    }
    return taken;
  }

  /** No more is read. */
  async leave(): Promise<void> {
    await this.pieces.return?.();
  }
}
