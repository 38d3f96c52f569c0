/** What the cells of a CSV mean: names, numbers and keys. */
import { quote } from "../../basics/quote.js";
import { TotalError } from "../../contract/errors.js";
import type { DecoderOptions } from "../../contract/decoder.js";
import type { NumbersSink } from "../../contract/sink.js";
import { wantedColumn } from "../../contract/wanted-column.js";
import { CR } from "../../basics/ascii.js";
import type { CsvCell } from "./cell.js";
import { ColumnNames, ColumnSearch } from "./columns.js";
import type { CsvDialect } from "./dialect.js";
import type { CsvVisitor } from "./visitor.js";
import { KeyStrings } from "../../basics/key-strings.js";
import { MAX_LITERAL_BYTES } from "../literals/literal.js";
import { type AddLiteral, literalAdder } from "../literals/spelling.js";
import type { Position } from "../position.js";

/** A name that is longer shows that these bytes are no CSV, or have other line ends. */
const MAX_NAME_BYTES = 1_048_576;

/** No more of a cell is kept. */
const MAX_KEY_BYTES = MAX_LITERAL_BYTES;

export class CsvNumbers implements CsvVisitor {
  readonly firstFields: readonly number[];
  readonly #sink: NumbersSink;
  readonly #source: string | undefined;
  readonly #skipInvalid: boolean;
  readonly #addLiteral: AddLiteral;
  readonly #names: ColumnNames | undefined;
  readonly #numberColumn: ColumnSearch;
  readonly #keyColumn: ColumnSearch | undefined;
  readonly #keys: KeyStrings | undefined;
  #number = 0;
  #key = 0;

  constructor(options: DecoderOptions, { header }: CsvDialect) {
    const { sink, source, skipInvalid, column, by, rows } = options;
    this.#sink = sink;
    this.#source = source;
    this.#skipInvalid = skipInvalid;
    this.#addLiteral = literalAdder(options);
    this.#names = header ? new ColumnNames() : undefined;
    const search = { isConfirmed: options.header === true, addLiteral: this.#addLiteral, source };
    this.#numberColumn = new ColumnSearch({ wanted: wantedColumn("column", column), ...search });
    if (by !== undefined && sink.group !== undefined) {
      this.#keyColumn = new ColumnSearch({ wanted: wantedColumn("by", by), ...search });
      this.#keys = new KeyStrings();
    }
    this.firstFields =
      rows?.picked ?? this.#pick(this.#numberColumn.fieldWithoutHeader, this.#keyColumn?.fieldWithoutHeader);
  }

  /** Which of the cells that are kept of a row has the number. */
  get numberCell(): number {
    return this.#number;
  }

  /** Which of them has the key, if numbers have keys. */
  get keyCell(): number | undefined {
    return this.#keys === undefined ? undefined : this.#key;
  }

  name(cell: CsvCell): void {
    if (cell.length > MAX_NAME_BYTES) throw this.#malformed(cell, "a name of at most 1 MiB", "a longer one");
    // Else a file whose lines end with CR alone would be a long name and no rows: a total of 0.
    if (!cell.isQuoted && cell.bytes.subarray(cell.start, cell.end).includes(CR)) {
      throw this.#malformed(cell, "lines that end with LF or CRLF", "a CR alone");
    }
    this.#names?.add(cell);
    this.#numberColumn.add(cell);
    this.#keyColumn?.add(cell);
  }

  columns(count: number, start: Position): readonly number[] {
    const number = this.#numberColumn.choose(count, start, this.#names);
    return this.#pick(number, this.#keyColumn?.choose(count, start, this.#names));
  }

  /** @returns the fields, ascending; they may be the same */
  #pick(number: number | undefined, key: number | undefined): readonly number[] {
    const fields = [...new Set([number, key])].filter((field) => field !== undefined).sort((a, b) => a - b);
    this.#number = fields.indexOf(number ?? 0);
    this.#key = fields.indexOf(key ?? 0);
    return fields;
  }

  row(cells: readonly CsvCell[]): void {
    if (this.#keys !== undefined) this.#sink.group?.(this.#keyOf(cells[this.#key]!, this.#keys));
    const cell = cells[this.#number]!;
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

  #keyOf(cell: CsvCell, keys: KeyStrings): string {
    const { bytes, start, end, leadingSpaces, trailingSpaces } = cell;
    if (cell.length > MAX_KEY_BYTES) throw this.#malformed(cell, "a key of at most 16 KiB", "a longer one");
    const key = keys.of(bytes, start, end);
    if (key === undefined) throw this.#malformed(cell, "a key in UTF-8", quote(bytes.subarray(start, end)));
    if (leadingSpaces + trailingSpaces === 0) return key;
    return `${" ".repeat(leadingSpaces)}${key}${" ".repeat(trailingSpaces)}`;
  }

  #malformed(cell: CsvCell, expected: string, got: string): TotalError {
    return new TotalError("BAD_FORMAT", { place: cell.place(this.#source), expected, got });
  }
}
