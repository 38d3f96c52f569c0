/** The exact sum of numbers of every kind: binary64, decimals, integers. */
import type { FloatArray } from "../contract/numbers-api.js";
import { BinarySum } from "./binary.js";
import { DecimalSum, sumOfTerms } from "./decimal.js";
import { kernelFor } from "./loaded-kernel.js";
import { restoredParts, type SumState } from "./state.js";
import { addDoubles, addFloats } from "./typed-arrays.js";
import { isSumOfDoubles, unitsOfValue, valueOfUnits, type ExactValue } from "./values.js";

/** Which numbers a sum has: none, binary64 alone, or decimals or integers too. It decides how a total is printed. */
export type Kind = "none" | "binary" | "other";

export class ExactSum {
  #binary: BinarySum | undefined;
  #decimal: DecimalSum | undefined;
  /** How many numbers it is the sum of. Others read it. */
  count = 0;
  /** How many of them are decimals or integers. */
  #decimals = 0;
  /** As in {@link SumState}. */
  #dropped: number | undefined;

  get kind(): Kind {
    if (this.#decimals > 0) return "other";
    return this.count > 0 ? "binary" : "none";
  }

  double(x: number): void {
    (this.#binary ??= new BinarySum()).add(x);
    this.count++;
  }

  doubles(values: Float64Array): void {
    if (values.length === 0) return;
    addDoubles(values, (this.#binary ??= new BinarySum()));
    this.count += values.length;
  }

  /** Adds floats of another kind than binary64. */
  floats(values: FloatArray): void {
    if (values.length === 0) return;
    addFloats(values, (this.#binary ??= new BinarySum()));
    this.count += values.length;
  }

  /**
   * Adds `list[start]` to before `list[end]`.
   * @throws TypeError naming the index of what is not a number, and must not be used after that
   */
  numbers(list: readonly number[], start: number, end: number): void {
    if (start === end) return;
    const binary = (this.#binary ??= new BinarySum());
    const kernel = kernelFor(end - start);
    if (kernel === undefined) binary.addNumbers(list, start, end);
    else kernel.sumOfNumbers(list, start, end, binary);
    this.count += end - start;
  }

  /** Adds `coefficient` × 10^`exponent`, the sum of `count` numbers. */
  decimal(coefficient: number | bigint, exponent: number, count: number = 1): void {
    (this.#decimal ??= new DecimalSum()).add(coefficient, exponent);
    this.count += count;
    this.#decimals += count;
  }

  /** @throws RangeError where both together have more than 2^53 - 1 numbers; then nothing was added */
  merge(other: ExactSum): void {
    if (!Number.isSafeInteger(this.count + other.count)) {
      throw new RangeError(`a total counts no more than ${Number.MAX_SAFE_INTEGER} numbers`);
    }
    this.#add(other, 1);
  }

  #add(other: ExactSum, sign: 1 | -1): void {
    if (other.#binary !== undefined) (this.#binary ??= new BinarySum()).merge(other.#binary, sign);
    if (other.#decimal !== undefined) (this.#decimal ??= new DecimalSum()).merge(other.#decimal, sign);
    if (other.#dropped !== undefined) this.#dropped = (this.#dropped ?? 0) + other.#dropped;
    this.count += sign * other.count;
    this.#decimals += sign * other.#decimals;
  }

  /**
   * Takes out a binary number.
   * @throws RangeError as {@link ExactSum.unmerge} does
   */
  subtractDouble(x: number): void {
    const there = x - x === 0 ? this.#finiteDoubles : (this.#binary?.countOf(x) ?? 0);
    if (there === 0 || this.#dropped !== undefined) this.#refuse(sumOf((one) => one.double(x)));
    this.#binary!.subtract(x);
    this.count--;
    if (this.#settle()) return;
    this.double(x);
    throw notThere();
  }

  /**
   * Takes out `coefficient` × 10^`exponent`.
   * @throws RangeError as {@link ExactSum.unmerge} does
   */
  subtractDecimal(coefficient: number | bigint, exponent: number): void {
    if (this.#decimals === 0 || this.#dropped !== undefined)
      this.#refuse(sumOf((one) => one.decimal(coefficient, exponent)));
    this.#decimal!.add(-coefficient, exponent);
    this.count--;
    this.#decimals--;
    if (this.#settle()) return;
    this.decimal(coefficient, exponent);
    throw notThere();
  }

  /**
   * Takes out the numbers of another sum, as if they had never been added.
   * @throws RangeError where they cannot all have been added: there are fewer of their kind, or the rest is no sum of the numbers that remain. Then
   *   nothing was taken out
   */
  unmerge(other: ExactSum): void {
    this.#refuse(other);
    this.#add(other, -1);
    if (this.#settle()) return;
    this.#add(other, 1);
    throw notThere();
  }

  /** @throws RangeError where it has fewer numbers of a kind than `other` */
  #refuse(other: ExactSum): void {
    if (this.#dropped !== undefined || other.#dropped !== undefined) {
      throw new RangeError(
        "expected totals whose finite part is known, got one of the bytes of version 1 with NaN or an infinity",
      );
    }
    checkCount("binary numbers", other.#finiteDoubles, this.#finiteDoubles);
    checkCount("decimals and integers", other.#decimals, this.#decimals);
    for (const special of [NaN, Infinity, -Infinity])
      checkCount(String(special), other.#binary?.countOf(special) ?? 0, this.#binary?.countOf(special) ?? 0);
  }

  get #finiteDoubles(): number {
    return this.count - this.#decimals - (this.#binary?.specials ?? 0);
  }

  /**
   * Keeps what is left of the sum where it belongs, after numbers were taken out of it. The sum of no numbers becomes a new one.
   * @returns false where the numbers that are left cannot have this sum
   */
  #settle(): boolean {
    const doubles = this.#finiteDoubles;
    if (this.#decimals > 0) {
      if (doubles === 0 || this.#binary?.mayBeHuge === true) this.#moveToDecimals();
    } else {
      if (this.#decimal !== undefined && !this.#moveToDoubles(doubles)) return false;
      this.#decimal = undefined;
      const binary = this.#binary;
      const isDoubtful = binary !== undefined && (doubles === 0 || binary.mayBeHuge);
      if (isDoubtful && !isSumOfDoubles(binary.toUnits(), doubles)) return false;
    }
    if (this.count === this.#decimals) this.#binary = undefined;
    return true;
  }

  /** The finite sum of the binary numbers goes to the decimals: it may be more than as many numbers can have, and in the end too large. */
  #moveToDecimals(): void {
    const units = this.#binary?.toUnits() ?? 0n;
    if (units === 0n) return;
    const { coefficient, exponent } = valueOfUnits(units);
    (this.#decimal ??= new DecimalSum()).add(coefficient, exponent);
    this.#binary!.setUnits(0n);
  }

  /**
   * No decimals are left, so their sum becomes part of that of the binary numbers: after reading bytes, only the sum of both is known.
   * @returns false where so many binary numbers cannot have it
   */
  #moveToDoubles(doubles: number): boolean {
    if (this.#decimal!.value().coefficient === 0n) return true;
    const units = unitsOfValue(this.value());
    if (units === undefined || !isSumOfDoubles(units, doubles)) return false;
    this.#binary?.setUnits(units);
    return true;
  }

  clone(): ExactSum {
    const copy = new ExactSum();
    copy.#add(this, 1);
    return copy;
  }

  state(): SumState {
    const { nans = 0, infinities = 0, minusInfinities = 0 } = this.#binary ?? {};
    return {
      count: this.count,
      decimals: this.#decimals,
      nans,
      infinities,
      minusInfinities,
      minusZero: this.#finiteDoubles > 0 && this.#decimals === 0 && this.#binary?.onlyMinusZeros === true,
      value: this.value(),
      dropped: this.#dropped,
    };
  }

  /** A sum in the given state; `undefined` where no numbers can have that sum. */
  static restore(state: SumState): ExactSum | undefined {
    const parts = restoredParts(state);
    if (parts === undefined) return undefined;
    const sum = new ExactSum();
    sum.#binary = parts.binary;
    sum.#decimal = parts.decimal;
    sum.count = state.count;
    sum.#decimals = state.decimals;
    sum.#dropped = state.dropped;
    return sum;
  }

  /** NaN or an infinity where the sum is one of them: then it has no exact value. */
  get special(): number | undefined {
    const special = this.#binary?.special;
    return this.#dropped === undefined ? special : this.#dropped + (special ?? 0);
  }

  /** Whether the sum is −0: binary numbers alone, and all of them −0. */
  get isMinusZero(): boolean {
    return this.kind === "binary" && this.special === undefined && this.#binary!.onlyMinusZeros;
  }

  /** The correctly rounded sum of binary numbers alone; 0 if there are no numbers. */
  binaryToNumber(): number {
    return this.special ?? this.#binary?.toNumber() ?? 0;
  }

  /** The finite sum, exactly. */
  value(): ExactValue {
    const units = this.#binary?.toUnits() ?? 0n;
    if (this.#decimal === undefined) return valueOfUnits(units);
    const decimal = this.#decimal.value();
    if (units === 0n) return decimal;
    const binary = valueOfUnits(units);
    return sumOfTerms([
      [binary.exponent, binary.coefficient],
      [decimal.exponent, decimal.coefficient],
    ]);
  }
}

function sumOf(add: (sum: ExactSum) => void): ExactSum {
  const sum = new ExactSum();
  add(sum);
  return sum;
}

function checkCount(what: string, taken: number, there: number): void {
  if (taken > there) throw new RangeError(`${what}: expected at most ${there} to take out, got ${taken}`);
}

function notThere(): RangeError {
  return new RangeError(
    "expected numbers that were added, got others: the rest is no sum of the numbers that are left",
  );
}
