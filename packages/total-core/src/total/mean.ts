/** The arithmetic mean of the numbers of a sum, rounded once from the exact quotient, ties to even. */
import type { ExactSum } from "../sum/exact-sum.js";
import { digitsToPlaces } from "./print.js";
import { roundedValue } from "./round.js";

/** The nearest binary64; NaN for no numbers. */
export function meanOf(sum: ExactSum): number {
  if (sum.count === 0) return NaN;
  return sum.special ?? (sum.isMinusZero ? -0 : roundedValue(sum.value(), sum.count));
}

/** The digits, so many of them after the point; `NaN` for no numbers. */
export function meanDigits(sum: ExactSum, places: number): string {
  if (sum.count === 0) return "NaN";
  return sum.special === undefined ? digitsToPlaces(sum.value(), places, sum.count) : String(sum.special);
}
