import { ExactSum } from "../sum/exact-sum.js";
import type { NumberList } from "./list.js";

/** The sums of groups, by their keys. Memory grows with the number of keys alone. */
export class Groups {
  /** In the order in which the keys were first seen. Others read it. */
  readonly sums: Map<string, ExactSum> = new Map();
  /** How many numbers all groups have. Others read it. */
  count = 0;
  #key: string | undefined;
  #sum = new ExactSum();

  /** Adds what comes next to the group of this key, and makes the group if it is new. */
  begin(key: string): void {
    if (key === this.#key) return;
    let sum = this.sums.get(key);
    if (sum === undefined) {
      sum = new ExactSum();
      this.sums.set(key, sum);
    }
    this.#key = key;
    this.#sum = sum;
  }

  decimal(coefficient: number | bigint, exponent: number, count: number): void {
    this.#sum.decimal(coefficient, exponent, count);
    this.count += count;
  }

  doubles(values: Float64Array): void {
    this.#sum.doubles(values);
    this.count += values.length;
  }

  /** Adds the numbers of a list from index `start` to before `end`. */
  add(list: NumberList, start: number, end: number): void {
    list.addTo(this.#sum, start, end);
    this.count += end - start;
  }
}
