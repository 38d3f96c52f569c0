/**
 * Exact sums of decimal numbers, a sum for each column of digits: the units, the tens, the tenths … Nothing is multiplied, nothing is rounded.
 *
 * All numbers of a block are added at once, column after column. A mask has the bytes that hold the digits of a column. For the next column it moves
 * by a byte: to the left from the units, through the digits before the points; to the right from the tenths. It ends when no number has a digit in
 * the column.
 */
import {
  fromByteAfter,
  fromByteBefore,
  fromTwoBytesAfter,
  isTrueOfAny,
  maskFromBits,
} from "../simd/block";
import { digitsFromBytes } from "../simd/bytes";
import { SUMS, UNITS } from "../simd/sums";

/** A number and the byte that ends it fit in a block: it has at most 63 digits on either side of the point. */
const COLUMNS = 64;

/** Each column has eight lanes of 16 bits: first the columns before the point, then the columns after it. */
const LANE_BYTES = 16;
const INTEGER_LANES: usize = memory.data(COLUMNS * LANE_BYTES, 16);
const FRACTION_LANES: usize = memory.data(COLUMNS * LANE_BYTES, 16);
/** The same for pairs of columns: units and tens, hundreds and thousands … */
const PAIR_LANES: usize = memory.data((COLUMNS / 2) * LANE_BYTES, 16);

let integerLanesEnd: usize = INTEGER_LANES;
let fractionLanesEnd: usize = FRACTION_LANES;
let pairLanesEnd: usize = PAIR_LANES;

const SUM_BYTES = 4;
const UNITS_SUM: usize = SUMS + UNITS * SUM_BYTES;

/**
 * Lanes are folded before they overflow. A block adds to a lane two adjacent bytes of each of its four vectors. At most one of two adjacent bytes
 * holds a digit of any one column: within a number adjacent bytes have different columns, and between two numbers there is a byte that is no digit.
 *
 * So a block moves a lane by at most 4 × 9 in magnitude, and a lane of pairs, which is unsigned, by at most 4 × 99. Pairs fill their lanes first:
 * after 65,535 / (4 × 99) = 165 blocks, while single digits need 32,767 / (4 × 9) = 910.
 */
const BLOCKS_PER_FOLD: i32 = u16.MAX_VALUE / (4 * 99);
/** How many more blocks fit before a fold. */
export let blocksLeft: i32 = BLOCKS_PER_FOLD;

/** For tests of the bound. */
export function setBlocksLeft(blocks: i32): void {
  blocksLeft = blocks;
}

/**
 * Adds integers without signs, two columns at a time: all digits of the block that have one of the ends somewhere behind them. Pairs make integers
 * of eight digits a quarter faster.
 */
// @ts-ignore: decorators are valid here
@inline
export function addPlainIntegers(
  digits0: v128, digits1: v128, digits2: v128, digits3: v128,
  areDigits0: v128, areDigits1: v128, areDigits2: v128, areDigits3: v128,
  areEnds0: v128, areEnds1: v128, areEnds2: v128, areEnds3: v128,
): void {
  const none = i64x2.splat(0);

  // Each digit plus ten times the digit before it, if there is one. A lane of 16 bits multiplies two bytes: 10 × 9 fits in the lower one.
  const ten = i16x8.splat(10);
  const units0 = v128.and(digits0, areDigits0);
  const units1 = v128.and(digits1, areDigits1);
  const units2 = v128.and(digits2, areDigits2);
  const units3 = v128.and(digits3, areDigits3);
  const pairs0 = i8x16.add(units0, i16x8.mul(fromByteBefore(none, units0), ten));
  const pairs1 = i8x16.add(units1, i16x8.mul(fromByteBefore(units0, units1), ten));
  const pairs2 = i8x16.add(units2, i16x8.mul(fromByteBefore(units1, units2), ten));
  const pairs3 = i8x16.add(units3, i16x8.mul(fromByteBefore(units2, units3), ten));

  // The next pair of a number ends two bytes to the left, if both bytes are digits.
  const areMore0 = v128.and(areDigits0, fromByteAfter(areDigits0, areDigits1));
  const areMore1 = v128.and(areDigits1, fromByteAfter(areDigits1, areDigits2));
  const areMore2 = v128.and(areDigits2, fromByteAfter(areDigits2, areDigits3));
  const areMore3 = v128.and(areDigits3, fromByteAfter(areDigits3, none));

  let column0 = v128.and(areDigits0, fromByteAfter(areEnds0, areEnds1));
  let column1 = v128.and(areDigits1, fromByteAfter(areEnds1, areEnds2));
  let column2 = v128.and(areDigits2, fromByteAfter(areEnds2, areEnds3));
  let column3 = v128.and(areDigits3, fromByteAfter(areEnds3, none));
  let lanes = PAIR_LANES;
  do {
    // Two pairs are at most 198: they fit in a byte.
    const first = i8x16.add(v128.and(pairs0, column0), v128.and(pairs1, column1));
    const second = i8x16.add(v128.and(pairs2, column2), v128.and(pairs3, column3));
    const both = i16x8.add(i16x8.extadd_pairwise_i8x16_u(first), i16x8.extadd_pairwise_i8x16_u(second));
    v128.store(lanes, i16x8.add(v128.load(lanes), both));
    lanes += LANE_BYTES;
    column0 = v128.and(areMore0, fromTwoBytesAfter(column0, column1));
    column1 = v128.and(areMore1, fromTwoBytesAfter(column1, column2));
    column2 = v128.and(areMore2, fromTwoBytesAfter(column2, column3));
    column3 = v128.and(areMore3, fromTwoBytesAfter(column3, none));
  } while (isTrueOfAny(column0, column1, column2, column3));
  pairLanesEnd = max<usize>(pairLanesEnd, lanes);
}

/**
 * Adds numbers. `integers` has the bits of the digits before points and of the digits of numbers without a point, `fractions` the bits of the digits
 * after points, `negatives` the bits of the digits of negative numbers.
 */
// @ts-ignore: decorators are valid here
@inline
export function addNumbers(block: usize, integers: u64, fractions: u64, negatives: u64): void {
  let digits0 = digitsFromBytes(v128.load(block));
  let digits1 = digitsFromBytes(v128.load(block, 16));
  let digits2 = digitsFromBytes(v128.load(block, 32));
  let digits3 = digitsFromBytes(v128.load(block, 48));
  if (negatives != 0) {
    digits0 = negateWhere(maskFromBits(negatives), digits0);
    digits1 = negateWhere(maskFromBits(negatives >> 16), digits1);
    digits2 = negateWhere(maskFromBits(negatives >> 32), digits2);
    digits3 = negateWhere(maskFromBits(negatives >> 48), digits3);
  }
  if (fractions != 0) addFractionDigits(digits0, digits1, digits2, digits3, fractions);
  if (integers != 0) addIntegerDigits(digits0, digits1, digits2, digits3, integers);
}

/** `~x - ~0` is `-x`. */
function negateWhere(mask: v128, digits: v128): v128 {
  return i8x16.sub(v128.xor(digits, mask), mask);
}

// @ts-ignore: decorators are valid here
@inline
function addIntegerDigits(digits0: v128, digits1: v128, digits2: v128, digits3: v128, integers: u64): void {
  const none = i64x2.splat(0);
  const areDigits0 = maskFromBits(integers);
  const areDigits1 = maskFromBits(integers >> 16);
  const areDigits2 = maskFromBits(integers >> 32);
  const areDigits3 = maskFromBits(integers >> 48);
  let column0 = v128.andnot(areDigits0, fromByteAfter(areDigits0, areDigits1));
  let column1 = v128.andnot(areDigits1, fromByteAfter(areDigits1, areDigits2));
  let column2 = v128.andnot(areDigits2, fromByteAfter(areDigits2, areDigits3));
  let column3 = v128.andnot(areDigits3, fromByteAfter(areDigits3, none));
  let lanes = INTEGER_LANES;
  do {
    addColumn(lanes, digits0, digits1, digits2, digits3, column0, column1, column2, column3);
    lanes += LANE_BYTES;
    column0 = v128.and(areDigits0, fromByteAfter(column0, column1));
    column1 = v128.and(areDigits1, fromByteAfter(column1, column2));
    column2 = v128.and(areDigits2, fromByteAfter(column2, column3));
    column3 = v128.and(areDigits3, fromByteAfter(column3, none));
  } while (isTrueOfAny(column0, column1, column2, column3));
  integerLanesEnd = max<usize>(integerLanesEnd, lanes);
}

// @ts-ignore: decorators are valid here
@inline
function addFractionDigits(digits0: v128, digits1: v128, digits2: v128, digits3: v128, fractions: u64): void {
  const none = i64x2.splat(0);
  const areDigits0 = maskFromBits(fractions);
  const areDigits1 = maskFromBits(fractions >> 16);
  const areDigits2 = maskFromBits(fractions >> 32);
  const areDigits3 = maskFromBits(fractions >> 48);
  let column0 = v128.andnot(areDigits0, fromByteBefore(none, areDigits0));
  let column1 = v128.andnot(areDigits1, fromByteBefore(areDigits0, areDigits1));
  let column2 = v128.andnot(areDigits2, fromByteBefore(areDigits1, areDigits2));
  let column3 = v128.andnot(areDigits3, fromByteBefore(areDigits2, areDigits3));
  let lanes = FRACTION_LANES;
  do {
    addColumn(lanes, digits0, digits1, digits2, digits3, column0, column1, column2, column3);
    lanes += LANE_BYTES;
    column3 = v128.and(areDigits3, fromByteBefore(column2, column3));
    column2 = v128.and(areDigits2, fromByteBefore(column1, column2));
    column1 = v128.and(areDigits1, fromByteBefore(column0, column1));
    column0 = v128.and(areDigits0, fromByteBefore(none, column0));
  } while (isTrueOfAny(column0, column1, column2, column3));
  fractionLanesEnd = max<usize>(fractionLanesEnd, lanes);
}

/** Four digits are at most 36 in magnitude: they fit in a byte. */
function addColumn(
  lanes: usize,
  digits0: v128, digits1: v128, digits2: v128, digits3: v128,
  column0: v128, column1: v128, column2: v128, column3: v128,
): void {
  const first = i8x16.add(v128.and(digits0, column0), v128.and(digits1, column1));
  const second = i8x16.add(v128.and(digits2, column2), v128.and(digits3, column3));
  const all = i16x8.extadd_pairwise_i8x16_s(i8x16.add(first, second));
  v128.store(lanes, i16x8.add(v128.load(lanes), all));
}

/** Moves the lanes to the sums. */
export function fold(): void {
  let sum = UNITS_SUM;
  for (let lanes = INTEGER_LANES; lanes < integerLanesEnd; lanes += LANE_BYTES) {
    addToSum(sum, i32x4.extadd_pairwise_i16x8_s(v128.load(lanes)));
    sum += SUM_BYTES;
  }
  sum = UNITS_SUM;
  for (let lanes = PAIR_LANES; lanes < pairLanesEnd; lanes += LANE_BYTES) {
    addToSum(sum, i32x4.extadd_pairwise_i16x8_u(v128.load(lanes)));
    sum += 2 * SUM_BYTES;
  }
  sum = UNITS_SUM;
  for (let lanes = FRACTION_LANES; lanes < fractionLanesEnd; lanes += LANE_BYTES) {
    sum -= SUM_BYTES;
    addToSum(sum, i32x4.extadd_pairwise_i16x8_s(v128.load(lanes)));
  }
  clearLanes(INTEGER_LANES, integerLanesEnd);
  clearLanes(PAIR_LANES, pairLanesEnd);
  clearLanes(FRACTION_LANES, fractionLanesEnd);
  integerLanesEnd = INTEGER_LANES;
  pairLanesEnd = PAIR_LANES;
  fractionLanesEnd = FRACTION_LANES;
  blocksLeft = BLOCKS_PER_FOLD;
}

function clearLanes(begin: usize, end: usize): void {
  memory.fill(begin, 0, end - begin);
}

function addToSum(sum: usize, lanes: v128): void {
  const low = i32x4.extract_lane(lanes, 0) + i32x4.extract_lane(lanes, 1);
  const high = i32x4.extract_lane(lanes, 2) + i32x4.extract_lane(lanes, 3);
  store<i32>(sum, load<i32>(sum) + low + high);
}
