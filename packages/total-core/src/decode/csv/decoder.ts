/** A column of a CSV or TSV by the kernel, and by {@link CsvReader} what the kernel leaves. */
import { LF, QUOTE, SPACE } from "../../basics/ascii.js";
import type { Decoder, DecoderOptions, Position } from "../../contract/decoder.js";
import type { NumbersSink } from "../../contract/sink.js";
import { type ColumnRows, csvKernel } from "../../kernel/csv.js";
import type { RowsReader } from "../../kernel/rows.js";
import { skipByteOrderMark } from "../byte-order-mark.js";
import { KernelFeed } from "../kernel-feed.js";
import { addOrSkip } from "../literals/literal.js";
import { type AddLiteral, literalAdder } from "../literals/spelling.js";
import { csvDialect, type CsvDialect, type CsvFormat } from "./dialect.js";
import { CsvReader } from "./reader.js";

export function newCsvDecoder(options: DecoderOptions, format: CsvFormat = "csv"): Decoder {
  const dialect = csvDialect(options, format);
  const reader = new CsvReader(options, dialect);
  const decoder = isForKernel(dialect) ? new CsvDecoder(reader, options, dialect) : reader;
  return skipByteOrderMark(decoder, reader.position);
}

export function newTsvDecoder(options: DecoderOptions): Decoder {
  return newCsvDecoder(options, "tsv");
}

/** The kernel takes a line of spaces for a blank one, and NUL for the end of its bytes: neither may be the delimiter. */
function isForKernel({ delimiter }: CsvDialect): boolean {
  return delimiter !== SPACE && delimiter !== NUL;
}

const NUL = 0;

/** The kernel takes no rows with more: they never stand whole in a call's bytes. */
const MOST_FIELDS = 65_536;

/** Where a row begins the kernel takes over. */
class CsvDecoder implements Decoder, RowsReader {
  readonly sink: NumbersSink;
  readonly position: Position;
  readonly #reader: CsvReader;
  readonly #options: DecoderOptions;
  readonly #dialect: CsvDialect;
  readonly #addLiteral: AddLiteral;
  readonly #feed: KernelFeed;
  /** Known where the first row of the kernel's begins. */
  #rows: ColumnRows | undefined;

  constructor(reader: CsvReader, options: DecoderOptions, dialect: CsvDialect) {
    this.sink = options.sink;
    this.position = reader.position;
    this.#reader = reader;
    this.#options = options;
    this.#dialect = dialect;
    this.#addLiteral = literalAdder(options);
    const leastFields = reader.numbers.keyCell === undefined ? 1 : 2;
    const slowReader = {
      get isAtSeam() {
        const fields = reader.seam?.fields ?? 0;
        return fields >= leastFields && fields <= MOST_FIELDS;
      },
      push: (bytes: Uint8Array) => reader.push(bytes),
    };
    this.#feed = new KernelFeed(slowReader, (bytes, from) => bytes.indexOf(LF, from), "rows");
  }

  push(bytes: Uint8Array): void {
    const kernel = csvKernel(bytes.length, this.position.offset + bytes.length);
    this.#feed.push(bytes, kernel, (csv, begin, end) => csv.addRows(this.#knownRows(), begin, end, this));
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

  addOddLiteral(bytes: Uint8Array, start: number, end: number): boolean {
    let from = start;
    let to = end;
    while (from < to && bytes[from] === SPACE) from++;
    while (from < to && bytes[to - 1] === SPACE) to--;
    if (from < to) {
      const { skipInvalid } = this.#options;
      return addOrSkip(this.#addLiteral, bytes, from, to, this.sink, skipInvalid) === undefined;
    }
    // A line of nothing but spaces is no row.
    const isQuoted = this.#dialect.quotes && bytes[start - 1] === QUOTE;
    if (this.#rows!.fields > 1 || isQuoted) this.sink.empty();
    return true;
  }

  /** What the kernel must know of rows. To be called at the start of a row. */
  #knownRows(): ColumnRows {
    if (this.#rows === undefined) {
      const { fields, picked } = this.#reader.seam!;
      const { numberCell, keyCell } = this.#reader.numbers;
      const { delimiter, quotes } = this.#dialect;
      const usualNumbers = (this.#options.decimal ?? ".") === ".";
      const key = keyCell === undefined ? undefined : picked[keyCell]!;
      this.#rows = { fields, picked: picked[numberCell]!, key, delimiter, quotes, usualNumbers };
    }
    return this.#rows;
  }
}
