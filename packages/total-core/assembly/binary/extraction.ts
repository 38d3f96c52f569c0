/**
 * The cheapest tier, for numbers whose exponents lie close together: four additions for two numbers.
 *
 * Each lane keeps a running sum `high` that starts at 1.5 × 2^k, with k so great that high stays in [2^k, 2^(k+1)], where doubles
 * are 2^(k-52) apart: its grid. Adding x to it rounds x to that grid:
 *
 *     next = high + x         rounded
 *     remainder = x - (next - high)
 *     low = low + remainder
 *
 * The two differences are exact (Dekker's fast two-sum, as |high| > |x|). So nothing is lost if low never rounds either.
 *
 * Let every number but the zeros have an exponent from emin to emax: it is less than 2^(emax+1), and a multiple of 2^(emin-52).
 *
 * 1. high stays in its binade. Each add moves it by x rounded to its grid, at most 2^(emax+1), which by 2 is on the grid.
 *    After HIGH_ADDS adds it has moved by at most HIGH_ADDS × 2^(emax+1), which must be at most half a binade, 2^(k-1):
 *    k >= emax + 2 + log2 HIGH_ADDS. (At the very end of the binade, 2^(k+1), it can only arrive with the last add.)
 * 2. low never rounds. A remainder is at most half the grid, 2^(k-53), and a multiple of 2^(emin-52), as all it comes from is.
 *    The sum of LOW_ADDS of them is at most LOW_ADDS × 2^(k-53), and has a place among the multiples of 2^(emin-52) that a
 *    double holds if that is at most 2^53 of them: k <= emin + 54 - log2 LOW_ADDS.
 * 3. high is finite, and its grid no finer than the unit: k from -1022 to 1022. By 1, k >= -1012 in any case.
 *
 * Together: the exponents spread over no more than SPREAD = 52 - log2 HIGH_ADDS - log2 LOW_ADDS = 35 binades.
 *
 * k is guessed from the block before. The exponents are measured on the way: afterwards they prove that nothing was lost, or the sums are dropped.
 *
 * Rump, Ogita, Oishi, "Accurate floating-point summation", SIAM J. Sci. Comput. 31 (2008); Demmel, Nguyen, "Fast reproducible
 * floating-point summation", ARITH 21 (2013).
 */
import { greatestField, isAllZeros, leastField, measureByTops, topsOf } from "./exponents";
import { FIELD_BIAS, MANTISSA_BITS } from "./float64";
import { SAW_OTHER_THAN_MINUS_ZERO, mark, markZeros } from "./marks";
import { addInteger, addLanes, reserve, use } from "./small-superaccumulator";

/** Numbers in a block: 16 KiB, which fit in a first-level cache together with the memory they were copied from. */
export const BLOCK_LENGTH: i32 = 2048;
/** Numbers that a turn of the loop adds. */
export const STRIDE: i32 = 8;

const HIGH_LANES: i32 = 8;
const LOW_LANES: i32 = 4;
const HIGH_ADDS: i32 = BLOCK_LENGTH / HIGH_LANES;
const LOW_ADDS: i32 = BLOCK_LENGTH / LOW_LANES;

/** k - emax is at least this. */
export const HEADROOM: i32 = 2 + ctz(HIGH_ADDS);
/** k - emin is at most this. */
export const REACH: i32 = 54 - ctz(LOW_ADDS);
/** The least exponent of low is at most this far below k: low is a multiple of 2^(emin-52). */
const LOWEST_OF_LOW: i32 = REACH + <i32>MANTISSA_BITS;
export const GREATEST_FIELD_OF_HIGH: i32 = 2 * FIELD_BIAS - 1;

/** Whether a block with these exponents loses nothing with this k, all given as exponent fields. */
function isExact(fieldOfHigh: i32, leastField: i32, greatestField: i32): bool {
  return (
    greatestField + HEADROOM <= fieldOfHigh &&
    fieldOfHigh <= leastField + REACH &&
    fieldOfHigh <= GREATEST_FIELD_OF_HIGH
  );
}

/** The k for a block with these exponents, in the middle of all that suit it, so that it may suit the next block too; 0 if none does. All are fields. */
export function fieldOfHighFor(leastField: i32, greatestField: i32): i32 {
  const lowest = greatestField + HEADROOM;
  const highest = min(leastField + REACH, GREATEST_FIELD_OF_HIGH);
  return lowest <= highest ? (lowest + highest) >> 1 : 0;
}

/**
 * Adds a block if that is exact, and measures its exponents in any case.
 * @param count at most BLOCK_LENGTH, a multiple of STRIDE
 * @returns whether it was added
 */
export function extract(pointer: usize, count: i32, fieldOfHigh: i32): bool {
  const start = i64x2.splat(startBitsOf(fieldOfHigh));
  let high0 = start;
  let high1 = start;
  let high2 = start;
  let high3 = start;
  let low0 = f64x2.splat(0);
  let low1 = low0;
  let least = i16x8.splat(-1);
  let greatest = i16x8.splat(0);
  const end = pointer + ((<usize>count) << 3);
  for (let at = pointer; at < end; at += STRIDE * 8) {
    const x0 = v128.load(at);
    const x1 = v128.load(at, 16);
    const x2 = v128.load(at, 32);
    const x3 = v128.load(at, 48);
    const tops = topsOf(x0, x1, x2, x3);
    least = i16x8.min_u(least, tops);
    greatest = i16x8.max_u(greatest, tops);
    const next0 = f64x2.add(high0, x0);
    const next1 = f64x2.add(high1, x1);
    const next2 = f64x2.add(high2, x2);
    const next3 = f64x2.add(high3, x3);
    low0 = f64x2.add(low0, f64x2.add(remainder(x0, high0, next0), remainder(x1, high1, next1)));
    low1 = f64x2.add(low1, f64x2.add(remainder(x2, high2, next2), remainder(x3, high3, next3)));
    high0 = next0;
    high1 = next1;
    high2 = next2;
    high3 = next3;
  }

  measureByTops(least, greatest, pointer, count);
  if (isAllZeros) {
    markZeros(pointer, count);
    return true;
  }
  if (!isExact(fieldOfHigh, leastField, greatestField)) return false;

  commit(fieldOfHigh, i64x2.add(i64x2.add(high0, high1), i64x2.add(high2, high3)), low0, low1);
  return true;
}

/** The bits of 1.5 × 2^k, where each lane of `high` starts. */
export function startBitsOf(fieldOfHigh: i32): u64 {
  return (<u64>fieldOfHigh << MANTISSA_BITS) | (1 << (MANTISSA_BITS - 1));
}

/** Adds the lanes of a block whose numbers are not all zeros. @param highs the four vectors of `high`, added as integers */
export function commit(fieldOfHigh: i32, highs: v128, low0: v128, low1: v128): void {
  mark(SAW_OTHER_THAN_MINUS_ZERO);
  reserve(1 + LOW_LANES);
  use(max(fieldOfHigh - LOWEST_OF_LOW, 1) - 1, fieldOfHigh - 1);
  // Within a binade the bits of a double, as an integer, count steps of the grid. Eight differences of at most 2^51 steps each fit in an i64.
  const steps = i64x2.sub(highs, i64x2.splat(startBitsOf(fieldOfHigh) * (HIGH_LANES / 2)));
  addInteger(i64x2.extract_lane(steps, 0) + i64x2.extract_lane(steps, 1), fieldOfHigh - 1);
  addLanes(low0);
  addLanes(low1);
}

export function remainder(x: v128, high: v128, next: v128): v128 {
  return f64x2.sub(x, f64x2.sub(next, high));
}
