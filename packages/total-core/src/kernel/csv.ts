/** The kernel for columns of a CSV (assembly/csv). */
import type { KeyList, NumbersSink } from "../contract/sink.js";
import { ColumnReports } from "./column-reports.js";
import * as layout from "./csv.generated.js";
import type { ColumnRows } from "./column-rows.js";
import { lazyKernel, type LazyKernel } from "./lazy-kernel.js";
import { cutShort, LeftRows } from "./left-rows.js";
import { NO_KEY } from "./memory.generated.js";
import type { KernelMemory } from "./memory.js";
import {
  type AddRows,
  AT_FULL_KEYS,
  AT_FULL_SUMS,
  type ListedRows,
  RowsKernel,
  type RowsReader,
  type TakenRows,
} from "./rows.js";

export { BLANKS, type ColumnRows, MOST_COLUMNS, MOST_KEY_FIELDS } from "./column-rows.js";

export interface CsvExports {
  setRows(
    fields: number,
    columns: number,
    keyFields: number,
    delimiter: number,
    quotes: boolean,
    plainNumbers: boolean,
  ): void;
  addRows(begin: number, end: number): number;
  addListed(begin: number, end: number, rows: number, lines: number, reason: number): number;
  clearKeys(most: number): void;
  clearGroups(): void;
  keys(): number;
  areAscii(): number;
  keptNumbers(): number;
  roomForKeys(): number;
  touchedKeys(): number;
}

/** How many sums by key are handed over at a time. */
const MOST_AT_ONCE = 256;

/**
 * Where keys have fewer numbers each, on the average, until there is no room for more, it is not worth it to look for a key among so many. From then on
 * there are so few at a time that the caches hold them. More are not handed over at a time either: others wait meanwhile.
 */
const FEW_NUMBERS = 2;
const FEWER_KEYS = 32768;

export class CsvKernel extends RowsKernel {
  readonly #exports: CsvExports;
  readonly #picked: Uint32Array;
  readonly #columnReports: ColumnReports;
  readonly #records: DataView;
  readonly #touched: Uint32Array;
  /** For each column, how many digits after the point its sums by key have. */
  readonly #scales: Uint32Array;
  /** The rows that the kernel has been set to. */
  #rows: ColumnRows | undefined;
  /** The sink's groups of the keys that the kernel knows, by index, and how many of them there are. */
  readonly #groups = new Uint32Array(layout.MOST_KEYS);
  #handed = 0;
  /** The keys that are handed over next. */
  readonly #list: { -readonly [K in keyof KeyList]: KeyList[K] };
  readonly #nextGroups = new Uint32Array(MOST_AT_ONCE);
  /** The sink for the sums by key that the kernel holds, if anybody still wants them. */
  #sink: WeakRef<NumbersSink> | undefined;
  /** Hands over the sums of a key. It is one function for all calls: the compiler takes it into the loops that call it. */
  readonly #handAllSums = (key: number): void => this.#handSumsOf(key, this.#sinkNow!);
  #sinkNow: NumbersSink | undefined;
  /** How many numbers the sink has been told are pending. */
  #pending = 0;
  readonly #left = new LeftRows();

  constructor(exports: CsvExports, memory: KernelMemory) {
    super({ REPORT: layout.REPORT, SLOW_LITERALS: layout.SLOW_LITERALS, SUMS: layout.SUMS }, memory);
    const { buffer } = memory.bytes;
    this.#exports = exports;
    this.#picked = new Uint32Array(buffer, layout.PICKED, layout.MOST_COLUMNS + layout.MOST_KEY_FIELDS);
    this.#columnReports = new ColumnReports(buffer);
    this.#list = {
      words: new Int32Array(buffer),
      starts: new Uint32Array(layout.MOST_KEYS),
      lengths: new Uint32Array(layout.MOST_KEYS),
      count: 0,
    };
    this.#records = new DataView(buffer, layout.RECORDS, layout.RECORDS_BYTES);
    this.#touched = new Uint32Array(buffer, layout.TOUCHED, layout.MOST_KEYS);
    this.#scales = new Uint32Array(buffer, layout.SCALES, layout.MOST_COLUMNS);
  }

  addRows(rows: ColumnRows, begin: number, end: number, reader: RowsReader): TakenRows {
    return this.#addRows(this.#exports.addRows, rows, begin, end, reader);
  }

  /** Adds rows whose cells another kernel lists. */
  addListed(
    rows: ColumnRows,
    begin: number,
    end: number,
    reader: RowsReader,
    listRows: (begin: number, end: number) => ListedRows,
  ): TakenRows {
    const addRows: AddRows = (from, to) => {
      const { list, count, end: listEnd, lines, why } = listRows(from, to);
      const { words } = this.#list;
      words.copyWithin(layout.SEPARATORS / 4, list / 4, list / 4 + count * rows.fields);
      return this.#exports.addListed(from, listEnd, count, lines, why);
    };
    return this.#addRows(addRows, rows, begin, end, reader);
  }

  #addRows(addRows: AddRows, rows: ColumnRows, begin: number, end: number, reader: RowsReader): TakenRows {
    if (this.#rows !== rows || this.#left.isLeaving) this.#setRows(rows);
    const hasKeys = rows.keys.length > 0;
    if (!hasKeys && rows.columns.length === 1) return this.add(addRows, begin, end, reader);
    const { sink, position } = reader;
    if (hasKeys && this.#sink?.deref() !== sink) this.#sink = new WeakRef(sink);
    const addSlowLiteral: RowsReader["addSlowLiteral"] = (bytes, start, stop, key, column) => {
      this.#tellColumn(column, sink);
      if (hasKeys && key !== NO_KEY >>> 0) {
        if (key >= this.#handed) this.#handKeys(sink);
        sink.groups?.beginGroup(this.#groups[key]!);
      }
      return reader.addSlowLiteral(bytes, start, stop, key, column);
    };
    const handOn = (): number | undefined => {
      if (this.#columns > 1) this.#columnReports.hand(this.#columns, sink);
      return this.#checkKeys(sink);
    };
    const taken = this.add(addRows, begin, end, { sink, position, addSlowLiteral }, handOn);
    if (!hasKeys) return taken;
    this.#tellPending(sink);
    if (taken.why === AT_FULL_SUMS) this.#handSums();
    else if (taken.why === AT_FULL_KEYS) this.#beginKeysAnew();
    return taken;
  }

  /** Tells the sink of all keys of these rows so far. To be called before it is told of keys of other rows. */
  settle(rows: ColumnRows): void {
    const sink = this.#sink?.deref();
    if (this.#rows === rows && sink !== undefined) this.#handKeys(sink);
  }

  /** Hands over the sums by key of these rows. To be called at their end. */
  finish(rows: ColumnRows): void {
    if (this.isCutShort && rows.keys.length > 0) throw cutShort();
    if (this.#left.isLeaving) this.#leaveRows();
    if (this.#rows !== rows) return this.#left.check(rows);
    this.#handSums();
    this.#rows = undefined;
    this.#sink = undefined;
    this.#handed = 0;
  }

  /** There is no room for more keys. */
  #beginKeysAnew(): void {
    const keys = this.#exports.keys();
    const areFewNumbers = this.#exports.keptNumbers() < FEW_NUMBERS * keys;
    this.#handSums();
    this.#exports.clearKeys(areFewNumbers ? FEWER_KEYS : layout.MOST_KEYS);
    this.#handed = 0;
  }

  #setRows(rows: ColumnRows): void {
    this.#leaveRows();
    this.#left.check(rows);
    const { fields, columns, keys, delimiter, quotes, plainNumbers } = rows;
    this.#picked.set(columns);
    this.#picked.set(keys, columns.length);
    this.#exports.setRows(fields, columns.length, keys.length, delimiter, quotes, plainNumbers);
    this.#rows = rows;
    this.#handed = 0;
  }

  /** Other rows come. */
  #leaveRows(): void {
    this.#left.leave(this.#rows, () => this.#handSums());
    this.#rows = undefined;
    this.#sink = undefined;
    this.#sinkNow = undefined;
    this.#pending = 0;
  }

  get #columns(): number {
    return this.#rows?.columns.length ?? 0;
  }

  /** Tells the sink that what follows belongs to that column, if there are several. */
  #tellColumn(column: number, sink: NumbersSink): void {
    if (this.#columns > 1) sink.column?.(column);
  }

  /** Makes sure that new keys are UTF-8, and that they are not too many. @returns the address of the first row whose key is not UTF-8 */
  #checkKeys(sink: NumbersSink): number | undefined {
    const count = this.#exports.keys() - this.#handed;
    // Keys of several parts are none of ASCII.
    const mayWait = count === 0 || (count <= FEWER_KEYS && this.#exports.areAscii() !== 0);
    return mayWait ? undefined : this.#handKeys(sink);
  }

  /**
   * Tells the sink of new keys.
   * @param visit is called with each of them, when it is the best time to add to its sums
   * @returns the address of the first row whose key is not UTF-8
   */
  #handKeys({ groups }: NumbersSink, visit?: (key: number) => void): number | undefined {
    const first = this.#handed;
    const count = this.#exports.keys() - first;
    if (count === 0 || groups === undefined) return undefined;
    const { starts, lengths } = this.#list;
    this.#list.count = count;
    for (let i = 0; i < count; i++) {
      starts[i] = this.#word(first + i, layout.KEY_ADDRESS) >>> 2;
      lengths[i] = this.#word(first + i, layout.KEY_LENGTH);
    }
    const found = this.#groups.subarray(first, first + count);
    const parts = this.#rows!.keys.length;
    this.#handed += groups.groupsOfKeys(this.#list, parts, found, visit);
    return this.#handed < first + count ? this.#word(this.#handed, layout.FIRST_ROW) : undefined;
  }

  #handSums(): void {
    const sink = this.#sink?.deref();
    this.#sinkNow = sink;
    if (sink !== undefined) {
      if (this.#handed === 0) this.#handKeys(sink, this.#handAllSums);
      else {
        this.#handKeys(sink);
        this.#handTouched(sink);
      }
    }
    this.#sinkNow = undefined;
    this.#exports.clearGroups();
    if (sink !== undefined) this.#tellPending(sink);
    this.#pending = 0;
  }

  #handTouched(sink: NumbersSink): void {
    const all = this.#touched.subarray(0, this.#exports.touchedKeys());
    // A key that is not UTF-8 has ended its source: neither it nor the keys behind it have groups.
    const touched = this.#handed < this.#exports.keys() ? all.filter((key) => key < this.#handed) : all;
    for (let start = 0; start < touched.length; start += MOST_AT_ONCE) {
      const keys = touched.subarray(start, start + MOST_AT_ONCE);
      for (let i = 0; i < keys.length; i++) this.#nextGroups[i] = this.#groups[keys[i]!]!;
      sink.groups?.fetch(this.#nextGroups.subarray(0, keys.length));
      for (const key of keys) this.#handSumsOf(key, sink);
    }
  }

  #handSumsOf(key: number, sink: NumbersSink): void {
    for (let column = 0; column < this.#columns; column++) this.#handSum(key, column, sink);
  }

  #handSum(key: number, column: number, sink: NumbersSink): void {
    const at = this.#sumAt(key, column);
    const count = this.#records.getUint32(at + layout.COUNT, true);
    if (count === 0) return;
    sink.groups?.addDecimal(this.#groups[key]!, column, this.#sumOf(at), 0 - this.#scales[column]!, count);
  }

  #tellPending(sink: NumbersSink): void {
    const pending = this.#exports.keptNumbers();
    sink.pending?.(pending - this.#pending);
    this.#pending = pending;
  }

  #word(key: number, offset: number): number {
    return this.#records.getUint32(layout.RECORD_BYTES * key + offset, true);
  }

  /** Where the sum of a key and a column is, among the records. */
  #sumAt(key: number, column: number): number {
    if (column === 0) return layout.RECORD_BYTES * key;
    const index = key * (this.#columns - 1) + column - 1;
    return layout.RECORD_BYTES * this.#exports.roomForKeys() + layout.FURTHER_BYTES * index;
  }

  #sumOf(at: number): number | bigint {
    const low = this.#records.getUint32(at + layout.SUM, true);
    const sum = this.#records.getInt32(at + layout.SUM + 4, true) * 2 ** 32 + low;
    return Number.isSafeInteger(sum) ? sum : this.#records.getBigInt64(at + layout.SUM, true);
  }
}

/** The one that all decoders share. */
export const csvKernel: LazyKernel<CsvKernel> = /* @__PURE__ */ lazyKernel(
  layout.wasm,
  (exports: CsvExports, memory) => new CsvKernel(exports, memory),
);
