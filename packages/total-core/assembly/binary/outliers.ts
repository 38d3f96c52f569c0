/**
 * The extraction tier for blocks in which a few numbers lie far from the rest: it takes those that suit k, and lists the others, the outliers, for the
 * tables, which take any double.
 *
 * k has a window: the fields from k - REACH to k - HEADROOM. extraction.ts proves that nothing is lost of a block of these, whichever of them it has.
 * Each number outside is added as +0, which changes no lane: high + 0 is high, the remainder 0 - (high - high) is +0, and low + 0 is low. So the lanes
 * hold the exact sum of the numbers in the window, for any k, and nothing is left to be proven afterwards. A k that suits few numbers costs time alone.
 *
 * The adds are those of extraction.ts, written again: in AssemblyScript a function cannot return the lanes, and in memory they would be slow.
 *
 * Field 0 is outside of every window. So zeros and subnormals are listed, and so are infinities and NaN, as no window reaches their field.
 *
 * No branch of the loop depends on a number: with 2% of outliers, it would be guessed wrong in every seventh turn, which costs more than masks do. Measured, in
 * ns a number: 0.37 without outliers, 0.42 with 2%, 0.50 with 5%; extraction.ts, without any, takes 0.28, and table.ts 0.5, or 1.3 where signs are the same.
 */
import { BLOCK_LENGTH, GREATEST_FIELD_OF_HIGH, HEADROOM, REACH, STRIDE, commit, remainder, startBitsOf } from "./extraction";
import { MANTISSA_BITS } from "./float64";

/** A bit for each number that a turn of the loop adds. */
const ALL_INSIDE: u32 = (1 << STRIDE) - 1;

/** The turns of the loop that met outliers, a u32 each: where its numbers begin in the block, and in the lowest STRIDE bits which of them are inside. */
const turns: usize = memory.data((BLOCK_LENGTH / STRIDE + 1) * 4, 16);
/** The outliers of the last block, and zeros up to a multiple of 4, as the tables take no other count. At most half of the turns are listed. */
export const OUTLIERS: usize = memory.data((BLOCK_LENGTH / 2 + 4) * 8, 16);
/** Two vectors for {@link kept}. */
const bounds: usize = memory.data(32, 16);

/**
 * Adds a block unless it has many outliers.
 * @param count at most BLOCK_LENGTH, a multiple of STRIDE
 * @param fieldOfHigh from HEADROOM + 1 to GREATEST_FIELD_OF_HIGH
 * @returns how many numbers are in {@link OUTLIERS}, a multiple of 4; -1 if more than half of the loop's turns met some: then nothing was added
 */
export function extractMost(pointer: usize, count: i32, fieldOfHigh: i32): i32 {
  // As integers, the upper 32 bits without the sign order magnitudes by their fields. With the least that is inside at the bottom of an i32, one signed
  // comparison finds both ends.
  const least = upperOf(max(fieldOfHigh - REACH, 1));
  const shift = kept(bounds, i32x4.splat(i32.MIN_VALUE - least));
  const limit = kept(bounds + 16, i32x4.splat(i32.MIN_VALUE + upperOf(fieldOfHigh - HEADROOM + 1) - least));
  const start = i64x2.splat(startBitsOf(fieldOfHigh));
  let high0 = start;
  let high1 = start;
  let high2 = start;
  let high3 = start;
  let low0 = f64x2.splat(0);
  let low1 = low0;
  let to = turns;
  const end = pointer + ((<usize>count) << 3);
  for (let at = pointer; at < end; at += STRIDE * 8) {
    let x0 = v128.load(at);
    let x1 = v128.load(at, 16);
    let x2 = v128.load(at, 32);
    let x3 = v128.load(at, 48);
    const inside01 = areInside(x0, x1, shift, limit);
    const inside23 = areInside(x2, x3, shift, limit);
    x0 = v128.and(x0, v128.shuffle<i32>(inside01, inside01, 0, 0, 1, 1));
    x1 = v128.and(x1, v128.shuffle<i32>(inside01, inside01, 2, 2, 3, 3));
    x2 = v128.and(x2, v128.shuffle<i32>(inside23, inside23, 0, 0, 1, 1));
    x3 = v128.and(x3, v128.shuffle<i32>(inside23, inside23, 2, 2, 3, 3));
    const inside = <u32>i32x4.bitmask(inside01) | (<u32>i32x4.bitmask(inside23) << 4);
    store<u32>(to, (<u32>(at - pointer) << STRIDE) | inside);
    // A turn without outliers is overwritten by the next one.
    to += <usize>(inside != ALL_INSIDE) << 2;
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
  const listed = <i32>((to - turns) >> 2);
  // Numbers inside are not zero, and half of the turns have nothing else.
  if (listed > count / (2 * STRIDE)) return -1;
  commit(fieldOfHigh, i64x2.add(i64x2.add(high0, high1), i64x2.add(high2, high3)), low0, low1);
  return gathered(pointer, to);
}

/** Copies the numbers of the turns listed before `end` that are not inside. */
function gathered(pointer: usize, end: usize): i32 {
  let to = OUTLIERS;
  for (let turn = turns; turn < end; turn += 4) {
    const entry = load<u32>(turn);
    const numbers = pointer + <usize>(entry >> STRIDE);
    for (let left = ~entry & ALL_INSIDE; left != 0; left &= left - 1, to += 8) {
      store<u64>(to, load<u64>(numbers + (<usize>ctz(left) << 3)));
    }
  }
  v128.store(to, i64x2.splat(0));
  store<u64>(to, 0, 16);
  return (<i32>((to - OUTLIERS) >> 3) + 3) & -4;
}

/** All ones for each of the four magnitudes that is inside. */
// @ts-ignore: decorator
@inline
function areInside(x: v128, y: v128, shift: v128, limit: v128): v128 {
  return i32x4.lt_s(i32x4.add(i32x4.shl(v128.shuffle<i32>(x, y, 1, 3, 5, 7), 1), shift), limit);
}

/** The upper 32 bits, without the sign, of the least magnitude with this field. */
function upperOf(field: i32): i32 {
  return field << (<i32>MANTISSA_BITS - 31);
}

/** The vector, for use in a loop: V8 makes one from its lane again in every turn, but what was loaded stays in its register. */
// @ts-ignore: decorator
@inline
function kept(at: usize, vector: v128): v128 {
  v128.store(at, vector);
  return v128.load(at);
}
