/** The meaning of a CSV's cells: names, numbers and keys. */
import { quote } from "../../basics/quote.js";
import { TotalError } from "../../contract/errors.js";
import type { DecoderOptions } from "../../contract/decoder.js";
import type { Hint } from "../../contract/hints.js";
import type { NumbersSink } from "../../contract/sink.js";
import { joinedKeys } from "../../contract/group-keys.js";
import { wantedColumns, type ColumnRange } from "../../contract/wanted-column.js";
import { optionError } from "../../basics/option-values.js";
import { CR, SPACE } from "../../basics/ascii.js";
import type { CsvCell } from "./cell.js";
import { foundColumns, positionsOf, type FirstRow, type FoundColumn, type Wanted } from "./columns.js";
import { type CsvDialect, WHITESPACE } from "./dialect.js";
import { Header, MAX_POSITIONS } from "./header.js";
import type { KeyStrings } from "../../basics/key-strings.js";
import { hints } from "../hints.js";
import { keyReading } from "../keys.js";
import { MAX_LITERAL_BYTES } from "../literals/bounds.js";
import { addOrSkip } from "../literals/literal.js";
import { numberError } from "../literals/number-error.js";
import { type AddLiteral, literalAdder, type Spelling } from "../literals/spelling.js";
import type { Position } from "../position.js";

/** A longer name shows that the bytes are not CSV, or have other line ends. */
const MAX_NAME_BYTES = 1_048_576;

/** Is told of the cells of a CSV in their order, by a reader that knows the structure of CSV and not what the cells mean. */
export class CsvNumbers {
  /** The fields to pick from the first row, where it is no header; ascending. */
  readonly firstFields: readonly number[];
  /** From which field on all of the first row are picked, where it is no header; Infinity where only {@link firstFields} are. */
  readonly firstFieldOfRest: number;
  /** For each column of numbers the index of its cell among the picked cells of a row. Others read it. */
  numberCells: readonly number[] = [];
  /** For each part of the keys the index of its cell among them; none where numbers have no keys. Others read it. */
  keyCells: readonly number[] = [];
  readonly #sink: NumbersSink;
  readonly #source: string | undefined;
  readonly #skipInvalid: boolean;
  readonly #spelling: Spelling;
  readonly #addLiteral: AddLiteral;
  readonly #currencies: DecoderOptions["currencies"];
  readonly #header: Header | undefined;
  readonly #numberColumns: readonly Wanted[];
  /** One for each part of the keys; none where numbers have no keys. */
  readonly #keyColumns: readonly Wanted[];
  /** Made with the first key: most small bodies and files have none. */
  #keys: KeyStrings | undefined;
  /** The columns of numbers, by index, in the order of their cells in a row: a row's first fault is the one that is told. */
  #inRowOrder: readonly number[] = [];
  #adders: readonly AddLiteral[] = [];
  readonly #otherDelimiter: string | undefined;
  /** How many fields a row has. */
  #fields: number;

  constructor(options: DecoderOptions, { header, otherDelimiter }: CsvDialect) {
    const { sink, source, skipInvalid, column, by, rows, currencies } = options;
    this.#sink = sink;
    this.#source = source;
    this.#skipInvalid = skipInvalid;
    this.#spelling = options;
    this.#otherDelimiter = otherDelimiter;
    this.#fields = rows?.fields ?? 0;
    this.#currencies = currencies;
    const addLiteral = literalAdder(options);
    this.#addLiteral = addLiteral;
    this.#numberColumns = column === undefined ? [undefined] : wantedColumns("column", column);
    this.#keyColumns = sink.group === undefined ? [] : wantedColumns("by", by);
    const wanted = [...this.#numberColumns, ...this.#keyColumns];
    const ranges = wanted.map(positionsOf).filter((range) => range !== undefined);
    const isConfirmed = options.header === true;
    const names = wanted.flatMap((one) => one?.name ?? []);
    this.#header = header ? new Header({ names, ranges, isConfirmed, addLiteral, source }) : undefined;
    const firstOfRest = Math.min(...ranges.map(firstFieldToTheLast));
    this.firstFieldOfRest = firstOfRest;
    this.firstFields = rows?.picked ?? (header ? [] : fieldsIn(ranges, firstOfRest));
    // The shape of rows is given where there is no key.
    if (rows !== undefined) this.#setCells(rows.numbers ?? rows.picked, [], rows.picked);
  }

  /** Takes a cell of the header. */
  name(cell: CsvCell): void {
    if (cell.length > MAX_NAME_BYTES) throw this.#malformed(cell, "a name of at most 1 MiB", "a longer one");
    // Otherwise a file whose lines end with CR alone would be a long name and no rows: a total of 0.
    if (!cell.isQuoted && cell.bytes.subarray(cell.start, cell.end).includes(CR)) {
      throw this.#malformed(cell, "lines that end with LF or CRLF", "a CR alone");
    }
    this.#header?.add(cell);
  }

  /**
   * The first row has ended, header or not.
   * @param count how many fields it has, as every row must have; 0 where there is no row
   * @param start where it begins; the end of the source where there is no row
   * @returns the fields to pick from the next rows, ascending
   */
  columns(count: number, start: Position): readonly number[] {
    this.#fields = count;
    const row: FirstRow = {
      count,
      start,
      header: this.#header,
      source: this.#source,
      otherDelimiter: this.#otherDelimiter,
    };
    const numbers = foundColumns("column", this.#numberColumns, row);
    const keys = foundColumns("by", this.#keyColumns, row);
    const names = numbers.map(({ name }) => name);
    if (names.length > 1 && this.#sink.columns === undefined) {
      throw optionError(RangeError, "column", "one column", String(names.length));
    }
    this.#sink.columns?.(
      names,
      keys.map(({ name }) => name),
    );
    const [numberFields, keyFields] = [fieldsOf(numbers), fieldsOf(keys)];
    const picked = ascending([...numberFields, ...keyFields]);
    this.#setCells(numberFields, keyFields, picked);
    return picked;
  }

  #setCells(numbers: readonly number[], keys: readonly number[], picked: readonly number[]): void {
    this.numberCells = numbers.map((field) => picked.indexOf(field));
    this.keyCells = keys.map((field) => picked.indexOf(field));
    this.#inRowOrder = [...numbers.keys()].sort((a, b) => numbers[a]! - numbers[b]!);
    this.#adders = numbers.map((_field, column) => this.#adderOf(column));
  }

  /** How the numbers of a column are added. Each column has its own currency. */
  #adderOf(column: number): AddLiteral {
    if (this.#spelling.money !== true) return this.#addLiteral;
    return literalAdder(this.#spelling, "", this.#currencies?.ofColumn(column));
  }

  /**
   * Takes the picked cells of a row that has as many fields as the first one.
   * @throws TotalError where they are not what they should be
   */
  row(cells: readonly CsvCell[]): void {
    if (this.keyCells.length > 0) {
      this.#sink.group?.(joinedKeys(this.keyCells.map((key) => this.#keyOf(cells[key]!))));
    }
    if (this.numberCells.length === 1) return this.#add(cells[this.numberCells[0]!]!, 0);
    for (const column of this.#inRowOrder) {
      this.#sink.column?.(column);
      this.#add(cells[this.numberCells[column]!]!, column);
    }
  }

  #add(cell: CsvCell, column: number): void {
    const { bytes, start, end } = cell;
    if (start === end) return this.#sink.empty();
    const fault = addOrSkip(this.#adders[column]!, bytes, start, end, this.#sink, this.#skipInvalid);
    if (fault === undefined) return;
    const literal = bytes.subarray(start, end);
    throw numberError(
      fault,
      cell.place(this.#source),
      literal,
      this.#spelling,
      "",
      this.#otherDelimiters(literal),
    );
  }

  /** Where there is but one column, a bad number may be several fields. */
  #otherDelimiters(literal: Uint8Array): readonly Hint[] | undefined {
    const value = this.#otherDelimiter;
    if (this.#fields > 1 || value === undefined) return undefined;
    return literal.includes(value === WHITESPACE ? SPACE : value.charCodeAt(0))
      ? hints()?.ofDelimiters([value])
      : undefined;
  }

  #keyOf(cell: CsvCell): string {
    const { bytes, start, end, leadingSpaces, trailingSpaces } = cell;
    if (cell.length > MAX_LITERAL_BYTES)
      throw this.#malformed(cell, "a key of at most 16 KiB", "a longer one");
    const key = (this.#keys ??= keyReading().newKeyStrings()).of(bytes, start, end);
    if (key === undefined)
      throw this.#malformed(cell, "a key in UTF-8", quote(bytes.subarray(start, end)), hints()?.encoding);
    if (leadingSpaces + trailingSpaces === 0) return key;
    return `${" ".repeat(leadingSpaces)}${key}${" ".repeat(trailingSpaces)}`;
  }

  #malformed(cell: CsvCell, expected: string, got: string, ways?: readonly Hint[]): TotalError {
    return new TotalError("BAD_FORMAT", { place: cell.place(this.#source), expected, got, hints: ways });
  }
}

/** The fields without repeats. */
function ascending(fields: readonly number[]): readonly number[] {
  return [...new Set(fields)].sort((a, b) => a - b);
}

function fieldsOf(columns: readonly FoundColumn[]): readonly number[] {
  return columns.map(({ field }) => field);
}

/** The first field of a range that goes to the last column, however many there are; else Infinity. */
function firstFieldToTheLast({ first, last }: ColumnRange): number {
  return last === undefined ? first - 1 : Infinity;
}

/** The fields of ranges before field `end`, ascending. More fields than there may be are cut: they will be an error. */
function fieldsIn(ranges: readonly ColumnRange[], end: number): readonly number[] {
  const fields: number[] = [];
  for (const { first, last = 0 } of ranges) {
    for (let field = first - 1; field < Math.min(last, end); field++) {
      if (fields.push(field) > MAX_POSITIONS) return ascending(fields);
    }
  }
  return ascending(fields);
}
