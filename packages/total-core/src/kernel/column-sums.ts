import type { NumbersSink } from "../contract/sink.js";

/** Columns on either side of the point. */
const COLUMNS = 64;
export const SUMS_LENGTH: number = 2 * COLUMNS;

/** Of less than 2^16 numbers of a call so many columns, taken as one number, are a safe integer: 2^16 × 10^11 < 2^53. */
const SAFE_COLUMNS = 10;

/** Hands on what a kernel has added: a sum for each column from 10^-64 to 10^63, the units' at index 64. */
export function handSums(sums: Int32Array, count: number, sink: NumbersSink): void {
  let highest = sums.length - 1;
  while (highest >= 0 && sums[highest] === 0) highest--;
  if (highest < 0) return sink.decimal(0, 0, count);
  let lowest = 0;
  while (sums[lowest] === 0) lowest++;
  sink.decimal(coefficientFromSums(sums, highest, lowest), lowest - COLUMNS, count);
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
