/** The order of totals by their exact values. */
import type { ExactSum } from "../sum/exact-sum.js";
import { powerOfTen, type ExactValue } from "../sum/values.js";
import { roundedValue } from "./round.js";

/**
 * The values that a sum is compared by. Rounding never turns the order of two values around, so that values whose roundings differ are in the order of
 * these; only where they are equal do the exact values decide. A sort compares each total many times: both are worked out once.
 */
export class Magnitude {
  /** The nearest binary64. */
  readonly rounded: number;
  readonly #sum: ExactSum;
  #exact: ExactValue | undefined;

  constructor(sum: ExactSum) {
    this.#sum = sum;
    if (sum.special !== undefined) this.rounded = sum.special;
    else if (sum.kind === "other") this.rounded = nearest((this.#exact = sum.value()));
    else this.rounded = sum.binaryToNumber();
  }

  /** @returns below 0 where this comes before `other`, above 0 where it comes after, 0 where the values are equal; NaN is last */
  compare(other: Magnitude): number {
    const a = this.rounded;
    const b = other.rounded;
    if (a < b) return -1;
    if (a > b) return 1;
    if (a !== b) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
    const { special } = this.#sum;
    if (special === other.#sum.special)
      return special === undefined ? compareExact(this.#value, other.#value) : 0;
    // One is finite, too large for binary64 and rounded to an infinity: it is nearer to zero than the infinity.
    return (special === undefined) === a > 0 ? -1 : 1;
  }

  get #value(): ExactValue {
    return (this.#exact ??= this.#sum.value());
  }
}

/** Ten to these powers is a binary64 without rounding. */
const MAX_EXACT_POWER = 22;

function nearest(value: ExactValue): number {
  const coefficient = Number(value.coefficient);
  return nearestToSmall(coefficient, value.exponent) ?? roundedValue(value);
}

/**
 * The binary64 nearest to `coefficient` × 10^`exponent`: of two that are exact in binary64, the quotient or product is rounded once.
 * @returns `undefined` where one of them is not
 */
export function nearestToSmall(coefficient: number, exponent: number): number | undefined {
  const size = Math.abs(exponent);
  if (!Number.isSafeInteger(coefficient) || size > MAX_EXACT_POWER) return undefined;
  const power = 10 ** size;
  return exponent < 0 ? coefficient / power : coefficient * power;
}

function compareExact(a: ExactValue, b: ExactValue): number {
  if (a.exponent === b.exponent && a.coefficient === b.coefficient) return 0;
  const exponent = Math.min(a.exponent, b.exponent);
  const difference = scaled(a, exponent) - scaled(b, exponent);
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}

function scaled({ coefficient, exponent }: ExactValue, to: number): bigint {
  return exponent === to ? coefficient : coefficient * powerOfTen(exponent - to);
}
