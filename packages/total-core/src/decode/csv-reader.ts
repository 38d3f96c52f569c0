/** Rows and fields of a CSV or TSV, read and checked byte by byte in bounded memory. Between any two bytes it can stop and go on. */
import type { Decoder } from "../stages.js";
import { CR, LF, QUOTE, SPACE } from "./ascii.js";
import { CsvCell } from "./csv-cell.js";
import { CsvFaults } from "./csv-faults.js";
import type { CsvVisitor } from "./csv-visitor.js";
import { type Position, startOfSource } from "./position.js";

/** The most columns that a first row may have. */
export const MAX_COLUMNS = 16_777_216;

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

/** No field, no byte. */
const NONE = -1;
const NO_BYTES = new Uint8Array(0);
const ONE_CR = Uint8Array.of(CR);

export interface CsvReaderOptions {
  readonly visitor: CsvVisitor;
  /** What errors call the source. */
  readonly source: string | undefined;
  /** A byte, neither CR, LF nor a quote. */
  readonly delimiter: number;
  readonly header: boolean;
  /** Whether fields may stand in quotes; otherwise these are bytes like any others. */
  readonly quotes: boolean;
}

export class CsvReader implements Decoder {
  /** Where the next piece begins. */
  readonly position: Position = startOfSource();
  readonly #visitor: CsvVisitor;
  readonly #faults: CsvFaults;
  readonly #delimiter: number;
  readonly #quote: number;
  /** For each byte whether it is more than content of an unquoted field. */
  readonly #isSpecial = new Uint8Array(256);

  #state = LINE_START;
  #inHeader: boolean;
  #hasColumns = false;
  /** How many fields a row has; until the first one has ended, the most that it may have. */
  #fields = MAX_COLUMNS;
  /** Where the row begins. */
  readonly #row: Position = startOfSource();
  /** The last quote that opened a field. */
  readonly #opening: Position = startOfSource();
  /** The field that is being read, from 0. */
  #field = 0;
  /** The fields that are kept, ascending, and a cell for each. Of a header each field is kept, one after the other in the same cell. */
  #picks: readonly number[];
  #cells: readonly CsvCell[];
  /** How many of the picked fields have ended in this row. */
  #ended = 0;
  /** The next picked field. */
  #wanted: number;

  constructor({ visitor, source, delimiter, header, quotes }: CsvReaderOptions) {
    this.#visitor = visitor;
    this.#faults = new CsvFaults(source);
    this.#delimiter = delimiter;
    this.#quote = quotes ? QUOTE : NONE;
    for (const byte of quotes ? [delimiter, LF, QUOTE] : [delimiter, LF]) this.#isSpecial[byte] = 1;
    this.#inHeader = header;
    this.#picks = header ? [0] : visitor.firstFields;
    this.#cells = this.#picks.map(() => new CsvCell());
    this.#wanted = this.#picks[0] ?? NONE;
  }

  push(bytes: Uint8Array): void {
    this.#read(bytes);
    this.#keepCells(bytes);
    this.position.offset += bytes.length;
  }

  end(): void {
    const { offset } = this.position;
    if (this.#state === BLANK_AND_CR) this.#beginAfterSpaces(-1, ONE_CR);
    if (this.#state === FIELD_START) this.#beginField(0, false);
    if (this.#state === QUOTED) throw this.#faults.unclosedQuote(this.#opening);
    if (this.#state === AFTER_QUOTE_AND_CR) throw this.#faults.quoteOutOfPlace(this.position, offset - 2);
    if (this.#state !== LINE_START) {
      if (this.#state === UNQUOTED) this.#wantedCell?.endAt(0);
      this.#endField(NO_BYTES);
      this.#endRow(NO_BYTES);
    }
    if (!this.#hasColumns) this.#visitor.columns(0, this.position);
  }

  #read(bytes: Uint8Array): void {
    const { length } = bytes;
    let i = 0;
    while (i < length) {
      if (this.#state === LINE_START || this.#state === BLANK_AND_CR) {
        i = this.#readLineStart(bytes, i);
        if (i === length) return;
      }
      i = this.#field === this.#wanted ? this.#readWantedField(bytes, i) : this.#readOtherFields(bytes, i);
      if (i === length) return;
      if (bytes[i] === LF) {
        this.#endRow(bytes);
        this.#endLine(i);
      } else this.#beginNextField();
      i++;
    }
  }

  /** @returns where the delimiter or LF stands that the field ends at, or the piece's end */
  #readWantedField(bytes: Uint8Array, begin: number): number {
    const { length } = bytes;
    const isSpecial = this.#isSpecial;
    const cell = this.#cells[this.#ended]!;
    let i = begin;
    if (this.#state === FIELD_START) {
      const isQuoted = bytes[i] === this.#quote;
      this.#beginField(i, isQuoted);
      if (isQuoted) i++;
    }
    if (this.#state === UNQUOTED) {
      while (i < length && isSpecial[bytes[i]!] === 0) i++;
      if (i === length) return i;
      if (bytes[i] === this.#quote)
        throw this.#faults.quoteOutOfPlace(this.position, this.position.offset + i);
      cell.endUnquoted(bytes, i);
    } else {
      i = this.#readQuoted(bytes, i);
      if (i === length) return i;
    }
    this.#endField(bytes);
    return i;
  }

  /** Reads on to the end of the last field before the next wanted one. */
  #readOtherFields(bytes: Uint8Array, begin: number): number {
    const { length } = bytes;
    const quote = this.#quote;
    const isSpecial = this.#isSpecial;
    const delimiter = this.#delimiter;
    let state = this.#state;
    // There is always one field more to be read.
    const last = (this.#wanted === NONE ? this.#fields : this.#wanted) - 1;
    let field = this.#field;
    let i = begin;
    for (;;) {
      if (state === FIELD_START) {
        if (i === length) break;
        if (bytes[i] === quote) {
          this.#field = field;
          this.#beginField(i++, true);
          state = QUOTED;
        } else state = UNQUOTED;
      }
      if (state === UNQUOTED) {
        while (i < length && isSpecial[bytes[i]!] === 0) i++;
        if (i === length) break;
        if (bytes[i] === quote) throw this.#faults.quoteOutOfPlace(this.position, this.position.offset + i);
      } else {
        this.#state = state;
        i = this.#readQuoted(bytes, i);
        state = this.#state;
        if (i === length) break;
      }
      if (bytes[i] !== delimiter || field >= last) break;
      field++;
      i++;
      state = FIELD_START;
    }
    this.#field = field;
    this.#state = state;
    return i;
  }

  /** @returns where a row begins, or the piece's end */
  #readLineStart(bytes: Uint8Array, begin: number): number {
    const { position } = this;
    const { length } = bytes;
    let i = begin;
    for (; i < length; i++) {
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
        if (position.offset + i > position.lineStart) {
          this.#beginAfterSpaces(i, NO_BYTES);
        } else this.#beginRow();
        return i;
      }
    }
    return i;
  }

  #beginRow(): void {
    this.#row.line = this.position.line;
    this.#row.lineStart = this.position.lineStart;
    this.#row.offset = this.position.lineStart;
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
      this.#wantedCell?.endAt(Math.max(first, 0));
      this.#endField(NO_BYTES);
      this.#beginNextField();
    }
    if (first === i && read.length === 0) return;
    this.#beginField(first, false);
    // Of what stands in earlier pieces, all but what has been read of the rest is spaces.
    if (first < 0) this.#wantedCell?.beginBefore(Math.min(i, 0) - first, i < 0 ? read : NO_BYTES);
  }

  /** @param i where it begins in the piece; negative if that is before it */
  #beginField(i: number, isQuoted: boolean): void {
    const { position } = this;
    const offset = position.offset + i;
    if (isQuoted) {
      this.#opening.line = position.line;
      this.#opening.lineStart = position.lineStart;
      this.#opening.offset = offset;
      this.#state = QUOTED;
    } else this.#state = UNQUOTED;
    if (this.#field === this.#wanted) {
      this.#cells[this.#ended]!.begin(position, offset, isQuoted ? i + 1 : Math.max(i, 0), isQuoted);
    }
  }

  get #wantedCell(): CsvCell | undefined {
    return this.#field === this.#wanted ? this.#cells[this.#ended] : undefined;
  }

  /** Goes on with a quoted field. @returns where the delimiter or LF stands that it ends at, or the piece's end */
  #readQuoted(bytes: Uint8Array, begin: number): number {
    const { position } = this;
    const { offset } = position;
    const { length } = bytes;
    let i = begin;
    for (; i < length; i++) {
      const byte = bytes[i]!;
      if (this.#state === QUOTED) {
        if (byte > QUOTE) continue;
        if (byte === QUOTE) {
          this.#wantedCell?.endAt(i);
          this.#state = AFTER_QUOTE;
        } else if (byte === LF) this.#endLine(i);
      } else if (this.#state === AFTER_QUOTE) {
        if (byte === this.#delimiter || byte === LF) return i;
        if (byte === QUOTE) {
          this.#wantedCell?.goOnAfterQuote(bytes, i);
          this.#state = QUOTED;
        } else if (byte === CR) this.#state = AFTER_QUOTE_AND_CR;
        else throw this.#faults.quoteOutOfPlace(position, offset + i - 1);
      } else if (byte === LF) return i;
      else throw this.#faults.quoteOutOfPlace(position, offset + i - 2);
    }
    return i;
  }

  #endField(bytes: Uint8Array): void {
    const cell = this.#wantedCell;
    if (cell === undefined) return;
    if (this.#inHeader) {
      cell.close(bytes);
      this.#visitor.name(cell);
      this.#wanted++;
    } else this.#wanted = this.#picks[++this.#ended] ?? NONE;
  }

  #beginNextField(): void {
    this.#field++;
    this.#state = FIELD_START;
    if (this.#field < this.#fields) return;
    if (!this.#hasColumns) throw this.#faults.tooManyColumns(this.#row, MAX_COLUMNS);
    throw this.#faults.ragged(this.#row, this.#fields, `${this.#fields + 1} or more`);
  }

  #endRow(bytes: Uint8Array): void {
    const fields = this.#field + 1;
    const isHeader = this.#inHeader;
    if (!this.#hasColumns) this.#setColumns(fields);
    else if (fields !== this.#fields) throw this.#faults.ragged(this.#row, this.#fields, String(fields));
    if (!isHeader) {
      for (let pick = 0; pick < this.#cells.length; pick++) this.#cells[pick]!.close(bytes);
      this.#visitor.row(this.#cells);
    }
    this.#field = 0;
    this.#ended = 0;
    this.#wanted = this.#picks[0] ?? NONE;
    this.#state = LINE_START;
  }

  #setColumns(fields: number): void {
    this.#picks = this.#visitor.columns(fields, this.#row);
    this.#fields = fields;
    this.#hasColumns = true;
    if (this.#inHeader) this.#cells = this.#picks.map(() => new CsvCell());
    this.#inHeader = false;
  }

  /** @param i where its LF stands */
  #endLine(i: number): void {
    this.position.line++;
    this.position.lineStart = this.position.offset + i + 1;
  }

  /** The piece ends: what it has of cells that are kept is kept elsewhere. */
  #keepCells(bytes: Uint8Array): void {
    if (this.#state === LINE_START || this.#state === BLANK_AND_CR) return;
    for (let pick = 0; pick < this.#ended; pick++) this.#cells[pick]!.keepRest(bytes);
    if (this.#state !== FIELD_START) this.#wantedCell?.keepRest(bytes);
  }
}
