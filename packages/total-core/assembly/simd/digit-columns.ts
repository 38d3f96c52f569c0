/**
 * An accumulator of decimal literals that are read one by one. It has a sum for each column of digits: nothing is multiplied, nothing is rounded.
 *
 * A literal of at most 32 bytes is loaded into 32 lanes so that its last byte is in the last lane, and its digits are added to sums of 16 bits. There
 * is a row of 32 sums for each lane that may hold the point, so that within a row a lane always has the same power of ten.
 *
 * An accumulator is folded into the sums of the call, or cleared: until then its literals do not count.
 */
import { MINUS, PLUS, POINT } from "./ascii";
import { areDigits, digitsFromBytes } from "./bytes";
import { SUMS, UNITS } from "./sums";

const LANES: u32 = 32;
/** A literal without a point is treated as if the point followed its last lane. */
const POINTS = LANES + 1;

/** Each place of the point has two rows: for positive literals and for negative ones. */
const ROW_BYTES = 2 * LANES;
const ROWS_BYTES = POINTS * 2 * ROW_BYTES;

/**
 * Behind the rows: a u64 whose bit i is 1 if a literal had its point in lane i; u32 counts of the literals in the rows, of all numbers, and of empty
 * places. A call clears them, so the last two are at most one for each byte of a call.
 */
const POINTS_SEEN = ROWS_BYTES;
const LITERALS = POINTS_SEEN + 8;
const NUMBERS = LITERALS + 4;
const EMPTY = NUMBERS + 4;
export const ACCUMULATOR_BYTES = EMPTY + 4;

export const ACCUMULATOR: usize = memory.data(ACCUMULATOR_BYTES, 16);

/** A literal adds at most 9 to a sum of 16 bits. */
export const LITERALS_PER_FOLD: u32 = u16.MAX_VALUE / 9;

/** A mask of the last n of 16 lanes begins at byte n. */
export const LAST_LANES: usize = memory.data<u8>([
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
], 16);

/** For tests of the bound: sets how many literals the rows hold. */
export function setLiterals(accumulator: usize, literals: u32): void {
  store<u32>(accumulator, literals, LITERALS);
}

export function numbersIn(accumulator: usize): u32 {
  return load<u32>(accumulator, NUMBERS);
}

export function emptyIn(accumulator: usize): u32 {
  return load<u32>(accumulator, EMPTY);
}

export function countEmpty(accumulator: usize): void {
  store<u32>(accumulator, load<u32>(accumulator, EMPTY) + 1, EMPTY);
}

/**
 * Adds the literal from `start` to `end`, in the grammar of text, and counts it.
 * @param sums where the accumulator is folded into when it is full
 * @returns false, with nothing added, if it has an exponent, is too long, or is no number
 */
// @ts-ignore: decorators are valid here
@inline
export function addLiteral(accumulator: usize, start: usize, end: usize, sums: usize = SUMS): bool {
  makeRoom(accumulator, 1, sums);
  if (!addUncounted(accumulator, start, end)) return false;
  countLiterals(accumulator, 1);
  return true;
}

/** Folds the accumulator into `sums` if it has no room for so many more literals: at most {@link LITERALS_PER_FOLD}. */
// @ts-ignore: decorators are valid here
@inline
export function makeRoom(accumulator: usize, literals: u32, sums: usize): void {
  if (load<u32>(accumulator, LITERALS) > LITERALS_PER_FOLD - literals) fold(accumulator, sums);
}

// @ts-ignore: decorators are valid here
@inline
export function countLiterals(accumulator: usize, literals: u32): void {
  store<u32>(accumulator, load<u32>(accumulator, LITERALS) + literals, LITERALS);
  store<u32>(accumulator, load<u32>(accumulator, NUMBERS) + literals, NUMBERS);
}

/** Adds a literal as {@link addLiteral} does, where there is room for it. The caller counts it. */
// @ts-ignore: decorators are valid here
@inline
export function addUncounted(accumulator: usize, start: usize, end: usize): bool {
  const length = u32(end - start);
  if (length - 1 >= 16) return addLongLiteral(accumulator, start, end);
  const digits = digitsFromBytes(v128.load(end - 16));
  const areInside = v128.load(LAST_LANES + length);
  const areAdded = v128.and(areDigits(digits), areInside);
  const others = u32(i8x16.bitmask(v128.andnot(areInside, areAdded)));
  const sign = u32(load<u8>(start));
  const isMinus = u32(sign == MINUS);
  const points = others ^ ((isMinus | u32(sign == PLUS)) << (16 - length));
  if ((points & (points - 1)) != 0 || i8x16.bitmask(areAdded) == 0) return false;
  const point = ctz(points | 0x10000);
  // Without a branch for literals that have no point: one in four of them, in any order, cost as much as a fifth of the rest.
  if ((u32(points != 0) & u32(load<u8>(end - 16 + point) != POINT)) != 0) return false;

  const row = rowFor(accumulator, 16 + point, isMinus);
  addToLanes(row + ROW_BYTES / 2, v128.and(digits, areAdded));
  return true;
}

function addLongLiteral(accumulator: usize, start: usize, end: usize): bool {
  const length = u32(end - start);
  if (length - 1 >= LANES) return false;
  const digits0 = digitsFromBytes(v128.load(end - 32));
  const digits1 = digitsFromBytes(v128.load(end - 16));
  const areInside0 = v128.load(LAST_LANES + length - 16);
  const areAdded0 = v128.and(areDigits(digits0), areInside0);
  const areAdded1 = areDigits(digits1);
  const others0 = u32(i8x16.bitmask(v128.andnot(areInside0, areAdded0)));
  const others1 = u32(i8x16.bitmask(v128.not(areAdded1)));
  const sign = u32(load<u8>(start));
  const isMinus = u32(sign == MINUS);
  // There is a digit: of 17 bytes or more, at most a sign and a point are none.
  const points = (others0 | (others1 << 16)) ^ ((isMinus | u32(sign == PLUS)) << (32 - length));
  if ((points & (points - 1)) != 0) return false;
  if (points != 0 && load<u8>(end - 32 + ctz(points)) != POINT) return false;

  const row = rowFor(accumulator, u32(ctz(u64(points) | (1 << 32))), isMinus);
  addToLanes(row, v128.and(digits0, areAdded0));
  addToLanes(row + ROW_BYTES / 2, v128.and(digits1, areAdded1));
  return true;
}

/** The row for a literal. */
// @ts-ignore: decorators are valid here
@inline
function rowFor(accumulator: usize, point: u32, isMinus: u32): usize {
  store<u64>(accumulator, load<u64>(accumulator, POINTS_SEEN) | (<u64>1 << point), POINTS_SEEN);
  return accumulator + (2 * point + isMinus) * ROW_BYTES;
}

function addToLanes(lanes: usize, digits: v128): void {
  v128.store(lanes, i16x8.add(v128.load(lanes), i16x8.extend_low_i8x16_u(digits)));
  v128.store(lanes, i16x8.add(v128.load(lanes, 16), i16x8.extend_high_i8x16_u(digits)), 16);
}

/** Moves the sums of the rows to `sums`, which are those of the call or laid out as they are. */
export function fold(accumulator: usize, sums: usize = SUMS): void {
  for (let seen = load<u64>(accumulator, POINTS_SEEN); seen != 0; seen &= seen - 1) {
    const point = u32(ctz(seen));
    const above = accumulator + 2 * point * ROW_BYTES;
    const below = above + ROW_BYTES;
    for (let lane: u32 = 0; lane < LANES; lane++) {
      // The lane before the point has the units, the lane after it the tenths.
      const column = UNITS + point - lane - u32(lane < point);
      const sum = i32(load<u16>(above + 2 * lane)) - i32(load<u16>(below + 2 * lane));
      store<i32>(sums + 4 * column, load<i32>(sums + 4 * column) + sum);
    }
  }
  clearRows(accumulator);
}

export function clear(accumulator: usize): void {
  clearRows(accumulator);
  store<u32>(accumulator, 0, NUMBERS);
  store<u32>(accumulator, 0, EMPTY);
}

function clearRows(accumulator: usize): void {
  for (let seen = load<u64>(accumulator, POINTS_SEEN); seen != 0; seen &= seen - 1) {
    memory.fill(accumulator + 2 * u32(ctz(seen)) * ROW_BYTES, 0, 2 * ROW_BYTES);
  }
  store<u64>(accumulator, 0, POINTS_SEEN);
  store<u32>(accumulator, 0, LITERALS);
}
