/** The meaning of a CSV's cells: names, numbers and keys. */
import { quote } from "../../basics/quote.js";
import { TotalError } from "../../contract/errors.js";
import type { DecoderOptions } from "../../contract/decoder.js";
import type { NumbersSink } from "../../contract/sink.js";
import { wantedColumn } from "../../contract/wanted-column.js";
import { CR } from "../../basics/ascii.js";
import type { CsvCell } from "./cell.js";
import { ColumnNames, ColumnSearch } from "./columns.js";
import type { CsvDialect } from "./dialect.js";
import { KeyStrings } from "../../basics/key-strings.js";
import { addOrSkip, literalError, MAX_LITERAL_BYTES } from "../literals/literal.js";
import { type AddLiteral, literalAdder } from "../literals/spelling.js";
import type { Position } from "../position.js";

/** A longer name shows that the bytes are not CSV, or have other line ends. */
const MAX_NAME_BYTES = 1_048_576;

/** Is told of the cells of a CSV in their order, by a reader that knows the structure of CSV and not what the cells mean. */
export class CsvNumbers {
  /** The fields to pick from the first row, where it is no header; ascending. */
  readonly firstFields: readonly number[];
  /** The index of the number's cell among the picked cells of a row. Others read it. */
  numberCell = 0;
  /** The index of the key's cell among them, if numbers have keys. Others read it. */
  keyCell: number | undefined;
  readonly #sink: NumbersSink;
  readonly #source: string | undefined;
  readonly #skipInvalid: boolean;
  readonly #addLiteral: AddLiteral;
  readonly #names: ColumnNames | undefined;
  readonly #numberColumn: ColumnSearch;
  readonly #keyColumn: ColumnSearch | undefined;
  readonly #keys: KeyStrings | undefined;

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

  /** Takes a cell of the header. */
  name(cell: CsvCell): void {
    if (cell.length > MAX_NAME_BYTES) throw this.#malformed(cell, "a name of at most 1 MiB", "a longer one");
    // Otherwise a file whose lines end with CR alone would be a long name and no rows: a total of 0.
    if (!cell.isQuoted && cell.bytes.subarray(cell.start, cell.end).includes(CR)) {
      throw this.#malformed(cell, "lines that end with LF or CRLF", "a CR alone");
    }
    this.#names?.add(cell);
    this.#numberColumn.add(cell);
    this.#keyColumn?.add(cell);
  }

  /**
   * The first row has ended, header or not.
   * @param count how many fields it has, as every row must have; 0 where there is no row
   * @param start where it begins; the end of the source where there is no row
   * @returns the fields to pick from the next rows, ascending
   */
  columns(count: number, start: Position): readonly number[] {
    const number = this.#numberColumn.choose(count, start, this.#names);
    return this.#pick(number, this.#keyColumn?.choose(count, start, this.#names));
  }

  /** @returns the fields, ascending; one field where both are the same */
  #pick(number: number | undefined, key: number | undefined): readonly number[] {
    const fields = [...new Set([number, key])].filter((field) => field !== undefined).sort((a, b) => a - b);
    this.numberCell = fields.indexOf(number ?? 0);
    if (this.#keys !== undefined) this.keyCell = fields.indexOf(key ?? 0);
    return fields;
  }

  /**
   * Takes the picked cells of a row that has as many fields as the first one.
   * @throws TotalError where they are not what they should be
   */
  row(cells: readonly CsvCell[]): void {
    if (this.#keys !== undefined) this.#sink.group?.(this.#keyOf(cells[this.keyCell!]!, this.#keys));
    const cell = cells[this.numberCell]!;
    const { bytes, start, end } = cell;
    if (start === end) return this.#sink.empty();
    const fault = addOrSkip(this.#addLiteral, bytes, start, end, this.#sink, this.#skipInvalid);
    if (fault !== undefined) throw literalError(fault, cell.place(this.#source), bytes.subarray(start, end));
  }

  #keyOf(cell: CsvCell, keys: KeyStrings): string {
    const { bytes, start, end, leadingSpaces, trailingSpaces } = cell;
    if (cell.length > MAX_LITERAL_BYTES)
      throw this.#malformed(cell, "a key of at most 16 KiB", "a longer one");
    const key = keys.of(bytes, start, end);
    if (key === undefined) throw this.#malformed(cell, "a key in UTF-8", quote(bytes.subarray(start, end)));
    if (leadingSpaces + trailingSpaces === 0) return key;
    return `${" ".repeat(leadingSpaces)}${key}${" ".repeat(trailingSpaces)}`;
  }

  #malformed(cell: CsvCell, expected: string, got: string): TotalError {
    return new TotalError("BAD_FORMAT", { place: cell.place(this.#source), expected, got });
  }
}
