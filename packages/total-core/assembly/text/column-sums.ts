/**
 * Exact sums of decimal numbers, a sum for each column of digits: the units, the tens, the tenths … Nothing is multiplied, nothing is rounded.
 *
 * All numbers of a block are added at once, a pair of columns after the other. A byte that holds the lower digit of a pair gets the value of both. A mask has
 * these bytes of a pair of columns. For the next pair it moves by two bytes: to the left from the units, to the right from the hundredths. It ends when
 * no number has a digit in the pair.
 *
 * Numbers with signs and points are packed first: a byte for a lane of two. The pairs of an integer end two bytes apart, all at odd bytes of the block or all
 * at even ones, and its bytes are two or more before those of the next integer. So a lane has one pair of an integer at most, and the next pair is in the
 * next lane. The same holds for fractions. (One of an odd number of digits has its last pair in the byte behind it: there are a blank and a point at least
 * before the next one.) An integer's pair and a fraction's may share a lane, where one is at the odd byte and the other at the even one.
 */
import { fromByteAfter, fromByteBefore, fromTwoBytesAfter, isTrueOfAny } from "../simd/block";
import { digitsOrZeros } from "../simd/bytes";
import { SUMS, UNITS } from "../simd/sums";
import { countPairs } from "./report";

/** Each pair of columns has eight lanes of 16 bits: first units and tens, hundreds and thousands …, then tenths and hundredths … */
const PAIRS = 32;
const LANE_BYTES = 16;
const INTEGER_LANES: usize = memory.data(PAIRS * LANE_BYTES, 16);
const FRACTION_LANES: usize = memory.data(PAIRS * LANE_BYTES, 16);

let integerLanesEnd: usize = INTEGER_LANES;
let fractionLanesEnd: usize = FRACTION_LANES;

/** The number of pairs of columns before the point that are added without asking whether there are more, if a block before had them. */
const USUAL_PAIRS = 5;

/** Halves of vectors that are loaded, as in simd/bytes.ts. (The indices of a swizzle are not: V8 has to see that all of them are below 16.) */
const HALVES: usize = memory.data<u64>([0x000a000a000a000a, 0x8020080280200802, 0x4010040140100401], 8);
const TENS: usize = HALVES;
const ODD_BITS: usize = HALVES + 8;
const EVEN_BITS: usize = HALVES + 16;

const SUM_BYTES = 4;
const UNITS_SUM: usize = SUMS + UNITS * SUM_BYTES;

/**
 * Lanes are folded before they overflow. A block of plain integers adds to a lane two adjacent bytes of each of its four vectors. At most one of two
 * adjacent bytes holds a pair of the same columns: within a number these bytes are two or more apart, and between two numbers there is a byte that is no
 * digit. Of numbers that are packed, a block adds two adjacent bytes of each of two vectors, and each may hold a pair.
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
  bytes0: v128, bytes1: v128, bytes2: v128, bytes3: v128,
  areDigits0: v128, areDigits1: v128, areDigits2: v128, areDigits3: v128,
  areEnds0: v128, areEnds1: v128, areEnds2: v128, areEnds3: v128,
): void {
  const none = i64x2.splat(0);

  const units0 = digitsOrZeros(bytes0);
  const units1 = digitsOrZeros(bytes1);
  const units2 = digitsOrZeros(bytes2);
  const units3 = digitsOrZeros(bytes3);
  const pairs0 = pairsFrom(none, units0);
  const pairs1 = pairsFrom(units0, units1);
  const pairs2 = pairsFrom(units1, units2);
  const pairs3 = pairsFrom(units2, units3);

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
 * Adds numbers with points and signs. Each byte of the block that is no digit must be below the digits, as blanks, signs, points and commas are.
 *
 * @param digits the bits of the digits of the numbers
 * @param units of their last digits before points, and of the last digits of numbers without a point
 * @param tenths of their first digits after points
 * @param negatives of negative numbers and the bytes that end them
 */
export function addNumbers(block: usize, digits: u64, units: u64, tenths: u64, negatives: u64): void {
  const digits0 = digitsOrZeros(v128.load(block));
  const digits1 = digitsOrZeros(v128.load(block, 16));
  const digits2 = digitsOrZeros(v128.load(block, 32));
  const digits3 = digitsOrZeros(v128.load(block, 48));
  const pairs0 = pairsFrom(i64x2.splat(0), digits0);
  const pairs1 = pairsFrom(digits0, digits1);
  const pairs2 = pairsFrom(digits1, digits2);
  const pairs3 = pairsFrom(digits2, digits3);
  // The pairs that end at odd bytes, and those that end at even ones.
  let odd0 = oddBytes(pairs0, pairs1);
  let odd1 = oddBytes(pairs2, pairs3);
  let even0 = oddBytes(i16x8.shl(pairs0, 8), i16x8.shl(pairs1, 8));
  let even1 = oddBytes(i16x8.shl(pairs2, 8), i16x8.shl(pairs3, 8));
  if (negatives != 0) {
    const low = spreadBits(negatives);
    const high = spreadBits(negatives >> 32);
    odd0 = negateWhere(areOddSet(low), odd0);
    odd1 = negateWhere(areOddSet(high), odd1);
    even0 = negateWhere(areEvenSet(low), even0);
    even1 = negateWhere(areEvenSet(high), even1);
  }
  const afterDigits = digits & (digits << 1);

  // The pair behind the tenths is that of tenths and hundredths. Behind it stands another, if there is a digit behind both.
  let lanes = FRACTION_LANES;
  while (tenths != 0) {
    tenths <<= 1;
    const low = spreadBits(tenths);
    const high = spreadBits(tenths >> 32);
    addPairs(
      lanes,
      v128.or(v128.and(odd0, areOddSet(low)), v128.and(even0, areEvenSet(low))),
      v128.or(v128.and(odd1, areOddSet(high)), v128.and(even1, areEvenSet(high))),
    );
    lanes += LANE_BYTES;
    tenths = (tenths << 1) & afterDigits;
  }
  fractionLanesEnd = max<usize>(fractionLanesEnd, lanes);

  // The ends of all pairs of integers. Two bytes before an end there is another one, if that byte and the byte between are digits: one step, then two,
  // four … at once. There are 31 steps at most, to the first of 63 digits.
  let steps = afterDigits >> 1;
  let ends = units;
  ends |= (ends >> 2) & steps;
  steps &= steps >> 2;
  ends |= (ends >> 4) & steps;
  steps &= steps >> 4;
  ends |= (ends >> 8) & steps;
  steps &= steps >> 8;
  if (steps != 0) {
    ends |= (ends >> 16) & steps;
    steps &= steps >> 16;
    ends |= (ends >> 32) & steps;
  }
  const ends0 = spreadBits(ends);
  const ends1 = spreadBits(ends >> 32);
  const integers0 = v128.bitselect(odd0, even0, areOddSet(ends0));
  const integers1 = v128.bitselect(odd1, even1, areOddSet(ends1));
  // A lane's upper bit tells whether it has the last pair of an integer, its lower one whether it has another pair.
  const others = ends ^ units;
  const columns = ((units | (units << 1)) & 0xaaaaaaaaaaaaaaaa) | ((others | (others >> 1)) & 0x5555555555555555);
  const columns0 = spreadBits(columns);
  const columns1 = spreadBits(columns >> 32);
  const areMore0 = areEvenSet(columns0);
  const areMore1 = areEvenSet(columns1);
  let column0 = areOddSet(columns0);
  let column1 = areOddSet(columns1);
  const usualEnd = min<usize>(integerLanesEnd, INTEGER_LANES + USUAL_PAIRS * LANE_BYTES);
  lanes = INTEGER_LANES;
  do {
    addPairs(lanes, v128.and(integers0, column0), v128.and(integers1, column1));
    lanes += LANE_BYTES;
    column0 = v128.and(areMore0, fromByteAfter(column0, column1));
    column1 = v128.and(areMore1, fromByteAfter(column1, i64x2.splat(0)));
  } while ((i32(lanes < usualEnd) | i8x16.bitmask(v128.or(column0, column1))) != 0);
  integerLanesEnd = max<usize>(integerLanesEnd, lanes);
}

/** Each digit plus ten times the digit before it, if there is one; behind a last digit ten times that. A lane of 16 bits has two bytes: 10 × 9 fits in the lower. */
function pairsFrom(previous: v128, digits: v128): v128 {
  return i8x16.add(digits, i16x8.mul(fromByteBefore(previous, digits), v128.load_splat<u64>(TENS)));
}

/** The upper byte of each lane of 16 bits. */
function oddBytes(low: v128, high: v128): v128 {
  return i8x16.narrow_i16x8_u(i16x8.shr_u(low, 8), i16x8.shr_u(high, 8));
}

/** `~x - ~0` is `-x`. */
function negateWhere(mask: v128, pairs: v128): v128 {
  return i8x16.sub(v128.xor(pairs, mask), mask);
}

/** For each packed byte the byte of the lowest 32 of `bits` that has its two bits. */
function spreadBits(bits: u64): v128 {
  return i8x16.swizzle(i64x2.splat(bits), i8x16(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3));
}

function areOddSet(spread: v128): v128 {
  return areSet(spread, v128.load_splat<u64>(ODD_BITS));
}

function areEvenSet(spread: v128): v128 {
  return areSet(spread, v128.load_splat<u64>(EVEN_BITS));
}

function areSet(spread: v128, own: v128): v128 {
  return i8x16.eq(v128.and(spread, own), own);
}

/** Adds packed pairs of the same columns. Two bytes come to at most 2 × 99 in magnitude. */
function addPairs(lanes: usize, low: v128, high: v128): void {
  const both = i16x8.add(i16x8.extadd_pairwise_i8x16_s(low), i16x8.extadd_pairwise_i8x16_s(high));
  v128.store(lanes, i16x8.add(v128.load(lanes), both));
}

/** Moves the lanes to the sums. */
export function fold(): void {
  countPairs(u32((integerLanesEnd - INTEGER_LANES) / LANE_BYTES), u32((fractionLanesEnd - FRACTION_LANES) / LANE_BYTES));
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
