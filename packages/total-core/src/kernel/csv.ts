/** A column of a CSV or TSV by the kernel, and by {@link CsvReader} what the kernel leaves. */
import { LF, QUOTE, SPACE } from "../decode/ascii.js";
import { skipByteOrderMark } from "../decode/byte-order-mark.js";
import { newCsvReader } from "../decode/csv.js";
import { csvDialect, type CsvDialect, type CsvFormat } from "../decode/csv-options.js";
import type { CsvReader } from "../decode/csv-reader.js";
import { type AddLiteral, literalAdder } from "../decode/literal-spelling.js";
import type { Decoder, DecoderOptions, NumbersSink, Position } from "../stages.js";
import { csvKernel, type ColumnRows } from "./csv-kernel.js";
import { RowFeed, type RowsDecoder } from "./row-feed.js";
import type { RowsReader } from "./rows-kernel.js";

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
  const reader = newCsvReader(options, dialect);
  const decoder = isForKernel(options, dialect) ? new KernelCsvDecoder(reader, options, dialect) : reader;
  return skipByteOrderMark(decoder, reader.position);
}

/** Keys are not, nor a delimiter of which alone a line may be blank, or which is what stands behind the kernel's chunk. */
function isForKernel({ by, sink }: DecoderOptions, { delimiter }: CsvDialect): boolean {
  const hasKeys = by !== undefined && sink.group !== undefined;
  return !hasKeys && delimiter !== SPACE && delimiter !== NUL;
}

const NUL = 0;

/** A row with more is never whole in a chunk. */
const MOST_FIELDS = 65_536;

/** Where a row begins the kernel may take over. What it leaves goes to the reader, to the end of a row. */
class KernelCsvDecoder implements Decoder, RowsReader {
  readonly sink: NumbersSink;
  readonly position: Position;
  readonly #reader: CsvReader;
  readonly #options: DecoderOptions;
  readonly #dialect: CsvDialect;
  readonly #addLiteral: AddLiteral;
  readonly #feed: RowFeed;
  /** As soon as they are known. */
  #rows: ColumnRows | undefined;

  constructor(reader: CsvReader, options: DecoderOptions, dialect: CsvDialect) {
    this.sink = options.sink;
    this.position = reader.position;
    this.#reader = reader;
    this.#options = options;
    this.#dialect = dialect;
    this.#addLiteral = literalAdder(options);
    this.#feed = new RowFeed(new CsvRowsDecoder(reader), LF);
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
  }

  isInQuotes(): boolean {
    this.#feed.flush();
    return this.#reader.isInQuotes();
  }

  addOddLiteral(bytes: Uint8Array, start: number, end: number): boolean {
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
      const usualNumbers = (this.#options.decimal ?? ".") === ".";
      this.#rows = { fields, picked: picked[0]!, delimiter, quotes, usualNumbers };
    }
    return this.#rows;
  }
}

/** What the kernel leaves goes to the reader. */
class CsvRowsDecoder implements RowsDecoder {
  readonly #reader: CsvReader;

  constructor(reader: CsvReader) {
    this.#reader = reader;
  }

  get isAtRow(): boolean {
    const { seam } = this.#reader;
    return seam !== undefined && seam.fields <= MOST_FIELDS;
  }

  push(bytes: Uint8Array): void {
    this.#reader.push(bytes);
  }
}
