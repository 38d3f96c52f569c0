/** The kernel for a column of a CSV (assembly/csv). */
import { keyString } from "../basics/key-strings.js";
import type { NumbersSink } from "../contract/sink.js";
import { wasm } from "./csv.generated.js";
import type { KernelMemory } from "./memory.js";
import {
  AT_FULL_KEYS,
  AT_FULL_SUMS,
  RowsKernel,
  type RowsExports,
  type RowsReader,
  type TakenRows,
} from "./rows.js";
import { kernelWhereItPays, type KernelWhereItPays } from "./where-it-pays.js";

export interface CsvExports extends RowsExports {
  setRows(
    fields: number,
    picked: number,
    key: number,
    delimiter: number,
    quotes: boolean,
    usualNumbers: boolean,
  ): void;
  addRows(begin: number, end: number): number;
  clearKeys(): void;
  clearGroups(): void;
  keys(): number;
  keyRecords(): number;
  keptNumbers(): number;
  sumsScale(): number;
  touched(): number;
  touchedKeys(): number;
}

/** Of what belongs to a key, in words of 32 bits: where is what of it. */
const RECORD_LENGTH = 16;
const SUM = 0;
const COUNT = 2;
const KEY_LENGTH = 3;
const KEY_ADDRESS = 4;
const FIRST_ROW = 6;
const NO_KEY = -1;

/** What the rows of a source are like. */
export interface ColumnRows {
  /** How many fields each has. */
  readonly fields: number;
  /** The one with the number, from 0. */
  readonly picked: number;
  /** The one with its key, if it has one; then there are two fields at least. */
  readonly key: number | undefined;
  /** A byte, neither a space nor NUL, CR, LF or a quote. */
  readonly delimiter: number;
  /** Whether fields may stand in quotes. */
  readonly quotes: boolean;
  /** Whether numbers have a point, if there are no signs between groups in them; otherwise all of them are left to the reader. */
  readonly usualNumbers: boolean;
}

export class CsvKernel extends RowsKernel {
  readonly #exports: CsvExports;
  readonly #records: Uint32Array;
  readonly #wideRecords: BigInt64Array;
  readonly #touched: Uint32Array;
  /** Those that it knows. */
  #rows: ColumnRows | undefined;
  /** Of the keys that it knows. */
  #names: string[] = [];
  /** Where the sums by key go that it has kept, if anybody still wants them; and of how many numbers they are. */
  #sink: WeakRef<NumbersSink> | undefined;
  #kept = 0;

  constructor(exports: CsvExports, memory: KernelMemory) {
    super(exports, memory);
    const { buffer } = memory.bytes;
    this.#exports = exports;
    this.#records = new Uint32Array(buffer, exports.keyRecords());
    this.#wideRecords = new BigInt64Array(buffer, exports.keyRecords());
    this.#touched = new Uint32Array(buffer, exports.touched());
  }

  addRows(rows: ColumnRows, begin: number, end: number, reader: RowsReader): TakenRows {
    if (this.#rows !== rows) this.#setRows(rows);
    const { addRows } = this.#exports;
    if (rows.key === undefined) return this.add(addRows, begin, end, reader);
    const { sink, position } = reader;
    if (this.#sink?.deref() !== sink) this.#sink = new WeakRef(sink);
    const addOddLiteral: RowsReader["addOddLiteral"] = (bytes, start, stop, key) => {
      sink.group?.(this.#names[key]!);
      return reader.addOddLiteral(bytes, start, stop, key);
    };
    const keyed = { sink, position, addOddLiteral };
    const taken = this.add(addRows, begin, end, keyed, () => this.#handKeys(sink));
    this.#tellKept(sink);
    if (taken.why === AT_FULL_SUMS || taken.why === AT_FULL_KEYS) this.#handSums();
    if (taken.why === AT_FULL_KEYS) this.#forgetKeys();
    return taken;
  }

  /** Hands over the sums by key that have been kept of these rows. To be called at their end. */
  finish(rows: ColumnRows): void {
    if (this.#rows !== rows) return;
    this.#handSums();
    this.#rows = undefined;
    this.#sink = undefined;
    this.#names = [];
  }

  #setRows(rows: ColumnRows): void {
    this.#handSums();
    const { fields, picked, key = NO_KEY, delimiter, quotes, usualNumbers } = rows;
    this.#exports.setRows(fields, picked, key, delimiter, quotes, usualNumbers);
    this.#rows = rows;
    this.#names = [];
  }

  /** What is forgotten is met again. */
  #forgetKeys(): void {
    this.#exports.clearKeys();
    this.#names = [];
  }

  /** Tells of the keys that are new. @returns the first row whose key is not UTF-8 */
  #handKeys(sink: NumbersSink): number | undefined {
    const names = this.#names;
    const count = this.#exports.keys();
    while (names.length < count) {
      const record = RECORD_LENGTH * names.length;
      const start = this.#records[record + KEY_ADDRESS]!;
      const name = keyString(this.memory.bytes, start, start + this.#records[record + KEY_LENGTH]!);
      if (name === undefined) return this.#records[record + FIRST_ROW]!;
      names.push(name);
      sink.group?.(name);
    }
    return undefined;
  }

  #handSums(): void {
    const sink = this.#sink?.deref();
    if (sink !== undefined) {
      const exponent = 0 - this.#exports.sumsScale();
      for (const key of this.#touched.subarray(0, this.#exports.touchedKeys())) {
        const record = RECORD_LENGTH * key;
        sink.group?.(this.#names[key]!);
        sink.decimal(this.#sumIn(record), exponent, this.#records[record + COUNT]);
      }
    }
    this.#exports.clearGroups();
    if (sink !== undefined) this.#tellKept(sink);
    this.#kept = 0;
  }

  #tellKept(sink: NumbersSink): void {
    const kept = this.#exports.keptNumbers();
    sink.keptBack?.(kept - this.#kept);
    this.#kept = kept;
  }

  #sumIn(record: number): number | bigint {
    const low = this.#records[record + SUM]!;
    const high = this.#records[record + SUM + 1]! | 0;
    const sum = high * 2 ** 32 + low;
    return Number.isSafeInteger(sum) ? sum : this.#wideRecords[(record + SUM) / 2]!;
  }
}

/** The one that all decoders share. */
export const csvKernel: KernelWhereItPays<CsvKernel> = kernelWhereItPays(
  wasm,
  (exports: CsvExports, memory) => new CsvKernel(exports, memory),
);
