/** Prints totals in plain digits: no exponent, no grouping, no idle zeros that nobody asked for; zero has no sign. */
import { checkedInteger } from "../basics/option-values.js";
import { powerOfTen, type ExactValue } from "../sum/values.js";

/** How a total is printed. */
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

/** A decimal literal has no digit behind this place, and a binary64 none behind 1074: from here on nothing is left to round. */
const MAX_PLACES = 4000;

/** @throws TypeError or RangeError where `places` is no integer from 0 to {@link MAX_PLACES} */
export function checkedPlaces(places: number): number {
  return checkedInteger("places", places, { min: 0, max: MAX_PLACES });
}

/** All the digits of an exact value. */
export function allDigits({ coefficient, exponent }: ExactValue): string {
  const negative = coefficient < 0n;
  return (negative ? "-" : "") + withPoint(String(negative ? -coefficient : coefficient), exponent);
}

/**
 * The exact value, or its `divisor`-th part, with so many digits after the point, rounded once, ties to even.
 * @param divisor a safe integer above 0
 */
export function digitsToPlaces(
  { coefficient, exponent }: ExactValue,
  places: number,
  divisor: number = 1,
): string {
  const isNegative = coefficient < 0n;
  const magnitude = isNegative ? -coefficient : coefficient;
  const shift = exponent + places;
  const units = roundedQuotient(
    shift > 0 ? magnitude * powerOfTen(shift) : magnitude,
    shift < 0 ? powerOfTen(-shift) * BigInt(divisor) : BigInt(divisor),
  );
  return (isNegative && units > 0n ? "-" : "") + withPoint(String(units), -places);
}

/** The nearest integer, ties to even. */
function roundedQuotient(magnitude: bigint, divisor: bigint): bigint {
  const quotient = magnitude / divisor;
  const twiceTheRest = 2n * (magnitude - quotient * divisor);
  const isUp = twiceTheRest > divisor || (twiceTheRest === divisor && quotient % 2n === 1n);
  return isUp ? quotient + 1n : quotient;
}

/** All the digits of `coefficient` × 10^`exponent`, of a safe integer. */
export function digitsOfSmall(coefficient: number, exponent: number): string {
  if (coefficient === 0) return "0";
  let digits = Math.abs(coefficient);
  while (exponent < 0 && digits % 10 === 0) {
    digits /= 10;
    exponent++;
  }
  // V8 keeps the texts that String makes of numbers: of a million totals that was 25 MB.
  return (coefficient < 0 ? "-" : "") + withPoint(digits.toFixed(0), exponent);
}

/** The shortest digits that read back as the same binary64, `NaN`, `Infinity` or `-Infinity`. */
export function shortestDigits(x: number): string {
  const text = String(x);
  const exponentAt = text.indexOf("e");
  if (exponentAt < 0) return text;
  const sign = x < 0 ? "-" : "";
  const [whole = "", fraction = ""] = text.slice(sign.length, exponentAt).split(".");
  return sign + withPoint(whole + fraction, Number(text.slice(exponentAt + 1)) - fraction.length);
}

/** @param digits an integer, which stands for itself × 10^exponent */
function withPoint(digits: string, exponent: number): string {
  if (exponent >= 0) return digits + "0".repeat(exponent);
  const padded = digits.padStart(1 - exponent, "0");
  return `${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
}
