import { CR, LF, QUOTE, SPACE } from "../../basics/ascii.js";
import { type BytePlace, placeOnLine, type Position, setPosition, startOfSource } from "../position.js";
import { TokenBuffer } from "../literals/token-buffer.js";

const OPEN = -1;
const NO_BYTES = new Uint8Array(0);
const ONE_CR = Uint8Array.of(CR);
const ONE_QUOTE = Uint8Array.of(QUOTE);

/**
 * One cell while it is read. As long as it stands whole in a piece nothing is copied; else its content is kept, without the spaces around it,
 * as far as that is needed: one byte more than a literal may have.
 */
export class CsvCell {
  /** Once it is closed: where its content stands, without quotes and the spaces around it. */
  bytes: Uint8Array = NO_BYTES;
  start = 0;
  end = 0;
  /** Once it is closed: how many spaces stand around that, within the quotes if there are any. */
  leadingSpaces = 0;
  trailingSpaces = 0;

  isQuoted = false;
  /** Of the cell's first byte, which may be a space, or of its opening quote. */
  readonly #position: Position = startOfSource();
  /** Content of the piece that is being read, which has not been kept. */
  #from = 0;
  #to = OPEN;
  readonly #kept = new TokenBuffer();
  /** How many bytes would be kept if there were room for all. */
  #keptLength = 0;
  #isCut = false;
  /** The last piece ended with a CR that has not been kept: if an LF follows, it is not part of the cell. */
  #endedWithCarriageReturn = false;

  /**
   * @param offset of its first byte, or of its opening quote
   * @param from where its content begins in the piece
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

  /** It began before this piece, with so many spaces and then `read`. */
  beginBefore(spaces: number, read: Uint8Array): void {
    this.leadingSpaces = spaces;
    if (read.length > 0) this.#keep(read, 0, read.length);
  }

  /** Its content ends at `i`, unless {@link goOnAfterQuote} says that it does not. */
  endAt(i: number): void {
    this.#to = i;
  }

  /** It ends without quotes at `i`, where a delimiter or an LF stands; a CR before an LF is not part of it. */
  endUnquoted(bytes: Uint8Array, i: number): void {
    this.#to = i;
    if (bytes[i] !== LF) return;
    if (i === this.#from) this.#endedWithCarriageReturn = false;
    else if (bytes[i - 1] === CR) this.#to = i - 1;
  }

  /** It has not ended: the quote that stands at `i` comes after one where it could have, and is content. */
  goOnAfterQuote(bytes: Uint8Array, i: number): void {
    this.#keep(bytes, this.#from, this.#to);
    this.#keep(ONE_QUOTE, 0, 1);
    this.#from = i + 1;
    this.#to = OPEN;
  }

  /** The piece ends: what it has of the cell is kept. */
  keepRest(bytes: Uint8Array): void {
    const hasEnded = this.#to !== OPEN;
    const end = hasEnded ? this.#to : bytes.length;
    const holdsBack = !hasEnded && end > this.#from && bytes[end - 1] === CR;
    if (end > this.#from) this.#keep(bytes, this.#from, holdsBack ? end - 1 : end);
    this.#endedWithCarriageReturn ||= holdsBack;
    this.#from = 0;
    this.#to = hasEnded ? 0 : OPEN;
  }

  /** It has ended, in this piece or an earlier one. */
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

  /** Once it is closed: of its content, and of the spaces around it, how many bytes there are. */
  get length(): number {
    const content = this.#isCut ? this.#keptLength : this.end - this.start;
    return this.leadingSpaces + content + this.trailingSpaces;
  }

  /** Of its first byte that is no space, or of its opening quote. */
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
      // They turned out to stand within the content.
      this.#keptLength += this.trailingSpaces + to - from;
      for (; this.trailingSpaces > 0 && !this.#kept.isTooLong; this.trailingSpaces--)
        this.#kept.keepByte(SPACE);
      this.trailingSpaces = 0;
      this.#kept.keep(bytes, from, to);
    }
    this.trailingSpaces += end - to;
  }
}
