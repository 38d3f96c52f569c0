/** Exact values in canonical form, in which they are compared and written. */

import { UNIT_EXPONENT } from "./superaccumulator.js";

/** `coefficient` × 10^`exponent`; the coefficient is not divisible by 10, and zero is 0 × 10^0. */
export interface ExactValue {
  readonly coefficient: bigint;
  readonly exponent: number;
}

const SMALL_POWERS = 64;
const smallPowersOfTen: readonly bigint[] = Array.from({ length: SMALL_POWERS }, (_, n) => 10n ** BigInt(n));

export function powerOfTen(n: number): bigint {
  return smallPowersOfTen[n] ?? 10n ** BigInt(n);
}

/** The canonical form of `coefficient` × 10^`exponent`. */
export function canonical(coefficient: bigint, exponent: number): ExactValue {
  if (coefficient === 0n) return { coefficient, exponent: 0 };
  if (BigInt.asUintN(1, coefficient) === 1n) return { coefficient, exponent };
  // Takes away 1, 2, 4, … zeros at a time while there are as many, then … 4, 2, 1.
  let step = 1;
  let isUp = true;
  while (step >= 1) {
    const divisor = powerOfTen(step);
    if (coefficient % divisor === 0n) {
      coefficient /= divisor;
      exponent += step;
    } else {
      isUp = false;
    }
    step = isUp ? step * 2 : step / 2;
  }
  return { coefficient, exponent };
}

/** units × 2^-1074 in canonical form: 2^-1 is 5 × 10^-1. */
export function valueOfUnits(units: bigint): ExactValue {
  if (units === 0n) return canonical(0n, 0);
  const zeros = Math.min(trailingZeroBits(units), -UNIT_EXPONENT);
  const exponent = zeros + UNIT_EXPONENT;
  return canonical((units >> BigInt(zeros)) * 5n ** BigInt(-exponent), exponent);
}

/** The value in units of 2^-1074; `undefined` where it is no multiple of the unit. */
export function unitsOfValue({ coefficient, exponent }: ExactValue): bigint | undefined {
  if (exponent >= 0) return (coefficient * powerOfTen(exponent)) << BigInt(-UNIT_EXPONENT);
  if (exponent < UNIT_EXPONENT) return undefined;
  const divisor = 5n ** BigInt(-exponent);
  if (coefficient % divisor !== 0n) return undefined;
  return (coefficient / divisor) << BigInt(exponent - UNIT_EXPONENT);
}

/** How many times 2 divides an integer other than 0. */
function trailingZeroBits(integer: bigint): number {
  let window = 64;
  while (BigInt.asUintN(window, integer) === 0n) window *= 2;
  const bits = BigInt.asUintN(window, integer).toString(2);
  return bits.length - 1 - bits.lastIndexOf("1");
}

/** The greatest binary64 in units of 2^-1074. */
const GREATEST_UNITS = ((1n << 53n) - 1n) << BigInt(1023 - 52 - UNIT_EXPONENT);

/** Whether so many binary64 numbers can have the sum. */
export function isSumOfDoubles(units: bigint, count: number): boolean {
  return (units < 0n ? -units : units) <= BigInt(count) * GREATEST_UNITS;
}
