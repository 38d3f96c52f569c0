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
  /** The sum of the NaN and infinities by IEEE 754, whose rules are the ones that are wanted; 0 if there are none. */
  #specials = 0;
  /** Whether it is the sum of nothing but −0, or of nothing at all. Others read it. */
  onlyMinusZeros = true;

  add(x: number): void {
    if (this.onlyMinusZeros && !Object.is(x, -0)) this.onlyMinusZeros = false;
    if (x - x === 0) this.#finite.add(x);
    else this.#specials += x;
  }

  addDoubles(values: Float64Array): void {
    const { length } = values;
    let start = 0;
    // Only while there was nothing but −0: the cells do not tell −0 from 0.
    while (this.onlyMinusZeros && start < length) this.add(values[start++]!);
    if (length - start < FEWEST_FOR_CELLS) {
      for (; start < length; start++) this.add(values[start]!);
    } else {
      addByExponent(start === 0 ? values : values.subarray(start), this);
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
    if (integer === 0) return;
    this.onlyMinusZeros = false;
    this.#finite.addScaled(integer, exponent2);
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

  merge(other: BinarySum): void {
    this.#finite.merge(other.#finite);
    this.#specials += other.#specials;
    this.onlyMinusZeros &&= other.onlyMinusZeros;
  }

  /** Makes it a sum of nothing again. */
  clear(): void {
    this.#finite.clear();
    this.#specials = 0;
    this.onlyMinusZeros = true;
  }

  /** NaN or an infinity, where the sum is one of them. */
  get special(): number | undefined {
    return this.#specials === 0 ? undefined : this.#specials;
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
