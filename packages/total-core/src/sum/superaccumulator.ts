/**
 * The exact sum of finite binary64 numbers as one long integer, and its correct rounding.
 *
 * Neal's small superaccumulator: a fixed-point integer in units of 2^-1074 (the least subnormal), in limbs of 32 bits. 2,098 bits
 * span every finite binary64, 53 more hold the sum of 2^53 of them, 1 is the sign: 68 limbs. Two more limbs take the upper parts of
 * the greatest numbers, which are zero or carries.
 *
 * A limb is a binary64 that holds an integer of either sign. A number's 53 bits, shifted to their place, are at most three parts in
 * [0, 2^32), one a limb, so that each add changes a limb by less than 2^32. A carry leaves in each limb a part within ±2^31 and adds
 * the rest, at most 2^21, to the next limb: after it limbs are within ±(2^31 + 2^21). A binary64 holds every integer to 2^53, so
 * that n adds fit between two carries if n·2^32 + 2^31 + 2^21 <= 2^53.
 *
 * After a carry all limbs below a limb are worth less than its lowest bit, so that the sign of the sum is that of its highest limb
 * that is not zero. Only limbs between the lowest and the highest one in use are ever looked at: most sums need a few.
 *
 * Neal, "Fast exact summation using small and large superaccumulators", arXiv:1505.05571.
 */
import { HIGH_WORD, LOW_WORD } from "./words.js";

const LIMB_BITS = 32;
const LIMB_BASE = 2 ** LIMB_BITS;
const ONE_OF_BASE = 1 / LIMB_BASE;

const FINITE_BITS = 2098;
const LIMBS = Math.ceil((FINITE_BITS + 53 + 1) / LIMB_BITS) + 2;

/** The exponent of the least subnormal: the limbs count units of 2^UNIT_EXPONENT. */
export const UNIT_EXPONENT = -1074;

export const ADDS_PER_CARRY: number = Math.floor((2 ** 53 - 2 ** 31 - 2 ** 21) / LIMB_BASE);

const scratch = new Float64Array(1);
const scratchWords = new Uint32Array(scratch.buffer);

/** The limbs of a sum's magnitude, each in [0, 2^32), from one use to the next. */
const magnitude = new Float64Array(LIMBS);

export class Superaccumulator {
  readonly #limbs = new Float64Array(LIMBS);
  #lowest: number = LIMBS;
  #highest = -1;
  #addsLeft: number = ADDS_PER_CARRY;

  /** Adds a finite number. */
  add(x: number): void {
    scratch[0] = x;
    const high = scratchWords[HIGH_WORD]!;
    const exponent = (high >>> 20) & 0x7ff;
    const mantissaHigh = exponent === 0 ? high & 0xfffff : (high & 0xfffff) | 0x100000;
    this.#addParts(
      high >>> 31 !== 0,
      scratchWords[LOW_WORD]!,
      mantissaHigh,
      exponent === 0 ? 0 : exponent - 1,
    );
  }

  /**
   * Adds `integer` × 2^`exponent2`.
   * @param integer a safe integer
   * @param exponent2 at least -1074, and so that the sum is below 2^1077 in magnitude
   */
  addScaled(integer: number, exponent2: number): void {
    const size = Math.abs(integer);
    this.#addParts(integer < 0, size >>> 0, Math.floor(size / LIMB_BASE), exponent2 - UNIT_EXPONENT);
  }

  /** Adds the integer `high` · 2^32 + `low`, shifted to the left by `position`. */
  #addParts(negative: boolean, low: number, high: number, position: number): void {
    if (this.#addsLeft === 0) this.#carry();
    this.#addsLeft--;
    const limbs = this.#limbs;
    const i = position >>> 5;
    const shift = position & 31;
    const part0 = (low << shift) >>> 0;
    const part1 = shiftedLeft(high, low, shift);
    const part2 = shiftedLeft(0, high, shift);
    if (negative) {
      limbs[i]! -= part0;
      limbs[i + 1]! -= part1;
      limbs[i + 2]! -= part2;
    } else {
      limbs[i]! += part0;
      limbs[i + 1]! += part1;
      limbs[i + 2]! += part2;
    }
    if (i < this.#lowest) this.#lowest = i;
    if (i + 2 > this.#highest) this.#highest = i + 2;
  }

  /** Each limb hands its part beyond 31 bits to the next limb, whatever it is handed itself: no carry runs through several limbs. */
  #carry(): void {
    this.#addsLeft = ADDS_PER_CARRY;
    const limbs = this.#limbs;
    let carried = 0;
    for (let i = this.#lowest; i <= this.#highest; i++) {
      const limb = limbs[i]!;
      const carry = Math.round(limb * ONE_OF_BASE);
      limbs[i] = limb - carry * LIMB_BASE + carried;
      carried = carry;
    }
    if (carried !== 0) limbs[++this.#highest]! += carried;
  }

  /** @param sign -1 takes the other sum away */
  merge(other: Superaccumulator, sign: 1 | -1 = 1): void {
    this.#carry();
    other.#carry();
    for (let i = other.#lowest; i <= other.#highest; i++) this.#limbs[i]! += sign * other.#limbs[i]!;
    this.#lowest = Math.min(this.#lowest, other.#lowest);
    this.#highest = Math.max(this.#highest, other.#highest);
    this.#addsLeft--;
  }

  clear(): void {
    this.#limbs.fill(0, this.#lowest, this.#highest + 1);
    this.#lowest = LIMBS;
    this.#highest = -1;
    this.#addsLeft = ADDS_PER_CARRY;
  }

  /** Where it is false, the sum is below the greatest binary64 in magnitude: a limb is at most 2^53, so that limb 63 stands for less than 2^2070 units. */
  get mayBeHuge(): boolean {
    return this.#highest > 63;
  }

  /** Leaves the sum's magnitude in {@link magnitude}, and returns its sign. */
  #takeMagnitude(): -1 | 0 | 1 {
    this.#carry();
    const limbs = this.#limbs;
    while (this.#highest >= this.#lowest && limbs[this.#highest] === 0) this.#highest--;
    if (this.#highest < this.#lowest) return 0;
    const sign = limbs[this.#highest]! < 0 ? -1 : 1;
    // Not after its use, which the end of the stack may cut short.
    magnitude.fill(0);
    let borrow = 0;
    for (let i = this.#lowest; i <= this.#highest; i++) {
      const limb = sign * limbs[i]! - borrow;
      borrow = limb < 0 ? 1 : 0;
      magnitude[i] = limb + borrow * LIMB_BASE;
    }
    return sign;
  }

  /** The sum in units of 2^{@link UNIT_EXPONENT}. */
  toUnits(): bigint {
    const sign = this.#takeMagnitude();
    if (sign === 0) return 0n;
    let hex = "0x";
    for (let i = this.#highest; i >= this.#lowest; i--) {
      hex += magnitude[i]!.toString(16).padStart(LIMB_BITS / 4, "0");
    }
    const units = BigInt(hex) << BigInt(LIMB_BITS * this.#lowest);
    return sign < 0 ? -units : units;
  }

  /**
   * The sum rounded to nearest, ties to even; an infinity where it is too large; 0 where it is zero.
   *
   * No sum has bits below 2^-1074, so a sum of at most 53 bits is exact as it stands and subnormal results need no rounding.
   */
  toNumber(): number {
    const sign = this.#takeMagnitude();
    if (sign === 0) return 0;
    return sign * roundedMagnitude(this.#highest, this.#lowest);
  }
}

/** {@link magnitude} rounded; the limbs above `highest` and below `lowest` are zero. */
function roundedMagnitude(highest: number, lowest: number): number {
  while (magnitude[highest] === 0) highest--;
  const zeros = Math.clz32(magnitude[highest]!);
  const bits = (highest + 1) * LIMB_BITS - zeros;
  const mantissa =
    bits <= 53 ? magnitude[1]! * LIMB_BASE + magnitude[0]! : roundedMantissa(highest, zeros, lowest);
  // The exponent field of a number whose lowest bit is bit p of the limbs is p + 1. The implicit bit of the mantissa adds this 1, and
  // a mantissa that was rounded up to 2^53 adds 2, as it should, up to the infinity.
  const field = Math.max(bits - 53, 0) + Math.floor(mantissa / 2 ** 52);
  if (field >= 0x7ff) return Infinity;
  scratchWords[LOW_WORD] = mantissa >>> 0;
  scratchWords[HIGH_WORD] = (field << 20) | (Math.floor(mantissa / LIMB_BASE) & 0xfffff);
  return scratch[0]!;
}

/** The 53 highest bits of {@link magnitude}, rounded by the rest: an integer from 2^52 to 2^53. */
function roundedMantissa(highest: number, zeros: number, lowest: number): number {
  const limb0 = magnitude[highest]!;
  const limb1 = magnitude[highest - 1]!;
  const limb2 = magnitude[highest - 2] ?? 0;
  const first = shiftedLeft(limb0, limb1, zeros);
  const second = shiftedLeft(limb1, limb2, zeros);
  const mantissa = first * 2 ** 21 + (second >>> 11);
  const half = 1 << 10;
  if ((second & half) === 0) return mantissa;
  let aboveHalf = (second & (half - 1)) !== 0 || limb2 << zeros !== 0;
  for (let i = highest - 3; i >= lowest && !aboveHalf; i--) aboveHalf = magnitude[i] !== 0;
  return aboveHalf || mantissa % 2 === 1 ? mantissa + 1 : mantissa;
}

/** The upper 32 of the 64 bits `high`, `low` after a shift to the left by less than 32. */
function shiftedLeft(high: number, low: number, shift: number): number {
  // In two steps, because JavaScript takes a shift by 32 for one by 0.
  return ((high << shift) | ((low >>> 1) >>> (31 - shift))) >>> 0;
}
