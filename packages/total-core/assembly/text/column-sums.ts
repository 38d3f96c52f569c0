/**
 * Exact sums of decimal numbers, a sum for each column of digits: the units, the tens, the tenths … Nothing is multiplied, nothing is rounded.
 *
 * All numbers of a block are added at once, a pair of columns after the other. A byte that holds the lower digit of a pair gets the value of both. A mask has
 * these bytes of a pair of columns. For the next pair it moves by two bytes: to the left from the units, to the right from the hundredths. It ends when
 * no number has a digit in the pair.
 */
import {
  fromByteAfter,
  fromByteBefore,
  fromTwoBytesAfter,
  fromTwoBytesBefore,
  isTrueOfAny,
  maskFromBits,
} from "../simd/block";
import { areDigits, digitsFromBytes } from "../simd/bytes";
import { SUMS, UNITS } from "../simd/sums";

/** Each pair of columns has eight lanes of 16 bits: first units and tens, hundreds and thousands …, then tenths and hundredths … */
const PAIRS = 32;
const LANE_BYTES = 16;
const INTEGER_LANES: usize = memory.data(PAIRS * LANE_BYTES, 16);
const FRACTION_LANES: usize = memory.data(PAIRS * LANE_BYTES, 16);

let integerLanesEnd: usize = INTEGER_LANES;
let fractionLanesEnd: usize = FRACTION_LANES;

/** The number of pairs of columns before the point that are added without asking whether there are more, if a block before had them. */
const USUAL_PAIRS = 5;

const SUM_BYTES = 4;
const UNITS_SUM: usize = SUMS + UNITS * SUM_BYTES;

/**
 * Lanes are folded before they overflow. A block adds to a lane two adjacent bytes of each of its four vectors. At most one of two adjacent bytes
 * holds a pair of the same columns: within a number these bytes are two or more apart, and between two numbers there is a byte that is no digit. (A
 * fraction of an odd number of digits has its last pair in that byte: the next fraction begins two bytes later at the least.)
 *
 * So a block moves a lane by at most 4 × 99 in magnitude: 32,767 / (4 × 99) = 82 blocks fit.
 */
const BLOCKS_PER_FOLD: i32 = i16.MAX_VALUE / (4 * 99);
/** How many more blocks fit before a fold. */
export let blocksLeft: i32 = BLOCKS_PER_FOLD;

/** For tests of the bound. */
export function setBlocksLeft(blocks: i32): void {
  blocksLeft = blocks;
}

/**
 * Adds integers without signs: all digits of the block that have one of the ends somewhere behind them. Without negative pairs, two of them fit in a byte.
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
  let lanes = INTEGER_LANES;
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
  integerLanesEnd = max<usize>(integerLanesEnd, lanes);
}

/**
 * The numbers that are left to add of a block: the bits of the last digits before points and of the last digits of numbers without a point; of the first
 * digits after points; of negative numbers and the bytes that end them.
 */
let units: u64 = 0;
let tenths: u64 = 0;
let negatives: u64 = 0;

export function setNumbers(unitBits: u64, tenthBits: u64, negativeBits: u64): void {
  units = unitBits;
  tenths = tenthBits;
  negatives = negativeBits;
}

/** Adds the numbers that are set, two columns at a time. */
export function addNumbers(block: usize): void {
  if ((units | tenths) == 0) return;
  const none = i64x2.splat(0);
  const ten = i16x8.splat(10);
  const digits0 = digitsFromBytes(v128.load(block));
  const digits1 = digitsFromBytes(v128.load(block, 16));
  const digits2 = digitsFromBytes(v128.load(block, 32));
  const digits3 = digitsFromBytes(v128.load(block, 48));
  const areDigits0 = areDigits(digits0);
  const areDigits1 = areDigits(digits1);
  const areDigits2 = areDigits(digits2);
  const areDigits3 = areDigits(digits3);
  const own0 = v128.and(digits0, areDigits0);
  const own1 = v128.and(digits1, areDigits1);
  const own2 = v128.and(digits2, areDigits2);
  const own3 = v128.and(digits3, areDigits3);
  // Each digit plus ten times the digit before it, if there is one; behind a last digit ten times that.
  let pairs0 = i8x16.add(own0, i16x8.mul(fromByteBefore(none, own0), ten));
  let pairs1 = i8x16.add(own1, i16x8.mul(fromByteBefore(own0, own1), ten));
  let pairs2 = i8x16.add(own2, i16x8.mul(fromByteBefore(own1, own2), ten));
  let pairs3 = i8x16.add(own3, i16x8.mul(fromByteBefore(own2, own3), ten));
  if (negatives != 0) {
    pairs0 = negateWhere(maskFromBits(negatives), pairs0);
    pairs1 = negateWhere(maskFromBits(negatives >> 16), pairs1);
    pairs2 = negateWhere(maskFromBits(negatives >> 32), pairs2);
    pairs3 = negateWhere(maskFromBits(negatives >> 48), pairs3);
  }
  const areMore0 = v128.and(areDigits0, fromByteAfter(areDigits0, areDigits1));
  const areMore1 = v128.and(areDigits1, fromByteAfter(areDigits1, areDigits2));
  const areMore2 = v128.and(areDigits2, fromByteAfter(areDigits2, areDigits3));
  const areMore3 = v128.and(areDigits3, fromByteAfter(areDigits3, none));

  if (tenths != 0) {
    let column0 = maskFromBits(tenths << 1);
    let column1 = maskFromBits(tenths >> 15);
    let column2 = maskFromBits(tenths >> 31);
    let column3 = maskFromBits(tenths >> 47);
    let lanes = FRACTION_LANES;
    while (true) {
      addColumn(lanes, pairs0, pairs1, pairs2, pairs3, column0, column1, column2, column3);
      lanes += LANE_BYTES;
      column0 = v128.and(column0, areMore0);
      column1 = v128.and(column1, areMore1);
      column2 = v128.and(column2, areMore2);
      column3 = v128.and(column3, areMore3);
      if (!isTrueOfAny(column0, column1, column2, column3)) break;
      column3 = fromTwoBytesBefore(column2, column3);
      column2 = fromTwoBytesBefore(column1, column2);
      column1 = fromTwoBytesBefore(column0, column1);
      column0 = fromTwoBytesBefore(none, column0);
    }
    fractionLanesEnd = max<usize>(fractionLanesEnd, lanes);
  }
  if (units == 0) return;
  let column0 = maskFromBits(units);
  let column1 = maskFromBits(units >> 16);
  let column2 = maskFromBits(units >> 32);
  let column3 = maskFromBits(units >> 48);
  const usualEnd = min<usize>(integerLanesEnd, INTEGER_LANES + USUAL_PAIRS * LANE_BYTES);
  let lanes = INTEGER_LANES;
  do {
    addColumn(lanes, pairs0, pairs1, pairs2, pairs3, column0, column1, column2, column3);
    lanes += LANE_BYTES;
    column0 = v128.and(areMore0, fromTwoBytesAfter(column0, column1));
    column1 = v128.and(areMore1, fromTwoBytesAfter(column1, column2));
    column2 = v128.and(areMore2, fromTwoBytesAfter(column2, column3));
    column3 = v128.and(areMore3, fromTwoBytesAfter(column3, none));
  } while (lanes < usualEnd || isTrueOfAny(column0, column1, column2, column3));
  integerLanesEnd = max<usize>(integerLanesEnd, lanes);
}

/** `~x - ~0` is `-x`. */
function negateWhere(mask: v128, pairs: v128): v128 {
  return i8x16.sub(v128.xor(pairs, mask), mask);
}

function addColumn(
  lanes: usize,
  pairs0: v128, pairs1: v128, pairs2: v128, pairs3: v128,
  column0: v128, column1: v128, column2: v128, column3: v128,
): void {
  const first = i16x8.add(
    i16x8.extadd_pairwise_i8x16_s(v128.and(pairs0, column0)), i16x8.extadd_pairwise_i8x16_s(v128.and(pairs1, column1)),
  );
  const second = i16x8.add(
    i16x8.extadd_pairwise_i8x16_s(v128.and(pairs2, column2)), i16x8.extadd_pairwise_i8x16_s(v128.and(pairs3, column3)),
  );
  v128.store(lanes, i16x8.add(v128.load(lanes), i16x8.add(first, second)));
}

/** Moves the lanes to the sums. */
export function fold(): void {
  let sum = UNITS_SUM;
  for (let lanes = INTEGER_LANES; lanes < integerLanesEnd; lanes += LANE_BYTES) {
    moveToSum(lanes, sum);
    sum += 2 * SUM_BYTES;
  }
  sum = UNITS_SUM;
  for (let lanes = FRACTION_LANES; lanes < fractionLanesEnd; lanes += LANE_BYTES) {
    sum -= 2 * SUM_BYTES;
    moveToSum(lanes, sum);
  }
  integerLanesEnd = INTEGER_LANES;
  fractionLanesEnd = FRACTION_LANES;
  blocksLeft = BLOCKS_PER_FOLD;
}

function moveToSum(lanes: usize, sum: usize): void {
  const four = i32x4.extadd_pairwise_i16x8_s(v128.load(lanes));
  const low = i32x4.extract_lane(four, 0) + i32x4.extract_lane(four, 1);
  const high = i32x4.extract_lane(four, 2) + i32x4.extract_lane(four, 3);
  store<i32>(sum, load<i32>(sum) + low + high);
  v128.store(lanes, i64x2.splat(0));
}
