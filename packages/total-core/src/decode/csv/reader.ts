/** Rows and fields of a CSV or TSV, read and checked byte by byte in bounded memory. Between any two bytes it can stop and go on. */
import type { TotalError } from "../../contract/errors.js";
import type { CsvRows, Decoder, Position } from "../../contract/decoder.js";
import { CR, LF, QUOTE, SPACE } from "../../basics/ascii.js";
import { CsvFaults } from "./faults.js";
import type { CsvDialect } from "./dialect.js";
import { CsvRow } from "./row.js";
import type { CsvVisitor } from "./visitor.js";
import { setPosition, startOfSource } from "../position.js";

/** Nothing but spaces so far: such a line is no row. */
const LINE_START = 0;
/** Nothing but spaces, and then a CR. */
const BLANK_AND_CR = 1;
const FIELD_START = 2;
const UNQUOTED = 3;
const QUOTED = 4;
/** A quote in a quoted field: it has closed the field unless another one follows. */
const AFTER_QUOTE = 5;
const AFTER_QUOTE_AND_CR = 6;

const NONE = -1;
const NO_BYTES = new Uint8Array(0);
const ONE_CR = Uint8Array.of(CR);

export interface CsvReaderOptions {
  readonly visitor: CsvVisitor;
  readonly dialect: CsvDialect;
  /** What errors call the source. */
  readonly source: string | undefined;
  /** Where it begins, as in {@link DecoderOptions}. */
  readonly position: Position | undefined;
  readonly rows: CsvRows | undefined;
}

export class CsvReader implements Decoder {
  /** Where the next piece begins. */
  readonly position: Position;
  readonly #visitor: CsvVisitor;
  readonly #faults: CsvFaults;
  readonly #delimiter: number;
  readonly #quote: number;
  /** For each byte whether it is more than content where a field is not quoted. */
  readonly #isSpecial = new Uint8Array(256);

  readonly #row: CsvRow;
  /** The last quote that opened a field. */
  readonly #opening: Position = startOfSource();
  #state = LINE_START;

  constructor({ visitor, dialect, source, position = startOfSource(), rows }: CsvReaderOptions) {
    const { delimiter, header, quotes } = dialect;
    this.position = position;
    this.#visitor = visitor;
    this.#faults = new CsvFaults(source);
    this.#delimiter = delimiter;
    this.#quote = quotes ? QUOTE : NONE;
    for (const byte of quotes ? [delimiter, LF, QUOTE] : [delimiter, LF]) this.#isSpecial[byte] = 1;
    this.#row = new CsvRow({ visitor, faults: this.#faults, header, rows });
  }

  /**
   * Where a row begins, once it is known what rows are like: there another reader may go on, with rows that are whole, and moves
   * {@link position} along.
   */
  get seam(): CsvRows | undefined {
    const { offset, lineStart } = this.position;
    return this.#state === LINE_START && offset === lineStart ? this.#row.rows : undefined;
  }

  isInQuotes(): boolean {
    return this.#state === QUOTED;
  }

  push(bytes: Uint8Array): void {
    this.#read(bytes);
    this.#keepCells(bytes);
    this.position.offset += bytes.length;
  }

  end(): void {
    if (this.#state === BLANK_AND_CR) this.#beginAfterSpaces(-1, ONE_CR);
    if (this.#state === FIELD_START) this.#beginField(0, false);
    if (this.#state === QUOTED) throw this.#faults.unclosedQuote(this.#opening);
    if (this.#state === AFTER_QUOTE_AND_CR) throw this.#quoteOutOfPlace(-2);
    if (this.#state !== LINE_START) {
      if (this.#state === UNQUOTED) this.#row.cell?.endAt(0);
      this.#row.endField(NO_BYTES);
      this.#row.end(NO_BYTES);
    }
    if (this.#row.rows === undefined) this.#visitor.columns(0, this.position);
  }

  #read(bytes: Uint8Array): void {
    const { length } = bytes;
    let i = 0;
    while (i < length) {
      if (this.#state === LINE_START || this.#state === BLANK_AND_CR) {
        i = this.#readLineStart(bytes, i);
        if (i === length) return;
      }
      i = this.#readFields(bytes, i);
      if (i === length) return;
      this.#row.endField(bytes);
      if (bytes[i] === LF) {
        this.#row.end(bytes);
        this.#state = LINE_START;
        this.#endLine(i);
      } else this.#beginNextField();
      i++;
    }
  }

  /** @returns where a row begins, or the piece's end */
  #readLineStart(bytes: Uint8Array, begin: number): number {
    let i = begin;
    for (; i < bytes.length; i++) {
      const byte = bytes[i]!;
      if (byte === LF) {
        this.#state = LINE_START;
        this.#endLine(i);
      } else if (this.#state === BLANK_AND_CR) {
        this.#beginAfterSpaces(i - 1, ONE_CR);
        return i;
      } else if (byte === CR) {
        this.#state = BLANK_AND_CR;
      } else if (byte !== SPACE) {
        if (this.position.offset + i > this.position.lineStart) this.#beginAfterSpaces(i, NO_BYTES);
        else this.#beginRow();
        return i;
      }
    }
    return i;
  }

  /**
   * Reads on to the end of a picked field, of the last one before such a field, or of the row.
   * @returns where the delimiter or LF stands that it ends at, or the piece's end
   */
  #readFields(bytes: Uint8Array, begin: number): number {
    const { length } = bytes;
    const quote = this.#quote;
    const isSpecial = this.#isSpecial;
    const row = this.#row;
    const { cell, lastBeforePicked: last } = row;
    let state = this.#state;
    let { field } = row;
    let i = begin;
    for (;;) {
      if (state === FIELD_START) {
        if (i === length) break;
        const isQuoted = bytes[i] === quote;
        if (isQuoted || cell !== undefined) {
          row.field = field;
          this.#beginField(i, isQuoted);
        }
        state = isQuoted ? QUOTED : UNQUOTED;
        if (isQuoted) i++;
      }
      if (state === UNQUOTED) {
        while (i < length && isSpecial[bytes[i]!] === 0) i++;
        if (i === length) break;
        if (bytes[i] === quote) throw this.#quoteOutOfPlace(i);
        cell?.endUnquoted(bytes, i);
      } else {
        this.#state = state;
        i = this.#readQuoted(bytes, i);
        state = this.#state;
        if (i === length) break;
      }
      if (field === last || bytes[i] === LF) break;
      field++;
      i++;
      state = FIELD_START;
    }
    row.field = field;
    this.#state = state;
    return i;
  }

  #beginRow(): void {
    this.#row.begin(this.position, this.position.lineStart);
    this.#state = FIELD_START;
  }

  /**
   * A row begins with spaces. What comes after them stands at `i`, which is -1 for the last byte of the piece before.
   * @param read what has been read of that already
   */
  #beginAfterSpaces(i: number, read: Uint8Array): void {
    const { position } = this;
    this.#beginRow();
    let first = position.lineStart - position.offset;
    for (; this.#delimiter === SPACE && first < i; first++) {
      this.#beginField(first, false);
      this.#row.cell?.endAt(Math.max(first, 0));
      this.#row.endField(NO_BYTES);
      this.#beginNextField();
    }
    if (first === i && read.length === 0) return;
    this.#beginField(first, false);
    // Of what stands in earlier pieces, all but what has been read of the rest is spaces.
    if (first < 0) this.#row.cell?.beginBefore(Math.min(i, 0) - first, i < 0 ? read : NO_BYTES);
  }

  /** @param i where it begins in the piece; negative if that is before it */
  #beginField(i: number, isQuoted: boolean): void {
    const { position } = this;
    const offset = position.offset + i;
    if (isQuoted) setPosition(this.#opening, position, offset);
    this.#state = isQuoted ? QUOTED : UNQUOTED;
    this.#row.cell?.begin(position, offset, isQuoted ? i + 1 : Math.max(i, 0), isQuoted);
  }

  /** Goes on with a quoted field. @returns where the delimiter or LF stands that it ends at, or the piece's end */
  #readQuoted(bytes: Uint8Array, begin: number): number {
    const { length } = bytes;
    let i = begin;
    for (; i < length; i++) {
      const byte = bytes[i]!;
      if (this.#state === QUOTED) {
        if (byte > QUOTE) continue;
        if (byte === QUOTE) {
          this.#row.cell?.endAt(i);
          this.#state = AFTER_QUOTE;
        } else if (byte === LF) this.#endLine(i);
      } else if (this.#state === AFTER_QUOTE) {
        if (byte === this.#delimiter || byte === LF) return i;
        if (byte === QUOTE) {
          this.#row.cell?.goOnAfterQuote(bytes, i);
          this.#state = QUOTED;
        } else if (byte === CR) this.#state = AFTER_QUOTE_AND_CR;
        else throw this.#quoteOutOfPlace(i - 1);
      } else if (byte === LF) return i;
      else throw this.#quoteOutOfPlace(i - 2);
    }
    return i;
  }

  #beginNextField(): void {
    this.#row.beginNextField();
    this.#state = FIELD_START;
  }

  /** @param i where its LF stands */
  #endLine(i: number): void {
    this.position.line++;
    this.position.lineStart = this.position.offset + i + 1;
  }

  /** @param i where it stands in the piece; negative if that is before it, on the same line */
  #quoteOutOfPlace(i: number): TotalError {
    return this.#faults.quoteOutOfPlace(this.position, this.position.offset + i);
  }

  /** The piece ends: what it has of picked cells is kept. */
  #keepCells(bytes: Uint8Array): void {
    if (this.#state === LINE_START || this.#state === BLANK_AND_CR) return;
    this.#row.keepEnded(bytes);
    if (this.#state !== FIELD_START) this.#row.cell?.keepRest(bytes);
  }
}
