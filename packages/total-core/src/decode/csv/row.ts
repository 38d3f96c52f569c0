/** The row of a CSV that is being read: the index of its field, how many fields it may have, and its picked cells. */
import type { CsvRows, Position } from "../../contract/decoder.js";
import { MAX_WANTED_COLUMNS } from "../../contract/wanted-column.js";
import { setPosition, startOfSource } from "../position.js";
import { CsvCell } from "./cell.js";
import type { CsvFaults } from "./faults.js";
import type { CsvNumbers } from "./numbers.js";

/** The most columns that a first row may have. */
const MAX_COLUMNS = 16_777_216;

/** No field has this index. */
const NONE = -1;

export class CsvRow {
  /** The field that is being read, from 0. */
  field = 0;
  readonly #numbers: CsvNumbers;
  readonly #faults: CsvFaults;
  readonly #start: Position = startOfSource();
  #inHeader: boolean;
  #hasColumns: boolean;
  /** How many fields a row has; before the end of the first row, how many it may have. */
  #fields: number;
  /** In a first row that is no header, the first of the fields that are picked up to the last; Infinity elsewhere. */
  readonly #firstOfRest: number;
  /** The fields that are picked, ascending. A header is read through one cell that picks each of its fields in turn. */
  #picked: number[] = [];
  #cells: CsvCell[] = [];
  /** How many of the picked cells have ended. */
  #ended = 0;
  /** The picked field that comes next, which may have begun; {@link NONE} behind the last one. */
  #next = NONE;

  /** @param header whether the first row names the columns; @param rows what rows are like, where the first one is not read here */
  constructor(numbers: CsvNumbers, faults: CsvFaults, header: boolean, rows: CsvRows | undefined) {
    this.#numbers = numbers;
    this.#faults = faults;
    this.#inHeader = header && rows === undefined;
    this.#hasColumns = rows !== undefined;
    this.#fields = rows?.fields ?? MAX_COLUMNS;
    this.#firstOfRest = this.#inHeader ? Infinity : numbers.firstFieldOfRest;
    if (this.#inHeader) this.#pick([0]);
    else this.#pick(this.#firstOfRest === 0 ? [...numbers.firstFields, 0] : numbers.firstFields);
  }

  /** The shape of rows, once it is known. */
  get rows(): CsvRows | undefined {
    return this.#hasColumns ? { fields: this.#fields, picked: this.#picked } : undefined;
  }

  /** The cell that is being read, if it is a picked one. */
  get cell(): CsvCell | undefined {
    return this.field === this.#next ? this.#cells[this.#ended] : undefined;
  }

  /** The field that is being read if it is picked, else the last field before the next picked one or before the row's end. */
  get lastBeforePicked(): number {
    if (this.#next !== NONE) return Math.max(this.#next - 1, this.field);
    const end = this.#hasColumns ? this.#fields : Math.min(this.#fields, this.#firstOfRest);
    return Math.max(end - 1, this.field);
  }

  /** Whether the field that is being read is the last one that a row has; false in the first row, where that is not known yet. */
  get isAtLastField(): boolean {
    return this.#hasColumns && this.field === this.#fields - 1;
  }

  /** A row begins with the line of the position. */
  begin(position: Position): void {
    setPosition(this.#start, position, position.lineStart);
  }

  /** The field has ended, in this piece. */
  endField(bytes: Uint8Array): void {
    const { cell } = this;
    if (cell === undefined) return;
    if (this.#inHeader) {
      cell.close(bytes);
      this.#numbers.name(cell);
      this.#next++;
    } else this.#next = this.#picked[++this.#ended] ?? NONE;
  }

  /** @throws TotalError where the row has too many */
  beginNextField(): void {
    this.field++;
    if (!this.#hasColumns && this.field >= this.#firstOfRest) this.#pickAlso(this.field);
    if (this.field < this.#fields) return;
    if (!this.#hasColumns) throw this.#faults.tooManyColumns(this.#start, MAX_COLUMNS);
    throw this.#faults.ragged(this.#start, this.#fields, `${this.#fields + 1} or more`);
  }

  /**
   * The row has ended, in this piece.
   * @param mayLackLast whether the picked fields are right though there are fewer fields than there should be, if others follow them
   * @throws TotalError where it has too few fields
   */
  end(bytes: Uint8Array, mayLackLast: boolean = false): void {
    if (this.#inHeader) {
      this.#inHeader = false;
      this.#pick(this.#columns());
    } else {
      if (!this.#hasColumns) this.#columns();
      const fields = this.field + 1;
      if (fields < this.#fields && !(mayLackLast && this.field > (this.#picked.at(-1) ?? 0))) {
        throw this.#faults.ragged(this.#start, this.#fields, String(fields));
      }
      for (let i = 0; i < this.#cells.length; i++) this.#cells[i]!.close(bytes);
      this.#ended = 0;
      this.#next = this.#picked[0] ?? NONE;
      this.#numbers.row(this.#cells);
    }
    this.field = 0;
  }

  /** The piece ends inside the row: what it has of picked cells that have ended is kept. */
  keepEnded(bytes: Uint8Array): void {
    for (let i = 0; i < this.#ended; i++) this.#cells[i]!.keepRest(bytes);
  }

  /** A field of a first row that is no header, up to whose last field all are picked. */
  #pickAlso(field: number): void {
    // At the end of the row so many columns are an error.
    if (this.#picked.length > MAX_WANTED_COLUMNS) return;
    this.#picked.push(field);
    this.#cells.push(new CsvCell());
    this.#next = field;
  }

  #pick(fields: readonly number[]): void {
    this.#picked = [...fields];
    this.#cells = fields.map(() => new CsvCell());
    this.#ended = 0;
    this.#next = fields[0] ?? NONE;
  }

  /** The first row has ended. @returns the fields to pick from the next rows */
  #columns(): readonly number[] {
    this.#fields = this.field + 1;
    this.#hasColumns = true;
    return this.#numbers.columns(this.#fields, this.#start);
  }
}
