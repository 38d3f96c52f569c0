/** A column of a CSV or TSV by the kernel, and by {@link CsvReader} what the kernel leaves. */
import { LF, QUOTE, SPACE } from "../../basics/ascii.js";
import { skipByteOrderMark } from "../byte-order-mark.js";
import { newCsvReader } from "./new-reader.js";
import { CsvNumbers } from "./numbers.js";
import { csvDialect, type CsvDialect, type CsvFormat } from "./dialect.js";
import type { CsvReader } from "./reader.js";
import { type AddLiteral, literalAdder } from "../literals/spelling.js";
import type { Decoder, DecoderOptions, Position } from "../../contract/decoder.js";
import type { NumbersSink } from "../../contract/sink.js";
import { csvKernel, type ColumnRows } from "../../kernel/csv.js";
import { RowFeed, type RowsDecoder } from "../rows/feed.js";
import type { RowsReader } from "../../kernel/rows.js";

/** The same as the TypeScript decoder, to the last fault. */
export function kernelCsvDecoder(options: DecoderOptions): Decoder {
  return newDecoder(options, "csv");
}

/** The same as the TypeScript decoder, to the last fault. */
export function kernelTsvDecoder(options: DecoderOptions): Decoder {
  return newDecoder(options, "tsv");
}

function newDecoder(options: DecoderOptions, format: CsvFormat): Decoder {
  const dialect = csvDialect(options, format);
  const numbers = new CsvNumbers(options, dialect);
  const reader = newCsvReader(options, dialect, numbers);
  const decoder = isForKernel(dialect) ? new KernelCsvDecoder(reader, numbers, options, dialect) : reader;
  return skipByteOrderMark(decoder, reader.position);
}

/** A delimiter is not of which alone a line may be blank, or which is what stands behind the kernel's bytes. */
function isForKernel({ delimiter }: CsvDialect): boolean {
  return delimiter !== SPACE && delimiter !== NUL;
}

const NUL = 0;

/** A row with more is never whole in a chunk. */
const MOST_FIELDS = 65_536;

/** Where a row begins the kernel may take over. What it leaves goes to the reader, to the end of a row. */
class KernelCsvDecoder implements Decoder, RowsReader {
  readonly sink: NumbersSink;
  readonly position: Position;
  readonly #reader: CsvReader;
  readonly #numbers: CsvNumbers;
  readonly #options: DecoderOptions;
  readonly #dialect: CsvDialect;
  readonly #addLiteral: AddLiteral;
  readonly #feed: RowFeed;
  /** As soon as they are known. */
  #rows: ColumnRows | undefined;

  constructor(reader: CsvReader, numbers: CsvNumbers, options: DecoderOptions, dialect: CsvDialect) {
    this.sink = options.sink;
    this.position = reader.position;
    this.#reader = reader;
    this.#numbers = numbers;
    this.#options = options;
    this.#dialect = dialect;
    this.#addLiteral = literalAdder(options);
    this.#feed = new RowFeed(new CsvRowsDecoder(reader, numbers.keyCell === undefined ? 1 : 2), LF);
  }

  push(bytes: Uint8Array): void {
    const kernel = csvKernel(bytes.length, this.position.offset + bytes.length);
    if (kernel !== undefined) {
      this.#feed.push(bytes, kernel, (from, to) => kernel.addRows(this.#knownRows(), from, to, this));
    } else {
      this.#feed.flush();
      this.#reader.push(bytes);
    }
  }

  end(): void {
    this.#feed.flush();
    this.#reader.end();
    if (this.#rows !== undefined) csvKernel(Infinity, Infinity)?.finish(this.#rows);
  }

  isInQuotes(): boolean {
    this.#feed.flush();
    return this.#reader.isInQuotes();
  }

  addSlowLiteral(bytes: Uint8Array, start: number, end: number): boolean {
    const { sink } = this;
    let from = start;
    let to = end;
    while (from < to && bytes[from] === SPACE) from++;
    while (from < to && bytes[to - 1] === SPACE) to--;
    if (from === to) {
      // A line of nothing but spaces is no row.
      const isQuoted = this.#dialect.quotes && bytes[start - 1] === QUOTE;
      if (this.#rows!.fields > 1 || isQuoted) sink.empty();
      return true;
    }
    const fault = this.#addLiteral(bytes, from, to, sink);
    if (fault === undefined) return true;
    if (!this.#options.skipInvalid || fault.code !== "BAD_NUMBER") return false;
    sink.skipped();
    return true;
  }

  /** To be called at the start of a row. */
  #knownRows(): ColumnRows {
    if (this.#rows === undefined) {
      const { fields, picked } = this.#reader.seam!;
      const { delimiter, quotes } = this.#dialect;
      const plainNumbers = (this.#options.decimal ?? ".") === ".";
      const { numberCell, keyCell } = this.#numbers;
      const key = keyCell === undefined ? undefined : picked[keyCell]!;
      this.#rows = { fields, picked: picked[numberCell]!, key, delimiter, quotes, plainNumbers };
    }
    return this.#rows;
  }
}

/** What the kernel leaves goes to the reader. */
class CsvRowsDecoder implements RowsDecoder {
  readonly #reader: CsvReader;
  readonly #leastFields: number;

  constructor(reader: CsvReader, leastFields: number) {
    this.#reader = reader;
    this.#leastFields = leastFields;
  }

  get isAtRow(): boolean {
    const { seam } = this.#reader;
    return seam !== undefined && seam.fields >= this.#leastFields && seam.fields <= MOST_FIELDS;
  }

  push(bytes: Uint8Array): void {
    this.#reader.push(bytes);
  }
}
