/** Powers of ten and five as BigInts, and the one way to write an exact value with them. */

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
  if (coefficient === 0n) return { coefficient: 0n, exponent: 0 };
  // A number with z zeros at its decimal end has z at its binary end: most have few, and need no division.
  const stripped = withoutTrailingZeros(coefficient, trailingZeroBits(coefficient));
  return { coefficient: stripped.coefficient, exponent: exponent + stripped.zeros };
}

function withoutTrailingZeros(coefficient: bigint, atMost: number): { coefficient: bigint; zeros: number } {
  let zeros = 0;
  for (let step = 2 ** Math.floor(Math.log2(Math.max(atMost, 1))); step >= 1; step /= 2) {
    if (zeros + step > atMost) continue;
    const divisor = powerOfTen(step);
    if (coefficient % divisor !== 0n) continue;
    coefficient /= divisor;
    zeros += step;
  }
  return { coefficient, zeros };
}

/** How often 2 divides an integer that is not 0. */
export function trailingZeroBits(integer: bigint): number {
  let window = 64;
  while (BigInt.asUintN(window, integer) === 0n) window *= 2;
  const bits = BigInt.asUintN(window, integer).toString(2);
  return bits.length - 1 - bits.lastIndexOf("1");
}
