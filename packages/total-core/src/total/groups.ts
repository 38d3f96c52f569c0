/** The sums of groups by their keys, of each group one for each column. Memory grows with the number of keys alone. */
import { isKey, KeyBytes, keyFromBytes } from "../contract/key-bytes.js";
import type { FloatArray } from "../contract/numbers-api.js";
import type { KeyList, SinkGroups } from "../contract/sink.js";
import { ExactSum } from "../sum/exact-sum.js";
import { cellOf, type Chunk } from "./key-chunks.js";
import { HEAD_CELLS, KeyTable, MOST_AT_ONCE } from "./key-table.js";
import type { ListSum } from "./list.js";
import {
  addToSmallSum,
  largeSumAt,
  setLargeSum,
  SMALL_SUM_CELLS,
  smallSumAt,
  type SmallSum,
} from "./small-sums.js";

/** The most texts, of those seen last, that are known without a look at their characters. */
const MOST_KNOWN = 8192;
const MOST_KNOWN_LENGTH = 64;

const keyBytes = /* @__PURE__ */ new KeyBytes();

/** A group is named by the address of its key, an unsigned integer of 32 bits. */
export class Groups implements SinkGroups, ListSum {
  /** How many numbers all groups have, in all columns. Others read it. */
  count = 0;
  /** Made with the first group: most totals have none, and a small one would take a sixth longer. */
  #madeTable: KeyTable | undefined;
  #columns = 1;
  readonly #large: ExactSum[] = [];
  #known: Map<string, number> | undefined;
  /** Where what comes next goes. */
  #key: string | undefined;
  #group = -1;
  #column = 0;

  /** How many groups there are. */
  get size(): number {
    return this.#madeTable?.size ?? 0;
  }

  get #table(): KeyTable {
    return (this.#madeTable ??= new KeyTable(SMALL_SUM_CELLS * this.#columns));
  }

  /** How many sums a group has. */
  get columns(): number {
    return this.#columns;
  }

  /**
   * To be called before the first group.
   * @throws TypeError where there are groups of another number of columns
   */
  setColumns(columns: number): void {
    if (columns === this.#columns) return;
    if (this.size > 0) throw new TypeError(`columns: expected ${this.#columns}, as before, got ${columns}`);
    this.#columns = columns;
    this.#madeTable = undefined;
  }

  /** Adds what comes next to the group of this key, and makes the group if it is new. */
  begin(key: string): void {
    if (key === this.#key) return;
    this.#group = this.#known?.get(key) ?? this.groupOf(key);
    this.#key = key;
  }

  /** The group of this key, which is made if it is new. */
  groupOf(key: string): number {
    const length = keyBytes.set(key);
    const { words } = keyBytes;
    const known = this.#table.find(words, 0, length);
    const group = known >= 0 ? known : this.#table.add(words, 0, length);
    if (key.length <= MOST_KNOWN_LENGTH) {
      this.#known ??= new Map();
      if (this.#known.size === MOST_KNOWN) this.#known.clear();
      this.#known.set(key, group);
    }
    return group;
  }

  beginGroup(group: number): void {
    this.#group = group;
    this.#key = undefined;
  }

  /** Adds what comes next to this column, in whichever group. */
  column(index: number): void {
    this.#column = index;
  }

  groupsOfKeys(keys: KeyList, parts: number, groups: Uint32Array, visit?: (index: number) => void): number {
    const table = this.#table;
    const { words, starts, lengths, count } = keys;
    for (let from = 0; from < count; from += MOST_AT_ONCE) {
      const to = Math.min(count, from + MOST_AT_ONCE);
      const hashes = table.hashesOf(keys, from, to);
      for (let i = from; i < to; i++) {
        const start = starts[i]!;
        const length = lengths[i]!;
        let group = table.findHashed(hashes[i - from]!, words, start, length);
        if (group < 0) {
          if (!isKey(words, start, length, parts)) return i;
          group = table.add(words, start, length);
        }
        groups[i] = group;
        if (visit !== undefined) visit(i);
      }
    }
    return count;
  }

  fetch(groups: Uint32Array): void {
    this.#table.fetch(groups);
  }

  decimal(coefficient: number | bigint, exponent: number, count: number = 1): void {
    this.addDecimal(this.#group, this.#column, coefficient, exponent, count);
  }

  addDecimal(
    group: number,
    column: number,
    coefficient: number | bigint,
    exponent: number,
    count: number,
  ): void {
    const chunk = this.#table.chunkOf(group);
    const at = sumCell(group, column);
    if (!addToSmallSum(chunk, at, coefficient, exponent, count)) {
      this.#largeSum(chunk, at).decimal(coefficient, exponent, count);
    }
    this.count += count;
  }

  doubles(values: Float64Array): void {
    if (values.length === 0) return;
    this.#currentSum().doubles(values);
    this.count += values.length;
  }

  floats(values: FloatArray): void {
    if (values.length === 0) return;
    this.#currentSum().floats(values);
    this.count += values.length;
  }

  numbers(list: readonly number[], start: number, end: number): void {
    if (start === end) return;
    this.#currentSum().numbers(list, start, end);
    this.count += end - start;
  }

  /** Adds all numbers of other groups, with as many columns. Groups that are new come behind all others. */
  merge(other: Groups): void {
    for (const theirs of other) {
      const group = this.#table.addressOfOther(other.#table, theirs);
      for (let column = 0; column < this.#columns; column++) this.#merge(group, column, other, theirs);
    }
    this.count += other.count;
  }

  /** Adds the numbers of a sum to one of this group. The sum is not used after that. */
  addSum(group: number, column: number, sum: ExactSum): void {
    const { count, value, decimals } = sum.state();
    const chunk = this.#table.chunkOf(group);
    const at = sumCell(group, column);
    const { coefficient } = value;
    const isSafe = coefficient >= -MOST_SAFE && coefficient <= MOST_SAFE;
    const isSmall = decimals === count && isSafe;
    if (!isSmall || !addToSmallSum(chunk, at, Number(coefficient), value.exponent, count)) {
      if (count > 0) this.#largeSum(chunk, at).merge(sum);
    }
    this.count += count;
  }

  #merge(group: number, column: number, other: Groups, theirs: number): void {
    const chunk = this.#table.chunkOf(group);
    const at = sumCell(group, column);
    const small = other.smallSumOf(theirs, column);
    if (small === undefined) this.#largeSum(chunk, at).merge(other.sumOf(theirs, column));
    else if (small.count > 0 && !addToSmallSum(chunk, at, small.coefficient, small.exponent, small.count)) {
      this.#largeSum(chunk, at).merge(sumOfSmall(small));
    }
  }

  /** The groups, in the order in which their keys were first seen. */
  [Symbol.iterator](): IterableIterator<number> {
    return this.#madeTable?.addresses() ?? [].values();
  }

  keyOf(group: number): string {
    return this.readKey(group, keyFromBytes);
  }

  /** Calls `read` with the bytes of the key where they are, as {@link KeyBytes} makes them. */
  readKey<T>(group: number, read: (bytes: Uint8Array, start: number, end: number) => T): T {
    const start = this.#table.startOf(group);
    return read(this.#table.chunkOf(group).bytes, start, start + this.#table.lengthOf(group));
  }

  /** How many bytes {@link readKey} reads. */
  keyLengthOf(group: number): number {
    return this.#table.lengthOf(group);
  }

  /** Below 0 where the key of group `a` comes first, above 0 where that of `b` does. */
  compareKeys(a: number, b: number): number {
    return this.#table.compare(a, b);
  }

  /** How many numbers a sum has. */
  countOf(group: number, column = 0): number {
    return this.smallSumOf(group, column)?.count ?? this.sumOf(group, column).count;
  }

  /** A sum, where it is a small one. */
  smallSumOf(group: number, column = 0): SmallSum | undefined {
    return smallSumAt(this.#table.chunkOf(group), sumCell(group, column));
  }

  /** A sum, to be read and not to be added to. */
  sumOf(group: number, column = 0): ExactSum {
    const small = this.smallSumOf(group, column);
    if (small !== undefined) return sumOfSmall(small);
    return this.#large[largeSumAt(this.#table.chunkOf(group), sumCell(group, column))]!;
  }

  /** Adds the numbers of a group to another sum. */
  addTo(sum: ExactSum, group: number, column = 0): void {
    const small = this.smallSumOf(group, column);
    if (small === undefined) sum.merge(this.sumOf(group, column));
    else if (small.count > 0) sum.decimal(small.coefficient, small.exponent, small.count);
  }

  #currentSum(): ExactSum {
    return this.#largeSum(this.#table.chunkOf(this.#group), sumCell(this.#group, this.#column));
  }

  /** The large sum at a cell, which is made of the small one there if need be. */
  #largeSum(chunk: Chunk, at: number): ExactSum {
    const small = smallSumAt(chunk, at);
    if (small === undefined) return this.#large[largeSumAt(chunk, at)]!;
    const sum = sumOfSmall(small);
    setLargeSum(chunk, at, this.#large.push(sum) - 1);
    return sum;
  }
}

const MOST_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

function sumOfSmall({ coefficient, exponent, count }: SmallSum): ExactSum {
  const sum = new ExactSum();
  if (count > 0) sum.decimal(coefficient, exponent, count);
  return sum;
}

/** The first cell, in its chunk, of the sum of a group in a column. */
function sumCell(group: number, column: number): number {
  return cellOf(group) + HEAD_CELLS + SMALL_SUM_CELLS * column;
}
