import { CR, LF, QUOTE, SPACE } from "../../basics/ascii.js";
import { type BytePlace, placeOnLine, type Position, setPosition, startOfSource } from "../position.js";
import { TokenBuffer } from "../literals/token-buffer.js";

const OPEN = -1;
const NO_BYTES = new Uint8Array(0);
const ONE_CR = Uint8Array.of(CR);
const ONE_QUOTE = Uint8Array.of(QUOTE);

/**
 * A cell while it is read. A cell that stands whole in a piece is not copied. The content of a cut cell is copied without the spaces around it, up to one
 * byte more than a literal may have.
 */
export class CsvCell {
  /** The content of a closed cell, without quotes and the spaces around it, is `bytes` from `start` to `end`. */
  bytes: Uint8Array = NO_BYTES;
  start = 0;
  end = 0;
  /** How many spaces stand around the content of a closed cell, within its quotes if it has any. */
  leadingSpaces = 0;
  trailingSpaces = 0;

  isQuoted = false;
  /** The position of the cell's first byte, which may be a space or its opening quote. */
  readonly #position: Position = startOfSource();
  /** Where content that has not been kept stands in the piece that is being read. */
  #from = 0;
  #to = OPEN;
  readonly #kept = new TokenBuffer();
  /** How many bytes of content there are, kept or not. */
  #keptLength = 0;
  #isCut = false;
  /** Whether the last piece ended with a CR that has not been kept, as it is part of the cell only if no LF follows. */
  #endedWithCarriageReturn = false;

  /**
   * @param offset that of its first byte, or of its opening quote
   * @param from the index of its content's first byte
   */
  begin(position: Position, offset: number, from: number, isQuoted: boolean): void {
    this.isQuoted = isQuoted;
    setPosition(this.#position, position, offset);
    this.#from = from;
    this.#to = OPEN;
    this.#isCut = false;
    this.#endedWithCarriageReturn = false;
    this.leadingSpaces = 0;
  }

  /** The cell began before this piece, with so many spaces and then `read`. */
  beginBefore(spaces: number, read: Uint8Array): void {
    this.leadingSpaces = spaces;
    if (read.length > 0) this.#keep(read, 0, read.length);
  }

  /** The content ends at `i`, unless {@link goOnAfterQuote} is called later. */
  endAt(i: number): void {
    this.#to = i;
  }

  /** The unquoted cell ends at the delimiter or LF at `i`; a CR before an LF is not part of it. */
  endUnquoted(bytes: Uint8Array, i: number): void {
    this.#to = i;
    if (bytes[i] !== LF) return;
    if (i === this.#from) this.#endedWithCarriageReturn = false;
    else if (bytes[i - 1] === CR) this.#to = i - 1;
  }

  /** The cell has not ended: the quote at `i` is the second of two, and is content. */
  goOnAfterQuote(bytes: Uint8Array, i: number): void {
    this.#keep(bytes, this.#from, this.#to);
    this.#keep(ONE_QUOTE, 0, 1);
    this.#from = i + 1;
    this.#to = OPEN;
  }

  /** The cell has not ended where {@link endAt} said: what has come since is content too, `earlier` the part of it in earlier pieces. */
  goOnAfter(earlier: Uint8Array): void {
    if (earlier.length > 0) this.#keep(earlier, 0, earlier.length);
    this.#to = OPEN;
  }

  /** The piece ends: its bytes of the cell are kept. */
  keepRest(bytes: Uint8Array): void {
    const hasEnded = this.#to !== OPEN;
    const end = hasEnded ? this.#to : bytes.length;
    const holdsBack = !hasEnded && end > this.#from && bytes[end - 1] === CR;
    if (end > this.#from) this.#keep(bytes, this.#from, holdsBack ? end - 1 : end);
    this.#endedWithCarriageReturn ||= holdsBack;
    this.#from = 0;
    this.#to = hasEnded ? 0 : OPEN;
  }

  /** Closes the cell, which has ended in this piece or an earlier one. */
  close(bytes: Uint8Array): void {
    let start = this.#from;
    let end = this.#to;
    if (this.#isCut) {
      this.#keep(bytes, start, end);
      this.bytes = this.#kept.bytes;
      this.start = 0;
      this.end = this.#kept.length;
      return;
    }
    while (start < end && bytes[start] === SPACE) start++;
    this.leadingSpaces += start - this.#from;
    while (start < end && bytes[end - 1] === SPACE) end--;
    this.trailingSpaces = this.#to - end;
    this.bytes = bytes;
    this.start = start;
    this.end = end;
  }

  /** How many bytes a closed cell has, with the spaces around its content. */
  get length(): number {
    const content = this.#isCut ? this.#keptLength : this.end - this.start;
    return this.leadingSpaces + content + this.trailingSpaces;
  }

  /** The place of its first byte that is no space, or of its opening quote. */
  place(source: string | undefined): BytePlace {
    const { offset } = this.#position;
    return placeOnLine(source, this.#position, this.isQuoted ? offset : offset + this.leadingSpaces);
  }

  #keep(bytes: Uint8Array, start: number, end: number): void {
    if (!this.#isCut) {
      this.#isCut = true;
      this.#kept.length = 0;
      this.#keptLength = 0;
      this.trailingSpaces = 0;
    }
    if (this.#endedWithCarriageReturn) {
      this.#endedWithCarriageReturn = false;
      this.#keep(ONE_CR, 0, 1);
    }
    let from = start;
    let to = end;
    if (this.#keptLength === 0) {
      while (from < to && bytes[from] === SPACE) from++;
      this.leadingSpaces += from - start;
    }
    while (from < to && bytes[to - 1] === SPACE) to--;
    if (from < to) {
      // The spaces before them turn out to be content.
      this.#keptLength += this.trailingSpaces + to - from;
      for (; this.trailingSpaces > 0 && !this.#kept.isTooLong; this.trailingSpaces--)
        this.#kept.keepByte(SPACE);
      this.trailingSpaces = 0;
      this.#kept.keep(bytes, from, to);
    }
    this.trailingSpaces += end - to;
  }
}
