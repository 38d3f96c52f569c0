/** The kernel for a column of a CSV (assembly/csv). */
import { keyString } from "../basics/key-strings.js";
import type { NumbersSink } from "../contract/sink.js";
import * as layout from "./csv.generated.js";
import { lazyKernel, type LazyKernel } from "./lazy-kernel.js";
import type { KernelMemory } from "./memory.js";
import { AT_FULL_KEYS, AT_FULL_SUMS, RowsKernel, type RowsReader, type TakenRows } from "./rows.js";

export interface CsvExports {
  setRows(
    fields: number,
    picked: number,
    key: number,
    delimiter: number,
    quotes: boolean,
    plainNumbers: boolean,
  ): void;
  addRows(begin: number, end: number): number;
  clearKeys(): void;
  clearGroups(): void;
  keys(): number;
  keptNumbers(): number;
  sumsScale(): number;
  touchedKeys(): number;
}

const NO_KEY = -1;

/** Stands for runs of spaces and tabs, where they are between the fields; then quotes have no meaning. */
export const BLANKS = 0x20;

/** The shape of the rows of a source. */
export interface ColumnRows {
  /** How many fields a row has. */
  readonly fields: number;
  /** The index of the field with the number. */
  readonly picked: number;
  /** The index of the field with the key, if rows have keys; then they have two fields at least. */
  readonly key: number | undefined;
  /** A byte: not NUL, CR, LF or quote; a space is {@link BLANKS}. */
  readonly delimiter: number;
  /** Whether fields may be quoted. */
  readonly quotes: boolean;
  /** Whether numbers have a decimal point and no separators between groups; otherwise the reader gets all of them. */
  readonly plainNumbers: boolean;
}

export class CsvKernel extends RowsKernel {
  readonly #exports: CsvExports;
  readonly #records: DataView;
  readonly #touched: Uint32Array;
  /** The rows that the kernel has been set to. */
  #rows: ColumnRows | undefined;
  /** The keys that the kernel knows, by index. */
  #names: string[] = [];
  /** The sink for the sums by key that the kernel holds, if anybody still wants them. */
  #sink: WeakRef<NumbersSink> | undefined;
  /** How many numbers the sink has been told are pending. */
  #pending = 0;

  constructor(exports: CsvExports, memory: KernelMemory) {
    super({ REPORT: layout.REPORT, SLOW_LITERALS: layout.SLOW_LITERALS, SUMS: layout.SUMS }, memory);
    const { buffer } = memory.bytes;
    this.#exports = exports;
    this.#records = new DataView(buffer, layout.RECORDS, layout.MOST_KEYS * layout.RECORD_BYTES);
    this.#touched = new Uint32Array(buffer, layout.TOUCHED, layout.MOST_KEYS);
  }

  addRows(rows: ColumnRows, begin: number, end: number, reader: RowsReader): TakenRows {
    if (this.#rows !== rows) this.#setRows(rows);
    const { addRows } = this.#exports;
    if (rows.key === undefined) return this.add(addRows, begin, end, reader);
    const { sink, position } = reader;
    if (this.#sink?.deref() !== sink) this.#sink = new WeakRef(sink);
    const addSlowLiteral: RowsReader["addSlowLiteral"] = (bytes, start, stop, key) => {
      sink.group?.(this.#names[key]!);
      return reader.addSlowLiteral(bytes, start, stop, key);
    };
    const keyed = { sink, position, addSlowLiteral };
    const taken = this.add(addRows, begin, end, keyed, () => this.#handKeys(sink));
    this.#tellPending(sink);
    if (taken.why === AT_FULL_SUMS || taken.why === AT_FULL_KEYS) this.#handSums();
    if (taken.why === AT_FULL_KEYS) {
      this.#exports.clearKeys();
      this.#names = [];
    }
    return taken;
  }

  /** Hands over the sums by key of these rows. To be called at their end. */
  finish(rows: ColumnRows): void {
    if (this.#rows !== rows) return;
    this.#handSums();
    this.#rows = undefined;
    this.#sink = undefined;
    this.#names = [];
  }

  #setRows(rows: ColumnRows): void {
    this.#handSums();
    const { fields, picked, key = NO_KEY, delimiter, quotes, plainNumbers } = rows;
    this.#exports.setRows(fields, picked, key, delimiter, quotes, plainNumbers);
    this.#rows = rows;
    this.#names = [];
  }

  /** Tells the sink of new keys. @returns the address of the first row whose key is not UTF-8 */
  #handKeys(sink: NumbersSink): number | undefined {
    const names = this.#names;
    const count = this.#exports.keys();
    while (names.length < count) {
      const key = names.length;
      const start = this.#word(key, layout.KEY_ADDRESS);
      const name = keyString(this.memory.bytes, start, start + this.#word(key, layout.KEY_LENGTH));
      if (name === undefined) return this.#word(key, layout.FIRST_ROW);
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
        sink.group?.(this.#names[key]!);
        sink.decimal(this.#sumOf(key), exponent, this.#word(key, layout.COUNT));
      }
    }
    this.#exports.clearGroups();
    if (sink !== undefined) this.#tellPending(sink);
    this.#pending = 0;
  }

  #tellPending(sink: NumbersSink): void {
    const pending = this.#exports.keptNumbers();
    sink.pending?.(pending - this.#pending);
    this.#pending = pending;
  }

  #word(key: number, offset: number): number {
    return this.#records.getUint32(layout.RECORD_BYTES * key + offset, true);
  }

  #sumOf(key: number): number | bigint {
    const at = layout.RECORD_BYTES * key + layout.SUM;
    const sum = this.#records.getInt32(at + 4, true) * 2 ** 32 + this.#records.getUint32(at, true);
    return Number.isSafeInteger(sum) ? sum : this.#records.getBigInt64(at, true);
  }
}

/** The one that all decoders share. */
export const csvKernel: LazyKernel<CsvKernel> = lazyKernel(
  layout.wasm,
  (exports: CsvExports, memory) => new CsvKernel(exports, memory),
);
