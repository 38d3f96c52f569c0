/** The report of a call: all that it returns besides its sums. */
import { lengthUpToLast } from "../simd/block";

/**
 * The report, in u32: how many numbers were added, how many LFs passed, where the line behind the last LF begins; how many pairs of columns before the point
 * and behind it have sums.
 */
export const NUMBERS = 0;
export const LINES = 1;
export const LINE_START = 2;
export const INTEGER_PAIRS = 3;
export const FRACTION_PAIRS = 4;
export const REPORT_WORDS = 5;
export const REPORT: usize = memory.data(REPORT_WORDS * 4, 4);

export function beginReport(): void {
  memory.fill(REPORT, 0, REPORT_WORDS * 4);
}

export function countPairs(integers: u32, fractions: u32): void {
  store<u32>(REPORT, max(load<u32>(REPORT, INTEGER_PAIRS * 4), integers), INTEGER_PAIRS * 4);
  store<u32>(REPORT, max(load<u32>(REPORT, FRACTION_PAIRS * 4), fractions), FRACTION_PAIRS * 4);
}

export function countNumbers(ends: u64): void {
  store<u32>(REPORT, load<u32>(REPORT, NUMBERS * 4) + u32(popcnt(ends)), NUMBERS * 4);
}

export function countLines(block: usize, lineFeeds: u64): void {
  if (lineFeeds == 0) return;
  store<u32>(REPORT, load<u32>(REPORT, LINES * 4) + u32(popcnt(lineFeeds)), LINES * 4);
  store<u32>(REPORT, u32(block + lengthUpToLast(lineFeeds)), LINE_START * 4);
}
