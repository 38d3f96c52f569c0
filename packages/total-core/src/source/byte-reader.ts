/** Reads a stream of pieces as if it were one. */
export class ByteReader {
  private readonly pieces: AsyncIterator<Uint8Array>;
  private readonly onPiece: ((bytes: number) => void) | undefined;
  private rest: Uint8Array = new Uint8Array(0);

  /**
   * @param pieces the memory of a piece may be used again once the next is asked for
   * @param onPiece told the length of each piece when it arrives
   */
  constructor(pieces: AsyncIterable<Uint8Array>, onPiece?: (bytes: number) => void) {
    this.pieces = pieces[Symbol.asyncIterator]();
    this.onPiece = onPiece;
  }

  /** The next bytes, which stay to be taken: all that are at hand, at least `length` of them, fewer only at the end. */
  async peek(length: number = 1): Promise<Uint8Array> {
    if (this.rest.length < length) this.rest = await this.more(length);
    return this.rest;
  }

  /** Takes bytes that {@link peek} has shown. */
  skip(length: number): void {
    this.rest = this.rest.subarray(length);
  }

  /** The next `length` bytes; fewer at the end. */
  async take(length: number): Promise<Uint8Array> {
    const taken = new Uint8Array((await this.peek(length)).subarray(0, length));
    this.skip(taken.length);
    return taken;
  }

  /**
   * The bytes that nobody has taken, in pieces, none of them empty. Leaving the iterator leaves the stream, even before the first piece
   * (a generator would hear of it only after that).
   */
  remaining(): AsyncIterable<Uint8Array> {
    const next = async (): Promise<IteratorResult<Uint8Array, undefined>> => {
      const piece = await this.peek();
      this.skip(piece.length);
      return piece.length === 0 ? { done: true, value: undefined } : { done: false, value: piece };
    };
    const leave = async (): Promise<IteratorReturnResult<undefined>> => {
      await this.leave();
      return { done: true, value: undefined };
    };
    return { [Symbol.asyncIterator]: () => ({ next, return: leave }) };
  }

  /** No more is read: the stream lets go of what it holds. */
  async leave(): Promise<void> {
    await this.pieces.return?.();
  }

  /** The rest, and pieces after it until there are `length` bytes. */
  private async more(length: number): Promise<Uint8Array> {
    let bytes = new Uint8Array(length);
    let filled = 0;
    for (let piece = this.rest; ;) {
      // A piece that is enough by itself is not copied.
      if (filled === 0 && piece.length >= length) return piece;
      if (filled + piece.length > bytes.length) bytes = grown(bytes, filled + piece.length);
      bytes.set(piece, filled);
      filled += piece.length;
      if (filled >= length) return bytes;
      const { done, value } = await this.pieces.next();
      if (done === true) return bytes.subarray(0, filled);
      this.onPiece?.(value.length);
      piece = value;
    }
  }
}

function grown(bytes: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const longer = new Uint8Array(length);
  longer.set(bytes);
  return longer;
}
