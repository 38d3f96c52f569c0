/** Reads the report of a call of the kernel for CSV, with several columns (assembly/csv/columns.ts). */
import type { NumbersSink } from "../contract/sink.js";
import { handSums } from "./column-sums.js";
import {
  COLUMN_BYTES,
  COLUMN_EMPTY,
  COLUMN_NUMBERS,
  COLUMN_SUMS,
  COLUMNS,
  MOST_COLUMNS,
} from "./csv.generated.js";
import { SUMS_LENGTH } from "./memory.generated.js";

const COLUMN_WORDS = COLUMN_BYTES / 4;

export class ColumnReports {
  readonly #buffer: ArrayBufferLike;
  readonly #words: Uint32Array;
  /** As far as they have been asked for. */
  readonly #sums: Int32Array[] = [];

  constructor(buffer: ArrayBufferLike) {
    this.#buffer = buffer;
    this.#words = new Uint32Array(buffer, COLUMNS, MOST_COLUMNS * COLUMN_WORDS);
  }

  /** Hands on those of the first `columns` columns. */
  hand(columns: number, sink: NumbersSink): void {
    for (let column = 0; column < columns; column++) {
      const numbers = this.#words[COLUMN_WORDS * column + COLUMN_NUMBERS / 4]!;
      const empty = this.#words[COLUMN_WORDS * column + COLUMN_EMPTY / 4]!;
      if (numbers + empty > 0) sink.column?.(column);
      if (numbers > 0) handSums(this.#sumsOf(column), numbers, sink);
      for (let left = empty; left > 0; left--) sink.empty();
    }
  }

  #sumsOf(column: number): Int32Array {
    const address = COLUMNS + COLUMN_BYTES * column + COLUMN_SUMS;
    return (this.#sums[column] ??= new Int32Array(this.#buffer, address, SUMS_LENGTH));
  }
}
