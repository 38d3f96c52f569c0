/** The numbers in one column of a CSV or TSV. */
import { quote, TotalError } from "../errors.js";
import type { Decoder, DecoderOptions, NumbersSink } from "../stages.js";
import { wantedColumn } from "../wanted-column.js";
import { CR } from "./ascii.js";
import { skipByteOrderMark } from "./byte-order-mark.js";
import type { CsvCell } from "./csv-cell.js";
import { ColumnNames, ColumnSearch } from "./csv-columns.js";
import { type CsvDialect, csvDialect } from "./csv-options.js";
import { CsvReader } from "./csv-reader.js";
import type { CsvVisitor } from "./csv-visitor.js";
import { type AddLiteral, literalAdder } from "./literal-spelling.js";
import type { Position } from "./position.js";

/** A header's name that is longer shows that these bytes are no CSV, or have other line ends. */
const MAX_NAME_BYTES = 1_048_576;

export function newCsvDecoder(options: DecoderOptions): Decoder {
  return newDecoder(options, ",");
}

export function newTsvDecoder(options: DecoderOptions): Decoder {
  return newDecoder(options, "\t");
}

function newDecoder(options: DecoderOptions, usualDelimiter: string): Decoder {
  const dialect = csvDialect(options, usualDelimiter);
  const visitor = new CsvNumbers(options, dialect);
  const reader = new CsvReader({ visitor, dialect, source: options.source });
  return skipByteOrderMark(reader, reader.position);
}

class CsvNumbers implements CsvVisitor {
  readonly firstFields: readonly number[];
  readonly #sink: NumbersSink;
  readonly #source: string | undefined;
  readonly #skipInvalid: boolean;
  readonly #addLiteral: AddLiteral;
  readonly #search: ColumnSearch;
  readonly #names: ColumnNames | undefined;

  constructor(options: DecoderOptions, { header }: CsvDialect) {
    this.#sink = options.sink;
    this.#source = options.source;
    this.#skipInvalid = options.skipInvalid;
    this.#addLiteral = literalAdder(options);
    this.#search = new ColumnSearch({
      wanted: wantedColumn("column", options.column),
      addLiteral: this.#addLiteral,
      source: options.source,
    });
    this.#names = header ? new ColumnNames() : undefined;
    const field = this.#search.fieldWithoutHeader;
    this.firstFields = field === undefined ? [] : [field];
  }

  name(cell: CsvCell): void {
    if (cell.length > MAX_NAME_BYTES) throw this.#badName(cell, "a name of at most 1 MiB", "a longer one");
    // Else a file whose lines end with CR alone would be a long name and no rows: a total of 0.
    if (!cell.isQuoted && cell.bytes.subarray(cell.start, cell.end).includes(CR)) {
      throw this.#badName(cell, "lines that end with LF or CRLF", "a CR alone");
    }
    this.#names?.add(cell);
    this.#search.add(cell);
  }

  columns(count: number, start: Position): readonly number[] {
    return [this.#search.choose(count, start, this.#names)];
  }

  row(cells: readonly CsvCell[]): void {
    const cell = cells[0]!;
    const { bytes, start, end } = cell;
    if (start === end) {
      this.#sink.empty();
      return;
    }
    const fault = this.#addLiteral(bytes, start, end, this.#sink);
    if (fault === undefined) return;
    if (this.#skipInvalid && fault.code === "BAD_NUMBER") {
      this.#sink.skipped();
      return;
    }
    throw new TotalError(fault.code, {
      place: cell.place(this.#source),
      expected: fault.expected,
      got: quote(bytes.subarray(start, end)),
    });
  }

  #badName(cell: CsvCell, expected: string, got: string): TotalError {
    return new TotalError("BAD_FORMAT", { place: cell.place(this.#source), expected, got });
  }
}
