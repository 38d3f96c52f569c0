import { CsvCell } from "./cell.js";

/** No field has this index. */
export const NONE = -1;

/** The cells that are kept of a row. */
export class PickedCells {
  /** The field whose cell comes next, from 0; -1 where there is none any more. */
  next: number;
  /** The fields whose cells they are, ascending. */
  readonly fields: readonly number[];
  readonly #cells: readonly CsvCell[];
  /** How many of the cells have ended. */
  #ended = 0;

  constructor(fields: readonly number[]) {
    this.fields = fields;
    this.#cells = fields.map(() => new CsvCell());
    this.next = fields[0] ?? NONE;
  }

  /** The next cell, which may have begun. */
  get nextCell(): CsvCell {
    return this.#cells[this.#ended]!;
  }

  /** The next cell has ended. */
  endCell(): void {
    this.next = this.fields[++this.#ended] ?? NONE;
  }

  /** The row has ended, in this piece. @returns its cells */
  endRow(bytes: Uint8Array): readonly CsvCell[] {
    for (let i = 0; i < this.#cells.length; i++) this.#cells[i]!.close(bytes);
    this.#ended = 0;
    this.next = this.fields[0] ?? NONE;
    return this.#cells;
  }

  /** The piece ends inside the row: what it has of the cells that have ended is kept. */
  keepEnded(bytes: Uint8Array): void {
    for (let i = 0; i < this.#ended; i++) this.#cells[i]!.keepRest(bytes);
  }
}
