/** The binary64 nearest to an exact value, ties to even, by integers alone. */
import { powerOfTen, type ExactValue } from "../sum/values.js";

const MANTISSA_BITS = 53;
const LEAST_EXPONENT = -1074;

/** The greatest binary64 is below 10^309. */
const GREATEST_DIGITS = 309;

/**
 * The binary64 nearest to the value, or to its `divisor`-th part; −0 where a negative value is nearest to zero.
 * @param divisor a safe integer above 0
 */
export function roundedValue({ coefficient, exponent }: ExactValue, divisor: number = 1): number {
  if (coefficient === 0n) return 0;
  const negative = coefficient < 0n;
  const magnitude = roundedMagnitude(negative ? -coefficient : coefficient, exponent, divisor);
  return negative ? -magnitude : magnitude;
}

function roundedMagnitude(coefficient: bigint, exponent: number, divisor: number): number {
  // A safe integer is below 10^16.
  if (exponent > GREATEST_DIGITS + 16) return Infinity;
  const scaled = exponent > 0 ? coefficient * powerOfTen(exponent) : coefficient;
  if (exponent >= 0 && divisor === 1) return roundedScaled(scaled, 0);
  return roundedQuotient(scaled, exponent < 0 ? powerOfTen(-exponent) * BigInt(divisor) : BigInt(divisor));
}

function roundedQuotient(dividend: bigint, divisor: bigint): number {
  // A quotient of two bits more than a mantissa decides everything but ties; whether there is a remainder decides ties.
  const shift = Math.max(0, MANTISSA_BITS + 2 - (bitLength(dividend) - bitLength(divisor)));
  const shifted = dividend << BigInt(shift);
  const quotient = shifted / divisor;
  const rest = shifted === quotient * divisor ? 0n : 1n;
  return roundedScaled((quotient << 1n) | rest, -shift - 1);
}

/** integer × 2^exponent2, rounded. @param integer positive */
function roundedScaled(integer: bigint, exponent2: number): number {
  const bits = bitLength(integer);
  const top = bits + exponent2;
  if (top > 1024) return Infinity;
  const kept = Math.min(MANTISSA_BITS, top - LEAST_EXPONENT);
  if (kept < 0) return 0;
  const dropped = bits - kept;
  if (dropped <= 0) return Number(integer) * 2 ** exponent2;
  const mantissa = integer >> BigInt(dropped);
  const rest = BigInt.asUintN(dropped, integer);
  const half = 1n << BigInt(dropped - 1);
  const up = rest > half || (rest === half && (mantissa & 1n) === 1n);
  return Number(up ? mantissa + 1n : mantissa) * 2 ** (exponent2 + dropped);
}

function bitLength(integer: bigint): number {
  const hex = integer.toString(16);
  return hex.length * 4 - Math.clz32(Number.parseInt(hex[0]!, 16)) + 28;
}
