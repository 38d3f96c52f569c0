/** The row of a CSV that is being read: which of its fields is next, how many there may be, and those of its cells that are picked. */
import type { CsvRows, Position } from "../../contract/decoder.js";
import type { CsvCell } from "./cell.js";
import type { CsvFaults } from "./faults.js";
import { NONE, PickedCells } from "./picked-cells.js";
import type { CsvVisitor } from "./visitor.js";
import { setPosition, startOfSource } from "../position.js";

/** The most columns that a first row may have. */
const MAX_COLUMNS = 16_777_216;

export interface CsvRowOptions {
  readonly visitor: CsvVisitor;
  readonly faults: CsvFaults;
  /** Whether the first row names the columns. */
  readonly header: boolean;
  /** Where the first row stands before those that are read. */
  readonly rows: CsvRows | undefined;
}

export class CsvRow {
  /** The field that is being read, from 0. */
  field = 0;
  readonly #visitor: CsvVisitor;
  readonly #faults: CsvFaults;
  readonly #start: Position = startOfSource();
  #inHeader: boolean;
  #hasColumns: boolean;
  /** How many fields a row has; until the first one has ended, the most that it may have. */
  #fields: number;
  /** Of a header each cell is kept, one after the other in the same place. */
  #picked: PickedCells;

  constructor({ visitor, faults, header, rows }: CsvRowOptions) {
    this.#visitor = visitor;
    this.#faults = faults;
    this.#inHeader = header && rows === undefined;
    this.#hasColumns = rows !== undefined;
    this.#fields = rows?.fields ?? MAX_COLUMNS;
    this.#picked = new PickedCells(this.#inHeader ? [0] : visitor.firstFields);
  }

  /** What rows are like, once that is known. */
  get rows(): CsvRows | undefined {
    return this.#hasColumns ? { fields: this.#fields, picked: this.#picked.fields } : undefined;
  }

  /** The cell that is being read, if it is a picked one. */
  get cell(): CsvCell | undefined {
    return this.field === this.#picked.next ? this.#picked.nextCell : undefined;
  }

  /** The field that is being read if that is picked, or else the last one before such a field or the row's end. */
  get lastBeforePicked(): number {
    const { next } = this.#picked;
    return next === NONE ? this.#fields - 1 : Math.max(next - 1, this.field);
  }

  /** @param offset where it begins, on the line of `position` */
  begin(position: Position, offset: number): void {
    setPosition(this.#start, position, offset);
  }

  /** The field has ended, in this piece. */
  endField(bytes: Uint8Array): void {
    const { cell } = this;
    if (cell === undefined) return;
    if (this.#inHeader) {
      cell.close(bytes);
      this.#visitor.name(cell);
      this.#picked.next++;
    } else this.#picked.endCell();
  }

  /** @throws TotalError where the row has too many */
  beginNextField(): void {
    this.field++;
    if (this.field < this.#fields) return;
    if (!this.#hasColumns) throw this.#faults.tooManyColumns(this.#start, MAX_COLUMNS);
    throw this.#faults.ragged(this.#start, this.#fields, `${this.#fields + 1} or more`);
  }

  /**
   * The row has ended, in this piece.
   * @throws TotalError where it has too few fields
   */
  end(bytes: Uint8Array): void {
    if (this.#inHeader) {
      this.#inHeader = false;
      this.#picked = new PickedCells(this.#columns());
    } else {
      if (!this.#hasColumns) this.#columns();
      const fields = this.field + 1;
      if (fields < this.#fields) throw this.#faults.ragged(this.#start, this.#fields, String(fields));
      this.#visitor.row(this.#picked.endRow(bytes));
    }
    this.field = 0;
  }

  /** The piece ends inside the row: what it has of picked cells that have ended is kept. */
  keepEnded(bytes: Uint8Array): void {
    this.#picked.keepEnded(bytes);
  }

  /** The first row has ended. @returns which fields the next ones are to be picked from */
  #columns(): readonly number[] {
    this.#fields = this.field + 1;
    this.#hasColumns = true;
    return this.#visitor.columns(this.#fields, this.#start);
  }
}
