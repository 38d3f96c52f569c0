/** CSV and TSV in TypeScript: rows and fields, read and checked byte by byte in bounded memory. It can stop and go on between any two bytes. */
import { CR, LF, QUOTE, SPACE } from "../../basics/ascii.js";
import type { CsvRows, DecoderOptions, Position } from "../../contract/decoder.js";
import type { TotalError } from "../../contract/errors.js";
import { setPosition, startOfSource } from "../position.js";
import type { CsvDialect } from "./dialect.js";
import { CsvFaults } from "./faults.js";
import { CsvNumbers } from "./numbers.js";
import { CsvRow } from "./row.js";
import type { RowReader } from "./row-reader.js";

/** The line has only spaces so far. A line of spaces is no row. */
const LINE_START = 0;
/** The line has only spaces and then a CR. */
const BLANK_AND_CR = 1;
const FIELD_START = 2;
const UNQUOTED = 3;
const QUOTED = 4;
/** After a quote in a quoted field, which has closed it unless another quote follows. */
const AFTER_QUOTE = 5;
const AFTER_QUOTE_AND_CR = 6;
const COMMENT = 7;

const NONE = -1;
const NO_BYTES = new Uint8Array(0);
const ONE_CR = Uint8Array.of(CR);

type DelimitedDialect = CsvDialect & { readonly delimiter: number };

/** Reads CSV whose fields are delimited by one character, from where its first row may begin. */
export class CsvReader implements RowReader {
  readonly position: Position;
  readonly numbers: CsvNumbers;
  readonly #faults: CsvFaults;
  readonly #delimiter: number;
  readonly #quote: number;
  readonly #comment: number;
  /** For each byte whether it ends an unquoted field or is a quote. */
  readonly #isSpecial = new Uint8Array(256);

  readonly #row: CsvRow;
  /** Where the last quote stands that opened a field. */
  readonly #opening: Position = startOfSource();
  #state = LINE_START;

  constructor(options: DecoderOptions, dialect: DelimitedDialect) {
    const { source, position = startOfSource(), rows } = options;
    const { delimiter, header, quotes, comment = NONE } = dialect;
    this.position = position;
    this.numbers = new CsvNumbers(options, dialect);
    this.#faults = new CsvFaults(source, delimiter);
    this.#delimiter = delimiter;
    this.#quote = quotes ? QUOTE : NONE;
    this.#comment = comment;
    for (const byte of quotes ? [delimiter, LF, QUOTE] : [delimiter, LF]) this.#isSpecial[byte] = 1;
    this.#row = new CsvRow(this.numbers, this.#faults, header, rows);
  }

  get seam(): CsvRows | undefined {
    return this.isAtRowStart() ? this.#row.rows : undefined;
  }

  isAtRowStart(): boolean {
    const { offset, lineStart } = this.position;
    return this.#state === LINE_START && offset === lineStart;
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
    if (!this.#isBeforeRow()) {
      if (this.#state === UNQUOTED) this.#row.cell?.endAt(0);
      this.#row.endField(NO_BYTES);
      this.#row.end(NO_BYTES);
    }
    if (this.#row.rows === undefined) this.numbers.columns(0, this.position);
  }

  #read(bytes: Uint8Array): void {
    const { length } = bytes;
    let i = 0;
    while (i < length) {
      if (this.#isBeforeRow()) {
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

  /** @returns the index where a row's fields go on after its first spaces, or the piece's end */
  #readLineStart(bytes: Uint8Array, begin: number): number {
    let i = begin;
    for (; i < bytes.length; i++) {
      const byte = bytes[i]!;
      if (byte === LF) {
        this.#state = LINE_START;
        this.#endLine(i);
      } else if (this.#state === COMMENT) {
        continue;
      } else if (this.#state === BLANK_AND_CR) {
        this.#beginAfterSpaces(i - 1, ONE_CR);
        return i;
      } else if (byte === CR) {
        this.#state = BLANK_AND_CR;
      } else if (byte !== SPACE) {
        if (this.position.offset + i > this.position.lineStart) this.#beginAfterSpaces(i, NO_BYTES);
        else if (byte === this.#comment) {
          this.#state = COMMENT;
          continue;
        } else this.#beginRow();
        return i;
      }
    }
    return i;
  }

  /**
   * Reads on to the end of the picked field, of the last field before the next picked one, or of the row.
   * @returns the index of the delimiter or LF that ends the field, or the piece's end
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
    this.#row.begin(this.position);
    this.#state = FIELD_START;
  }

  /**
   * A row begins with spaces.
   * @param i the index of the first byte after them; -1 if it is the last byte of the piece before
   * @param read the bytes after them that have been read already
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
    // The field's bytes in earlier pieces are spaces, and then `read`.
    if (first < 0) this.#row.cell?.beginBefore(Math.min(i, 0) - first, i < 0 ? read : NO_BYTES);
  }

  /** @param i the index of its first byte; negative if that is in an earlier piece */
  #beginField(i: number, isQuoted: boolean): void {
    const { position } = this;
    const offset = position.offset + i;
    if (isQuoted) setPosition(this.#opening, position, offset);
    this.#state = isQuoted ? QUOTED : UNQUOTED;
    this.#row.cell?.begin(position, offset, isQuoted ? i + 1 : Math.max(i, 0), isQuoted);
  }

  /** Goes on with a quoted field. @returns the index of the delimiter or LF that ends it, or the piece's end */
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

  /** @param i the index of its LF */
  #endLine(i: number): void {
    this.position.line++;
    this.position.lineStart = this.position.offset + i + 1;
  }

  /** @param i the index of the quote; negative if it is in an earlier piece, on the same line */
  #quoteOutOfPlace(i: number): TotalError {
    return this.#faults.quoteOutOfPlace(this.position, this.position.offset + i);
  }

  /** Whether no row has begun on the line. */
  #isBeforeRow(): boolean {
    return this.#state === LINE_START || this.#state === BLANK_AND_CR || this.#state === COMMENT;
  }

  /** The piece ends: the bytes of picked cells are kept. */
  #keepCells(bytes: Uint8Array): void {
    if (this.#isBeforeRow()) return;
    this.#row.keepEnded(bytes);
    if (this.#state !== FIELD_START) this.#row.cell?.keepRest(bytes);
  }
}
