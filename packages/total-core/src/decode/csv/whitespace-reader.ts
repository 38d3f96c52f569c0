/** Rows of words: a line is a row, and its fields stand between runs of spaces and tabs. Read in TypeScript, in bounded memory. */
import { CR, LF, SPACE, TAB } from "../../basics/ascii.js";
import type { CsvRows, DecoderOptions, Position, WordPlace } from "../../contract/decoder.js";
import { TokenBuffer } from "../literals/token-buffer.js";
import { startOfSource } from "../position.js";
import { Alignment } from "./alignment.js";
import type { CsvDialect } from "./dialect.js";
import { CsvFaults } from "./faults.js";
import { CsvNumbers } from "./numbers.js";
import { CsvRow } from "./row.js";
import type { RowReader } from "./row-reader.js";

/** The line has only blanks so far. A line of blanks is no row. */
const LINE_START = 0;
/** The line has only blanks and then a CR, which is a word unless an LF follows. */
const LINE_START_AND_CR = 1;
const COMMENT = 2;
const WORD = 3;
/** After a word there are only blanks so far. */
const GAP = 4;
const GAP_AND_CR = 5;

const NONE = -1;
const NO_BYTES = new Uint8Array(0);
const ONE_CR = Uint8Array.of(CR);

/**
 * Reads rows of words. A row may have more words than the first one has: they all belong to its last field, with the blanks between them. So names in
 * a last column may hold blanks, and where that is the picked one, such a row has no number there.
 *
 * A row may have fewer words only where its columns are aligned, so that the picked ones are surely what they seem, and others follow them.
 */
export class WhitespaceReader implements RowReader {
  readonly position: Position;
  readonly numbers: CsvNumbers;
  readonly #comment: number;
  readonly #row: CsvRow;
  #state = LINE_START;
  /** The bytes of earlier pieces that follow the last word so far. They are content where another word of the last field follows. */
  readonly #gap = new TokenBuffer();
  /** The index in this piece at which they begin or go on. */
  #gapStart = 0;
  readonly #alignment = new Alignment();

  constructor(options: DecoderOptions, dialect: CsvDialect) {
    const { source, position = startOfSource(), rows } = options;
    this.position = position;
    this.numbers = new CsvNumbers(options, dialect);
    this.#comment = dialect.comment ?? NONE;
    this.#row = new CsvRow(this.numbers, new CsvFaults(source, dialect.delimiter), dialect.header, rows);
    if (rows !== undefined) this.#alignment.setFirst(rows.words);
  }

  get firstWords(): readonly WordPlace[] | undefined {
    return this.#alignment.first;
  }

  get seam(): CsvRows | undefined {
    return this.isAtRowStart() ? this.#row.rows : undefined;
  }

  isAtRowStart(): boolean {
    const { offset, lineStart } = this.position;
    return this.#state === LINE_START && offset === lineStart;
  }

  push(bytes: Uint8Array): void {
    this.#gapStart = 0;
    for (let i = 0; i < bytes.length; i++) this.#read(bytes, i);
    this.#keep(bytes);
    this.position.offset += bytes.length;
  }

  end(): void {
    this.#gapStart = 0;
    if (this.#state === LINE_START_AND_CR || this.#state === GAP_AND_CR) this.#beginWord(-1);
    if (this.#state === WORD) this.#row.cell?.endAt(0);
    if (this.#state === WORD || this.#state === GAP) this.#endRow(NO_BYTES);
    if (this.#row.rows === undefined) this.numbers.columns(0, this.position);
  }

  #read(bytes: Uint8Array, i: number): void {
    const byte = bytes[i]!;
    if (byte === LF) this.#readLineFeed(bytes, i);
    else if (this.#state === COMMENT) return;
    else if (this.#state === LINE_START_AND_CR || this.#state === GAP_AND_CR) {
      this.#beginWord(i - 1);
      this.#read(bytes, i);
    } else if (byte === SPACE || byte === TAB) {
      if (byte === TAB) this.#alignment.seeTab();
      if (this.#state === WORD) this.#endWord(bytes, i);
    } else if (this.#state !== WORD) {
      if (byte === CR) this.#state = this.#state === GAP ? GAP_AND_CR : LINE_START_AND_CR;
      else if (byte === this.#comment && this.#onLine(i) === 0) this.#state = COMMENT;
      else this.#beginWord(i);
    }
  }

  #readLineFeed(bytes: Uint8Array, i: number): void {
    if (this.#state === WORD) this.#row.cell?.endUnquoted(bytes, i);
    if (this.#state === WORD || this.#state === GAP || this.#state === GAP_AND_CR) this.#endRow(bytes);
    this.#alignment.endLine();
    this.#state = LINE_START;
    this.position.line++;
    this.position.lineStart = this.position.offset + i + 1;
  }

  /** @param i the index of its first byte; -1 if that is a CR, the last byte of the piece before */
  #beginWord(i: number): void {
    const row = this.#row;
    const isFirst = this.#state === LINE_START || this.#state === LINE_START_AND_CR;
    this.#state = WORD;
    if (isFirst) row.begin(this.position);
    else if (row.isAtLastField) {
      row.cell?.goOnAfter(this.#gap.bytes.subarray(0, this.#gap.length));
      return;
    } else row.beginNextField();
    this.#alignment.beginWord(this.#onLine(i));
    row.cell?.begin(this.position, this.position.offset + i, Math.max(i, 0), false);
    if (i < 0) row.cell?.beginBefore(0, ONE_CR);
  }

  /** The word ends before the blank at `i`. */
  #endWord(bytes: Uint8Array, i: number): void {
    this.#state = GAP;
    this.#gap.length = 0;
    this.#gapStart = i;
    const { cell, field, isAtLastField } = this.#row;
    cell?.endAt(i);
    if (isAtLastField) return;
    this.#alignment.endWord(field, cell !== undefined, this.#onLine(i));
    this.#row.endField(bytes);
  }

  #endRow(bytes: Uint8Array): void {
    // In a gap, all fields but the last have ended already, and have no cell any more.
    this.#row.endField(bytes);
    this.#row.end(bytes, this.#alignment.endRow());
  }

  /** How many bytes of the line stand before the byte at `i`. */
  #onLine(i: number): number {
    return this.position.offset + i - this.position.lineStart;
  }

  /** The piece ends: the bytes of picked cells are kept, and those of the gap behind the last one. */
  #keep(bytes: Uint8Array): void {
    if (this.#state === LINE_START || this.#state === LINE_START_AND_CR || this.#state === COMMENT) return;
    this.#row.keepEnded(bytes);
    this.#row.cell?.keepRest(bytes);
    if (this.#state !== WORD) this.#gap.keep(bytes, this.#gapStart, bytes.length);
  }
}
