import type { NumbersSink } from "../contract/sink.js";
import { MOST_NUMBERS, UNITS } from "./memory.generated.js";

/**
 * How many columns taken as one number are a safe integer. A call has at most {@link MOST_NUMBERS} = 262,144 numbers (assembly/simd/sums.ts), and k
 * columns of a number come to less than 10^(k + 1): the kernel for text adds pairs of digits to the lower of their two columns, which makes one digit
 * more. So 262,144 × 10^(k + 1) must be at most 2^53: k = 9.
 */
const SAFE_COLUMNS = /* @__PURE__ */ Math.floor(/* @__PURE__ */ Math.log10(2 ** 53 / MOST_NUMBERS)) - 1;

/**
 * Hands the sums of a call (assembly/simd/sums.ts) to the sink.
 * @param highest from here on all sums are 0; likewise before `lowest`
 */
export function handSums(
  sums: Int32Array,
  count: number,
  sink: NumbersSink,
  highest: number = sums.length,
  lowest: number = 0,
): void {
  do highest--;
  while (highest >= lowest && sums[highest] === 0);
  if (highest < lowest) return sink.decimal(0, 0, count);
  while (sums[lowest] === 0) lowest++;
  sink.decimal(coefficientFromSums(sums, highest, lowest), lowest - UNITS, count);
}

/** Σ sums[i] × 10^(i - lowest) */
function coefficientFromSums(sums: Int32Array, highest: number, lowest: number): number | bigint {
  let coefficient = 0n;
  let column = highest;
  for (;;) {
    const end = Math.max(lowest, column - SAFE_COLUMNS + 1);
    const scale = 10n ** BigInt(column - end + 1);
    let group = 0;
    for (; column >= end; column--) group = group * 10 + sums[column]!;
    if (end === lowest && coefficient === 0n) return group;
    coefficient = coefficient * scale + BigInt(group);
    if (end === lowest) return coefficient;
  }
}
