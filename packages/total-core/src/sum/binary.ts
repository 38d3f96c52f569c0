/** The exact sum of binary64 numbers, NaN, infinities and −0 included. */
import { copyNumbers } from "./copy-numbers.js";
import { addByExponent } from "./exponent-cells.js";
import { Superaccumulator, UNIT_EXPONENT } from "./superaccumulator.js";

/** Emptying the cells costs as much as adding this many numbers one by one. */
const FEWEST_FOR_CELLS = 400;

const BUFFER_LENGTH = 2 ** 13;
/** Taken away while an array is read: a getter in it may want to add another array. */
let freeBuffer: Float64Array | undefined;

export class BinarySum {
  readonly #finite = new Superaccumulator();
  /** How many numbers are NaN. Others read it. */
  nans = 0;
  /** Others read it. */
  infinities = 0;
  /** Others read it. */
  minusInfinities = 0;
  /** How many finite numbers are not −0; not finite itself where a long list has hidden it. */
  #notMinusZero = 0;

  add(x: number): void {
    if (x - x === 0) {
      if (!Object.is(x, -0)) this.#notMinusZero++;
      this.#finite.add(x);
    } else this.#countSpecial(x, 1);
  }

  /** Takes out a number that was added. */
  subtract(x: number): void {
    if (x - x === 0) {
      if (!Object.is(x, -0)) this.#notMinusZero--;
      this.#finite.add(-x);
    } else this.#countSpecial(x, -1);
  }

  #countSpecial(x: number, by: 1 | -1): void {
    if (x > 0) this.infinities += by;
    else if (x < 0) this.minusInfinities += by;
    else this.nans += by;
  }

  /** Whether its finite numbers are nothing but −0, or none at all. */
  get onlyMinusZeros(): boolean {
    return this.#notMinusZero === 0;
  }

  /** Among finite numbers that were added as a whole, `count` are not −0. @param count `Infinity` where only that there are some is known */
  countNotMinusZero(count: number): void {
    this.#notMinusZero += count;
  }

  /** How many numbers are NaN or infinities. */
  get specials(): number {
    return this.nans + this.infinities + this.minusInfinities;
  }

  /** How many of the numbers have the same special value as `x`. @param x NaN or an infinity */
  countOf(x: number): number {
    return x > 0 ? this.infinities : x < 0 ? this.minusInfinities : this.nans;
  }

  addDoubles(values: Float64Array): void {
    const { length } = values;
    let start = 0;
    // The cells do not tell −0 from 0, so that they get a list only if it has other numbers than −0.
    for (; start < length; start++) {
      const x = values[start]!;
      if (x - x === 0 && !Object.is(x, -0)) break;
      this.add(x);
    }
    if (length - start < FEWEST_FOR_CELLS) {
      for (; start < length; start++) this.add(values[start]!);
    } else {
      addByExponent(start === 0 ? values : values.subarray(start), this);
      this.#notMinusZero = Infinity;
    }
  }

  /**
   * Adds `list[start]` to before `list[end]`.
   * @throws TypeError naming the index of what is not a number; numbers before it may have been added
   */
  addNumbers(list: readonly number[], start: number = 0, end: number = list.length): void {
    const buffer = freeBuffer ?? new Float64Array(BUFFER_LENGTH);
    freeBuffer = undefined;
    for (let next = start; next < end; next += BUFFER_LENGTH) {
      const length = Math.min(BUFFER_LENGTH, end - next);
      copyNumbers(list, next, next + length, buffer);
      if (length < FEWEST_FOR_CELLS) for (let i = 0; i < length; i++) this.add(buffer[i]!);
      else this.addDoubles(length === BUFFER_LENGTH ? buffer : buffer.subarray(0, length));
    }
    freeBuffer = buffer;
  }

  /**
   * Adds `integer` × 2^`exponent2`; a zero changes nothing.
   * @param integer a safe integer
   * @param exponent2 at least -1074, and so that the sum is below 2^1077 in magnitude
   */
  addScaled(integer: number, exponent2: number): void {
    if (integer !== 0) this.#finite.addScaled(integer, exponent2);
  }

  /** Adds `units` × 2^-1074; less than 2^1077 in magnitude. */
  addUnits(units: bigint): void {
    const negative = units < 0n;
    let rest = negative ? -units : units;
    for (let exponent2 = UNIT_EXPONENT; rest !== 0n; exponent2 += 32) {
      const limb = Number(BigInt.asUintN(32, rest));
      this.addScaled(negative ? -limb : limb, exponent2);
      rest >>= 32n;
    }
  }

  /** Makes `units` × 2^-1074 of the finite sum, of more numbers than −0. */
  setUnits(units: bigint): void {
    this.#finite.clear();
    this.addUnits(units);
    this.#notMinusZero = Infinity;
  }

  /** @param sign -1 takes the numbers of the other sum out */
  merge(other: BinarySum, sign: 1 | -1 = 1): void {
    this.#finite.merge(other.#finite, sign);
    this.nans += sign * other.nans;
    this.infinities += sign * other.infinities;
    this.minusInfinities += sign * other.minusInfinities;
    this.#notMinusZero += sign * other.#notMinusZero;
  }

  /** Makes it a sum of nothing again. */
  clear(): void {
    this.#finite.clear();
    this.nans = this.infinities = this.minusInfinities = this.#notMinusZero = 0;
  }

  /** NaN or an infinity, where the sum is one of them, by the rules of IEEE 754. */
  get special(): number | undefined {
    if (this.specials === 0) return undefined;
    if (this.nans > 0 || (this.infinities > 0 && this.minusInfinities > 0)) return NaN;
    return this.infinities > 0 ? Infinity : -Infinity;
  }

  /** Where it is false, the finite sum is below the greatest binary64 in magnitude. */
  get mayBeHuge(): boolean {
    return this.#finite.mayBeHuge;
  }

  /** The finite part in units of 2^-1074. */
  toUnits(): bigint {
    return this.#finite.toUnits();
  }

  /** The correctly rounded sum. That of no numbers is −0, as in `Math.sumPrecise`. */
  toNumber(): number {
    return this.special ?? (this.onlyMinusZeros ? -0 : this.#finite.toNumber());
  }
}
