/** A running total. */
import { addLiteral } from "../decode/index.js";
import { wrongType } from "../basics/describe.js";
import { checkedInteger } from "../basics/option-values.js";
import { Currencies } from "../contract/currencies.js";
import type { Batch } from "../contract/numbers-api.js";
import { ColumnSums } from "./column-sums.js";
import { ExactSum } from "../sum/exact-sum.js";
import { powerOfTen } from "../sum/values.js";
import { INSPECT, notANumber, stateOfSum, type TotalState } from "./as-value.js";
import { BatchAccumulator } from "./batch-accumulator.js";
import { bytesFromSum, sumFromBytes } from "./bytes.js";
import { Magnitude } from "./compare.js";
import { numberList } from "./list.js";
import { allDigits, digitsToPlaces, MAX_PLACES, shortestDigits } from "./print.js";
import { roundedValue } from "./round.js";

export interface PrintOptions {
  /** Print all digits of a total of binary numbers alone too, not just the shortest that read back as the same one. @default false */
  readonly exact?: boolean | undefined;
  /**
   * How many digits stand after the point, from 0 to 4000, rounded once from the exact total, ties to even: `1204.60`. A total that rounds to zero has
   * no sign. Then `exact` says nothing more.
   * @default as many as there are
   */
  readonly places?: number | undefined;
}

let stateOf: (total: Total) => TotalState;

/** Defined once for all totals, to save memory. */
const STATE: PropertyDescriptor & ThisType<Total> = {
  enumerable: true,
  get() {
    return stateOf(this);
  },
};

/** For this package alone: makes a total that takes over a sum. */
export let totalFromSum: (sum: ExactSum) => Total;

/**
 * A running total: exact, whatever the order and however the numbers are split among totals that are merged.
 *
 * Reading it changes nothing, and adding may go on after it.
 *
 * ```ts
 * new Total().add(1e100).add("0.1").add(10n).add(-1e100).toString(); // "10.1"
 * ```
 *
 * As a value: totals are deeply equal (`assert.deepStrictEqual`, `toEqual`) where their bytes are equal. `structuredClone` and `postMessage`
 * throw, because they would drop the class: post `toBytes()`. In a text a total is its digits. Operators on numbers, also `+` with a text,
 * throw a TypeError: only the caller knows which rounding he means.
 */
export class Total {
  #sum = new ExactSum();
  /** The values that the total is compared by; undefined once numbers are added. */
  #compared: Magnitude | undefined;
  /** That of the amounts of money in the batches so far, if any had one. */
  #currency: string | undefined;

  constructor() {
    // Comparing and copying objects sees only own properties, and calls their getters.
    Object.defineProperty(this, "state", STATE);
  }

  /** How many numbers were added. */
  get count(): number {
    return this.#sum.count;
  }

  /**
   * Adds one number: a `number` as its binary64 value, a `bigint` as an integer, a string as a decimal literal without spaces.
   * @throws TypeError for any other type
   * @throws TotalError `BAD_NUMBER` or `EXPONENT_RANGE` for a string that is no literal, or one past the bounds
   */
  add(number: number | bigint | string): this {
    this.#compared = undefined;
    if (typeof number === "number") this.#sum.double(number);
    else if (typeof number === "bigint") this.#sum.decimal(number, 0);
    else if (typeof number === "string") addLiteral(number, this.#sum);
    else throw wrongType("add", "a number, a bigint or a string", number);
    return this;
  }

  /**
   * Adds a batch as a whole source. On an error nothing is added. With the option `money`, all batches have one currency.
   * @throws TypeError where it is no batch
   * @throws TotalError where its bytes are not numbers
   */
  addAll(batch: Batch): this {
    const list = numberList(batch);
    if (list !== undefined) {
      list.check();
      list.addTo(this.#sum, 0, list.length);
    } else {
      const part = new ExactSum();
      const currencies = new Currencies();
      const currency = currencies.ofColumn(0);
      currency.mark = this.#currency;
      const accumulator = new BatchAccumulator(new ColumnSums(part), { skipInvalid: false, currencies });
      accumulator.add(batch);
      accumulator.end();
      this.#sum.merge(part);
      this.#currency = currency.mark;
    }
    // Only now: a getter in the array may have compared the total.
    this.#compared = undefined;
    return this;
  }

  /**
   * Adds all numbers of another total.
   * @throws TypeError where it is no `Total`
   * @throws RangeError where both together have more than 2^53 - 1 numbers
   */
  merge(total: Total): this {
    if (!Total.#isTotal(total)) throw wrongType("merge", "a Total", total);
    this.#compared = undefined;
    this.#sum.merge(total.#sum);
    return this;
  }

  /** A copy, which numbers can be added to by itself. */
  clone(): Total {
    const copy = totalFromSum(this.#sum.clone());
    copy.#currency = this.#currency;
    return copy;
  }

  /** The binary64 nearest to the total, ties to even; an infinity where it is too large. 0 if there are no numbers. */
  toNumber(): number {
    if (this.#sum.kind === "none") return 0;
    if (this.#sum.kind === "binary") return this.#sum.binaryToNumber();
    return this.#sum.special ?? roundedValue(this.#sum.value());
  }

  /** @throws RangeError where the total is not an integer */
  toBigInt(): bigint {
    const special = this.#sum.special;
    if (special !== undefined) throw new RangeError(`expected an integer, got ${special}`);
    const value = this.#sum.value();
    if (value.exponent < 0) throw new RangeError("expected an integer, got a fraction");
    return value.coefficient * powerOfTen(value.exponent);
  }

  /**
   * The digits, in plain notation: all of them, except for a total of binary numbers alone. `NaN`, `Infinity`, `-Infinity`.
   * @throws TypeError or RangeError where `places` is no integer from 0 to 4000
   */
  toString({ exact = false, places }: PrintOptions = {}): string {
    if (places !== undefined) checkedInteger("places", places, { min: 0, max: MAX_PLACES });
    if (this.#sum.special !== undefined) return String(this.#sum.special);
    if (places !== undefined) return digitsToPlaces(this.#sum.value(), places);
    if (this.#sum.kind === "binary" && !exact) return shortestDigits(this.#sum.binaryToNumber());
    return allDigits(this.#sum.value());
  }

  /** All digits. */
  toJSON(): string {
    return this.toString({ exact: true });
  }

  /**
   * The digits, where JavaScript wants a text.
   * @throws TypeError where it wants a number, or either
   */
  [Symbol.toPrimitive](hint: string): string {
    if (hint !== "string") throw notANumber();
    return this.toString();
  }

  /** The total as bytes for {@link Total.fromBytes}; totals equal in value, count and kind have equal bytes. */
  toBytes(): Uint8Array<ArrayBuffer> {
    return bytesFromSum(this.#sum);
  }

  /**
   * @throws TypeError where `bytes` is no `Uint8Array`
   * @throws TotalError `BAD_PARTIAL` where they are damaged, or of another version
   */
  static fromBytes(bytes: Uint8Array): Total {
    return totalFromSum(sumFromBytes(bytes));
  }

  /**
   * The exact order of two totals, for `sort`: -Infinity, the finite ones by their real values, Infinity, NaN. Totals of equal value are equal,
   * whatever their kinds and counts, and -0 is equal to 0.
   * @returns below 0 where `a` comes first, above 0 where `b` does, else 0
   * @throws TypeError where one is no `Total`
   */
  static compare(a: Total, b: Total): number {
    if (!Total.#isTotal(a)) throw wrongType("compare", "a Total", a);
    if (!Total.#isTotal(b)) throw wrongType("compare", "a Total", b);
    return a.#magnitude().compare(b.#magnitude());
  }

  #magnitude(): Magnitude {
    return (this.#compared ??= new Magnitude(this.#sum));
  }

  static {
    totalFromSum = (sum) => {
      const total = new Total();
      total.#sum = sum;
      return total;
    };
    stateOf = (total) => stateOfSum(total.#sum);
    Object.defineProperty(Total.prototype, INSPECT, {
      value(this: Total): unknown {
        return Total.#isTotal(this) ? `Total { ${this.toString()} }` : this;
      },
    });
  }

  static #isTotal(value: unknown): value is Total {
    return typeof value === "object" && value !== null && #sum in value;
  }
}
