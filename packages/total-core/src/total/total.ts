/** A running total. */
import { wrongType } from "../basics/describe.js";
import type { OwnBytes } from "../basics/typed-arrays.js";
import type { Batch } from "../contract/numbers-api.js";
import { ExactSum } from "../sum/exact-sum.js";
import { AS_BYTES, INSPECT, notANumber, stateOfSum } from "./as-value.js";
import { areStrings, sumOfBatch, type BatchOrStrings } from "./batch-sum.js";
import { bytesFromSum, sumFromBytes } from "./bytes.js";
import { Magnitude } from "./compare.js";
import { numberList } from "./list.js";
import { meanDigits, meanOf } from "./mean.js";
import { checkedPlaces, type PrintOptions } from "./print.js";
import type { StringsOptions } from "./strings.js";
import { addText, subtractText } from "./text.js";
import { digitsOf, integerOf, numberOf } from "./value-of.js";

/**
 * For this package alone: makes a total that takes over a sum.
 * @internal
 */
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
 * Numbers that were added can be taken out again, and NaN and infinities too: then the total is what it would be without them. It does not keep the
 * numbers, so that it can tell only by their counts and the rest whether they were ever added: where the numbers that are left cannot have
 * that total, taking out is a `RangeError`, and nothing has changed. To count a number down, add its negative.
 *
 * As a value: totals are deeply equal (`assert.deepStrictEqual`, `toEqual`) where their bytes are equal. `structuredClone` and `postMessage`
 * throw, because they would drop the class: post `toBytes()`. In a text a total is its digits. Operators on numbers, also `+` with a text,
 * throw a TypeError: only the caller knows which rounding he means. Totals of two copies of this package know each other.
 */
export class Total {
  /** Defined once for all totals, to save memory. */
  static readonly #state: PropertyDescriptor & ThisType<Total> = {
    enumerable: true,
    get() {
      return stateOfSum(this.#sum);
    },
  };
  /** Hands the bytes to other copies of this package, which have another one. */
  static readonly #bytesOf: (this: Total) => Uint8Array = Total.#setUp();

  #sum = new ExactSum();
  /** The values that the total is compared by; undefined once numbers are added. */
  #compared: Magnitude | undefined;
  /** That of the amounts of money in the batches so far, if any had one. */
  #currency: string | undefined;

  constructor() {
    // Comparing and copying objects sees only own properties, and calls their getters.
    Object.defineProperty(this, "state", Total.#state);
  }

  /** How many numbers were added, without those that were taken out. */
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
    else if (typeof number === "string") addText(number, this.#sum);
    else throw wrongType("add", "a number, a bigint or a string", number);
    return this;
  }

  /**
   * Takes out one number, which was added as a number of the same kind: `0.1` is not `"0.1"`.
   * @throws RangeError where there is no number of this kind, or it was the last one and the rest is not zero. Then nothing has changed
   * @throws TypeError and TotalError as `add` does
   */
  subtract(number: number | bigint | string): this {
    if (typeof number === "number") this.#sum.subtractDouble(number);
    else if (typeof number === "bigint") this.#sum.subtractDecimal(number, 0);
    else if (typeof number === "string") subtractText(number, this.#sum);
    else throw wrongType("subtract", "a number, a bigint or a string", number);
    this.#compared = undefined;
    return this;
  }

  /**
   * Adds a batch as a whole source: numbers, bigints, strings of decimal literals, or encoded bytes. On an error nothing is added. With the option
   * `money`, all batches have one currency.
   * @throws TypeError where it is no batch; it names the index of what does not belong into a list
   * @throws TotalError where its bytes are not numbers, and with `place.index` where a string is no number
   */
  addAll(batch: Batch): this;
  /** Adds an array of decimal literals. On an error nothing is added. */
  addAll(strings: readonly (string | null | undefined)[], options: StringsOptions): this;
  addAll(batch: BatchOrStrings, options?: StringsOptions): this {
    const list = areStrings(batch, options) ? undefined : numberList(batch);
    if (list !== undefined) {
      list.check?.();
      list.addTo(this.#sum, 0, list.length);
    } else {
      const { sum, currency } = sumOfBatch(batch, options, this.#currency);
      this.#sum.merge(sum);
      this.#currency = currency;
    }
    // Only now: a getter in the array may have compared the total.
    this.#compared = undefined;
    return this;
  }

  /**
   * Takes out all numbers of a batch, which were added before, in whatever way. On an error nothing is taken out.
   * @throws RangeError as `subtract` does
   * @throws TypeError and TotalError as `addAll` does
   */
  subtractAll(batch: Batch): this;
  /** Takes out an array of decimal literals. On an error nothing is taken out. */
  subtractAll(strings: readonly (string | null | undefined)[], options: StringsOptions): this;
  subtractAll(batch: BatchOrStrings, options?: StringsOptions): this {
    const { sum, currency } = sumOfBatch(batch, options, this.#currency);
    this.#sum.unmerge(sum);
    this.#currency = currency;
    this.#compared = undefined;
    return this;
  }

  /**
   * Adds all numbers of another total.
   * @throws TypeError where it is no `Total`
   * @throws RangeError where both together have more than 2^53 - 1 numbers
   */
  merge(total: Total): this {
    this.#sum.merge(Total.#of(total, "merge").#sum);
    this.#compared = undefined;
    return this;
  }

  /**
   * Takes out all numbers of another total, which were added before, in whatever way.
   * @throws TypeError where it is no `Total`
   * @throws RangeError as `subtract` does
   */
  unmerge(total: Total): this {
    this.#sum.unmerge(Total.#of(total, "unmerge").#sum);
    this.#compared = undefined;
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
    return numberOf(this.#sum);
  }

  /** The mean of the numbers: the binary64 nearest to the exact quotient, rounded once, ties to even. NaN if there are no numbers. */
  mean(options?: { readonly places?: undefined }): number;
  /**
   * The digits of the mean, exactly `places` of them after the point, rounded once from the exact quotient, ties to even; `NaN` if there are no numbers.
   * @param options `places` is from 0 to 4000
   * @throws TypeError or RangeError where `places` is no such integer
   */
  mean(options: { readonly places: number }): string;
  mean(options?: { readonly places?: number | undefined }): number | string;
  mean({ places }: { readonly places?: number | undefined } = {}): number | string {
    if (places === undefined) return meanOf(this.#sum);
    return meanDigits(this.#sum, checkedPlaces(places));
  }

  /** @throws RangeError where the total is not an integer */
  toBigInt(): bigint {
    return integerOf(this.#sum);
  }

  /**
   * The digits, in plain notation: all of them, except for a total of binary numbers alone. `NaN`, `Infinity`, `-Infinity`.
   * @throws TypeError or RangeError where `places` is no integer from 0 to 4000
   */
  toString(options: PrintOptions = {}): string {
    return digitsOf(this.#sum, options);
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

  /**
   * The total as bytes for {@link Total.fromBytes}. Totals equal in value, count and kind have equal bytes; where NaN, infinities or numbers of both
   * kinds are among the numbers, these have to be equally many too.
   */
  toBytes(): OwnBytes {
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
    return Total.#of(a, "compare").#magnitude().compare(Total.#of(b, "compare").#magnitude());
  }

  /**
   * Whether both have exactly the same value, as {@link Total.compare} has it: whatever their kinds and counts, -0 is equal to 0, NaN to NaN.
   * @throws TypeError where the other one is no `Total`
   */
  equals(other: Total): boolean {
    return this.#magnitude().compare(Total.#of(other, "equals").#magnitude()) === 0;
  }

  #magnitude(): Magnitude {
    return (this.#compared ??= new Magnitude(this.#sum));
  }

  /** As `#sum in value`. Safari 16.0 does not know that, nor static blocks: for either one, Vite 7 would write all private names as maps. */
  static #isOwn(value: object): value is Total {
    try {
      return (value as Total).#sum !== undefined;
    } catch {
      return false;
    }
  }

  /** Run once, when the class is made. */
  static #setUp(): (this: Total) => Uint8Array {
    totalFromSum = (sum) => {
      const total = new Total();
      total.#sum = sum;
      return total;
    };
    const bytesOf = function (this: Total): Uint8Array {
      return bytesFromSum(this.#sum);
    };
    Object.defineProperty(Total.prototype, AS_BYTES, { value: bytesOf });
    // Bundlers rename a class that names itself, and consoles show that name.
    Object.defineProperty(Total, "name", { value: "Total" });
    Object.defineProperty(Total.prototype, INSPECT, {
      value(this: Total): unknown {
        if (!Total.#isOwn(this)) return this;
        return `${this.constructor.name} { ${this.toString()} }`;
      },
    });
    return bytesOf;
  }

  /** Totals of other copies of this package are totals, too. */
  static [Symbol.hasInstance](value: unknown): boolean {
    if (this !== Total) return Function.prototype[Symbol.hasInstance].call(this, value);
    return typeof value === "object" && value !== null && AS_BYTES in value;
  }

  /**
   * A total, of another copy of this package too, as one of this copy.
   * @throws TypeError where it is no total
   */
  static #of(value: unknown, method: string): Total {
    if (typeof value === "object" && value !== null) {
      if (Total.#isOwn(value)) return value;
      const asBytes: unknown = (value as Record<symbol, unknown>)[AS_BYTES];
      if (typeof asBytes === "function" && asBytes !== Total.#bytesOf)
        return Total.fromBytes(asBytes.call(value) as Uint8Array);
    }
    throw wrongType(method, "a Total", value);
  }
}
