/**
 * The sums of a call: an i32 for each power of ten from 10^-64 to 10^63. The total is Σ SUMS[i] × 10^(i - UNITS).
 *
 * A call clears them. It reads at most LONG_CALL_BYTES = 524,288 bytes, and a number with what ends it takes at least 2 of them: at most MOST_NUMBERS =
 * 262,144 numbers. A number adds at most 99 in magnitude to a sum (text/column-sums.ts adds pairs of digits), and 262,144 × 99 < 2^31.
 */
import { LONG_CALL_BYTES } from "../memory/call";

/** Columns on either side of the point. */
const COLUMNS = 64;
export const SUMS_LENGTH = 2 * COLUMNS;
/** The index of the sum of the units. */
export const UNITS: i32 = COLUMNS;
export const SUMS: usize = memory.data(SUMS_LENGTH * 4, 16);

export const MOST_NUMBERS: i32 = LONG_CALL_BYTES / 2;

export function clearSums(sums: usize = SUMS): void {
  memory.fill(sums, 0, SUMS_LENGTH * 4);
}
