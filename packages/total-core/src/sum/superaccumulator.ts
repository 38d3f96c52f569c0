/**
 * The exact sum of finite binary64 numbers as one long integer, and its correct rounding.
 *
 * Neal's small superaccumulator: a fixed-point integer in units of 2^-1074 (the least subnormal), in limbs of 32 bits. 2,098 bits
 * span every finite binary64, 53 more hold the sum of 2^53 of them, 1 is the sign: 68 limbs. Two more take the upper parts of what
 * is added at the very top, which are zero or carries.
 *
 * A limb is a binary64 that holds an integer. After a carry each limb but the signed top one is in [0, 2^32). A number's 53 bits,
 * shifted to their place, are at most three parts in [0, 2^32), one a limb, so that each add moves a limb by less than 2^32. With
 * n adds since the last carry a limb is less than 2^32 + n·2^32 in magnitude, and while carrying it takes in at most n + 1 < 2^21
 * more from the limb below. All of it stays at or below 2^53, where a binary64 holds every integer, as long as
 * n <= (2^53 - 2^32 - 2^21) / 2^32.
 *
 * Neal, "Fast exact summation using small and large superaccumulators", arXiv:1505.05571.
 */
import { HIGH_WORD, LOW_WORD } from "./words.js";

const LIMB_BITS = 32;
const LIMB_BASE = 2 ** LIMB_BITS;

const FINITE_BITS = 2098;
const LIMBS = Math.ceil((FINITE_BITS + 53 + 1) / LIMB_BITS) + 2;

/** The exponent of the least subnormal: a limb array counts units of 2^UNIT_EXPONENT. */
export const UNIT_EXPONENT = -1074;

export const ADDS_PER_CARRY: number = Math.floor((2 ** 53 - LIMB_BASE - 2 ** 21) / LIMB_BASE);

const scratch = new Float64Array(1);
const scratchWords = new Uint32Array(scratch.buffer);
const magnitude = new Float64Array(LIMBS);

export class Superaccumulator {
  #limbs = new Float64Array(LIMBS);
  #addsLeft: number;

  /** @param addsLeft how many adds fit before the first carry; less than the default only in tests of that bound */
  constructor(addsLeft: number = ADDS_PER_CARRY) {
    this.#addsLeft = addsLeft;
  }

  /** Adds a finite number. */
  add(x: number): void {
    scratch[0] = x;
    const high = scratchWords[HIGH_WORD]!;
    const exponent = (high >>> 20) & 0x7ff;
    const mantissaHigh = exponent === 0 ? high & 0xfffff : (high & 0xfffff) | 0x100000;
    this.#addParts(high >>> 31, scratchWords[LOW_WORD]!, mantissaHigh, exponent === 0 ? 0 : exponent - 1);
  }

  /**
   * Adds `integer` × 2^`exponent2`.
   * @param integer a safe integer
   * @param exponent2 from -1074 to 1076, and so that the sum fits: less than 2^1077 in magnitude
   */
  addScaled(integer: number, exponent2: number): void {
    const size = Math.abs(integer);
    this.#addParts(integer < 0 ? 1 : 0, size >>> 0, Math.floor(size / LIMB_BASE), exponent2 - UNIT_EXPONENT);
  }

  #addParts(negative: number, low: number, high: number, position: number): void {
    if (this.#addsLeft === 0) this.#carry();
    this.#addsLeft--;
    const limbs = this.#limbs;
    const i = position >>> 5;
    const shift = position & 31;
    // In two steps, as a shift by 32 would be one by 0.
    const part0 = (low << shift) >>> 0;
    const part1 = ((high << shift) | ((low >>> 1) >>> (31 - shift))) >>> 0;
    const part2 = (high >>> 1) >>> (31 - shift);
    if (negative === 0) {
      limbs[i]! += part0;
      limbs[i + 1]! += part1;
      limbs[i + 2]! += part2;
    } else {
      limbs[i]! -= part0;
      limbs[i + 1]! -= part1;
      limbs[i + 2]! -= part2;
    }
  }

  /** Brings all limbs but the top one, which keeps the sign, into [0, 2^32). */
  #carry(): void {
    const limbs = this.#limbs;
    for (let i = 0; i < LIMBS - 1; i++) {
      const carry = Math.floor(limbs[i]! / LIMB_BASE);
      limbs[i]! -= carry * LIMB_BASE;
      limbs[i + 1]! += carry;
    }
    this.#addsLeft = ADDS_PER_CARRY;
  }

  merge(other: Superaccumulator): void {
    this.#carry();
    other.#carry();
    for (let i = 0; i < LIMBS; i++) this.#limbs[i]! += other.#limbs[i]!;
    this.#addsLeft--;
  }

  clone(): Superaccumulator {
    const copy = new Superaccumulator(this.#addsLeft);
    copy.#limbs.set(this.#limbs);
    return copy;
  }

  /** The sign, with the sum's magnitude left in {@link magnitude}, every limb of it in [0, 2^32). */
  #takeMagnitude(): -1 | 0 | 1 {
    this.#carry();
    const limbs = this.#limbs;
    const negative = limbs[LIMBS - 1]! < 0;
    let borrow = 0;
    let any = false;
    for (let i = 0; i < LIMBS; i++) {
      let limb = limbs[i]!;
      if (negative) {
        limb = -limb - borrow;
        borrow = limb < 0 ? 1 : 0;
        limb += borrow * LIMB_BASE;
      }
      magnitude[i] = limb;
      any ||= limb !== 0;
    }
    return negative ? -1 : any ? 1 : 0;
  }

  /** The sum in units of 2^{@link UNIT_EXPONENT}. */
  toUnits(): bigint {
    const sign = this.#takeMagnitude();
    let hex = "0x0";
    for (let i = LIMBS - 1; i >= 0; i--) hex += magnitude[i]!.toString(16).padStart(LIMB_BITS / 4, "0");
    return sign < 0 ? -BigInt(hex) : BigInt(hex);
  }

  /**
   * The sum rounded to nearest, ties to even; an infinity where it is too large; 0 where it is zero.
   *
   * No sum has bits below 2^-1074, so a sum of at most 53 bits is exact as it stands and subnormal results need no rounding.
   */
  toNumber(): number {
    const sign = this.#takeMagnitude();
    if (sign === 0) return 0;
    let top = LIMBS - 1;
    while (magnitude[top] === 0) top--;
    const zeros = Math.clz32(magnitude[top]!);
    const bits = (top + 1) * LIMB_BITS - zeros;
    const rounded = bits <= 53 ? magnitude[1]! * LIMB_BASE + magnitude[0]! : roundedTop(top, zeros);
    // The exponent field of a number whose lowest bit is bit p of the limbs is p + 1, and the implicit bit of the mantissa adds
    // that 1. So does a mantissa that was rounded up to 2^53, all the way to the infinity.
    const field = Math.max(bits - 53, 0) + Math.floor(rounded / 2 ** 52);
    if (field >= 0x7ff) return sign * Infinity;
    scratchWords[LOW_WORD] = rounded >>> 0;
    scratchWords[HIGH_WORD] = (field << 20) | (Math.floor(rounded / LIMB_BASE) & 0xfffff);
    return sign * scratch[0]!;
  }
}

/** The 53 highest bits of {@link magnitude}, rounded by the rest: an integer from 2^52 to 2^53. */
function roundedTop(top: number, zeros: number): number {
  const first = shiftedLeft(magnitude[top]!, magnitude[top - 1]!, zeros);
  const second = shiftedLeft(magnitude[top - 1]!, magnitude[top - 2] ?? 0, zeros);
  const mantissa = first * 2 ** 21 + (second >>> 11);
  const half = 1 << 10;
  if ((second & half) === 0) return mantissa;
  let rest = (second & (half - 1)) !== 0 || shiftedLeft(magnitude[top - 2] ?? 0, 0, zeros) !== 0;
  for (let i = top - 3; i >= 0 && !rest; i--) rest = magnitude[i] !== 0;
  return rest || mantissa % 2 === 1 ? mantissa + 1 : mantissa;
}

/** The upper 32 of the 64 bits `high`, `low` after a shift to the left by less than 32. */
function shiftedLeft(high: number, low: number, shift: number): number {
  return ((high << shift) | ((low >>> 1) >>> (31 - shift))) >>> 0;
}
