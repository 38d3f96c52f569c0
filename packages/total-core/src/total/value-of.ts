/** The value of a sum, as JavaScript has numbers, integers and texts for it. */
import type { ExactSum } from "../sum/exact-sum.js";
import { powerOfTen } from "../sum/values.js";
import { allDigits, checkedPlaces, digitsToPlaces, shortestDigits, type PrintOptions } from "./print.js";
import { roundedValue } from "./round.js";

/** The nearest binary64; 0 for no numbers. */
export function numberOf(sum: ExactSum): number {
  if (sum.kind === "none") return 0;
  if (sum.kind === "binary") return sum.binaryToNumber();
  return sum.special ?? roundedValue(sum.value());
}

/** @throws RangeError where the value is not an integer */
export function integerOf(sum: ExactSum): bigint {
  const special = sum.special;
  if (special !== undefined) throw new RangeError(`expected an integer, got ${special}`);
  const value = sum.value();
  if (value.exponent < 0) throw new RangeError("expected an integer, got a fraction");
  return value.coefficient * powerOfTen(value.exponent);
}

/** @throws TypeError or RangeError where `places` is no integer from 0 to 4000 */
export function digitsOf(sum: ExactSum, { exact = false, places }: PrintOptions): string {
  if (places !== undefined) checkedPlaces(places);
  if (sum.special !== undefined) return String(sum.special);
  if (places !== undefined) return digitsToPlaces(sum.value(), places);
  if (sum.kind === "binary" && !exact) return shortestDigits(sum.binaryToNumber());
  return allDigits(sum.value());
}
