/** The kernel for a column of a CSV (assembly/csv). */
import { wasm } from "./csv.generated.js";
import type { KernelMemory } from "./memory.js";
import { RowsKernel, type RowsExports, type RowsReader, type TakenRows } from "./rows-kernel.js";
import { kernelWhereItPays, type KernelWhereItPays } from "./where-it-pays.js";

interface Exports extends RowsExports {
  setRows(fields: number, picked: number, delimiter: number, quotes: boolean, usualNumbers: boolean): void;
  addRows(begin: number, end: number): number;
}

/** What the rows of a source are like. */
export interface ColumnRows {
  /** How many fields each has. */
  readonly fields: number;
  /** The one with the number, from 0. */
  readonly picked: number;
  /** A byte, neither a space nor NUL, CR, LF or a quote. */
  readonly delimiter: number;
  /** Whether fields may stand in quotes. */
  readonly quotes: boolean;
  /** Whether numbers have a point, if there are no signs between groups in them; otherwise all of them are left to the reader. */
  readonly usualNumbers: boolean;
}

export class CsvKernel extends RowsKernel {
  readonly #exports: Exports;
  /** Those that it knows. */
  #rows: ColumnRows | undefined;

  constructor(exports: Exports, memory: KernelMemory) {
    super(exports, memory);
    this.#exports = exports;
  }

  addRows(rows: ColumnRows, begin: number, end: number, reader: RowsReader): TakenRows {
    if (this.#rows !== rows) {
      const { fields, picked, delimiter, quotes, usualNumbers } = rows;
      this.#exports.setRows(fields, picked, delimiter, quotes, usualNumbers);
      this.#rows = rows;
    }
    return this.add(this.#exports.addRows, begin, end, reader);
  }
}

/** The one that all decoders share. */
export const csvKernel: KernelWhereItPays<CsvKernel> = kernelWhereItPays(
  wasm,
  (exports: Exports, memory) => new CsvKernel(exports, memory),
);
