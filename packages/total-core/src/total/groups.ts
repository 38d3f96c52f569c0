import { ExactSum } from "../sum/exact-sum.js";
import type { NumberList } from "./list.js";

/** The sums of groups, by their keys: of each group one for each column. Memory grows with the number of keys alone. */
export class Groups {
  /** In the order in which the keys were first seen. Others read it. */
  readonly sums: Map<string, readonly ExactSum[]> = new Map();
  /** How many numbers all groups have. Others read it. */
  count = 0;
  #columns = 1;
  #column = 0;
  #key: string | undefined;
  #sums: readonly ExactSum[] = [];

  /** To be called before the first group. */
  setColumns(columns: number): void {
    this.#columns = columns;
  }

  /** Adds what comes next to the group of this key, and makes the group if it is new. */
  begin(key: string): void {
    if (key === this.#key) return;
    let sums = this.sums.get(key);
    if (sums === undefined) {
      sums = Array.from({ length: this.#columns }, () => new ExactSum());
      this.sums.set(key, sums);
    }
    this.#key = key;
    this.#sums = sums;
  }

  /** Adds what comes next to this column, in whichever group. */
  column(index: number): void {
    this.#column = index;
  }

  decimal(coefficient: number | bigint, exponent: number, count: number): void {
    this.#sums[this.#column]!.decimal(coefficient, exponent, count);
    this.count += count;
  }

  doubles(values: Float64Array): void {
    this.#sums[this.#column]!.doubles(values);
    this.count += values.length;
  }

  /** Adds the numbers of a list from index `start` to before `end`. */
  add(list: NumberList, start: number, end: number): void {
    list.addTo(this.#sums[this.#column]!, start, end);
    this.count += end - start;
  }
}
