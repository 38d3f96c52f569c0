/**
 * Exact sums of decimal literals that are taken one by one, a sum for each column of digits. The total is Σ sum × 10^exponent: nothing is
 * multiplied, nothing is rounded.
 *
 * A literal of at most 32 bytes is aligned at its last byte in 32 lanes, and its digits are added to sums of 16 bits. There is a row of 32 for
 * each lane that the point may stand in, so that within a row a lane always stands for the same power of ten.
 *
 * A tally may be added to the sums or thrown away: what it has been told is not final before that.
 */
import { areDigits, digitsFromBytes } from "../text/bytes";
import { MINUS, PLUS, POINT } from "./ascii";

// @ts-ignore: decorators are valid here
@inline
const LANES: u32 = 32;
/** A literal without a point is like one with a point after its last lane. */
// @ts-ignore: decorators are valid here
@inline
const POINTS = LANES + 1;

/** For each lane of the point two rows, of literals above zero and of those below. */
// @ts-ignore: decorators are valid here
@inline
const ROW_BYTES = 2 * LANES;
// @ts-ignore: decorators are valid here
@inline
const ROWS_BYTES = POINTS * 2 * ROW_BYTES;

/**
 * After the rows: a u64 whose bit i tells that there were points in lane i, how many literals the rows hold, how many numbers there were in all, and
 * how many empty places. A call clears these, so that the last two are at most one for each of its bytes (assembly/memory/call.ts).
 */
// @ts-ignore: decorators are valid here
@inline
const POINTS_SEEN = ROWS_BYTES;
// @ts-ignore: decorators are valid here
@inline
const LITERALS = POINTS_SEEN + 8;
// @ts-ignore: decorators are valid here
@inline
const NUMBERS = LITERALS + 4;
// @ts-ignore: decorators are valid here
@inline
const EMPTY = NUMBERS + 4;
// @ts-ignore: decorators are valid here
@inline
const TALLY_BYTES = EMPTY + 4;

export const FIRST_TALLY: usize = memory.data(TALLY_BYTES, 16);
export const SECOND_TALLY: usize = memory.data(TALLY_BYTES, 16);

/** A literal adds at most 9 to a sum of 16 bits. */
// @ts-ignore: decorators are valid here
@inline
const LITERALS_PER_FOLD = u16.MAX_VALUE / 9;

/**
 * An i32 for each power of ten from 10^-64 to 10^63, that of the units at index 64. A call clears them and reads less than 2^17 bytes
 * (assembly/memory/call.ts), so less than 2^17 literals, and 2^17 × 9 < 2^31.
 */
// @ts-ignore: decorators are valid here
@inline
const COLUMNS = 64;
const SUMS: usize = memory.data(2 * COLUMNS * 4, 16);
const UNITS: usize = COLUMNS;

/** 16 bytes that are false, then 16 that are true: from byte n on, the last n of 16 are true. */
const LAST_LANES: usize = memory.data<u8>([
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
], 16);

/** For the caller: where the sums are. */
export function sums(): usize {
  return SUMS;
}

export function clearSums(): void {
  memory.fill(SUMS, 0, 2 * COLUMNS * 4);
}

/** For tests of the bound: its rows hold so many literals, of whatever they are. */
export function setLiterals(tally: usize, literals: u32): void {
  store<u32>(tally, literals, LITERALS);
}

// @ts-ignore: decorators are valid here
@inline
export function numbersIn(tally: usize): u32 {
  return load<u32>(tally, NUMBERS);
}

// @ts-ignore: decorators are valid here
@inline
export function emptyIn(tally: usize): u32 {
  return load<u32>(tally, EMPTY);
}

/** Whether before one literal more it will be folded. */
// @ts-ignore: decorators are valid here
@inline
export function isFull(tally: usize): bool {
  return load<u32>(tally, LITERALS) == LITERALS_PER_FOLD;
}

// @ts-ignore: decorators are valid here
@inline
export function countEmpty(tally: usize): void {
  store<u32>(tally, load<u32>(tally, EMPTY) + 1, EMPTY);
}

/**
 * Adds the literal from `start` to `end`, by the text grammar.
 * @returns whether it is one without an exponent, and not too long; else nothing was added
 */
// @ts-ignore: decorators are valid here
@inline
export function addLiteral(tally: usize, start: usize, end: usize): bool {
  const length = u32(end - start);
  if (length - 1 >= 16) return addLongLiteral(tally, start, end);
  const digits = digitsFromBytes(v128.load(end - 16));
  const areInside = v128.load(LAST_LANES + length);
  const areAdded = v128.and(areDigits(digits), areInside);
  const others = u32(i8x16.bitmask(v128.andnot(areInside, areAdded)));
  const sign = u32(load<u8>(start));
  const isMinus = u32(sign == MINUS);
  const points = others ^ ((isMinus | u32(sign == PLUS)) << (16 - length));
  if ((points & (points - 1)) != 0 || i8x16.bitmask(areAdded) == 0) return false;
  if (points != 0 && load<u8>(end - 16 + ctz(points)) != POINT) return false;

  const row = rowFor(tally, 16 + ctz(points | 0x10000), isMinus);
  addToLanes(row + ROW_BYTES / 2, v128.and(digits, areAdded));
  return true;
}

function addLongLiteral(tally: usize, start: usize, end: usize): bool {
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
  // There are digits: of at least 17 bytes, at most two turn out to be none.
  const points = (others0 | (others1 << 16)) ^ ((isMinus | u32(sign == PLUS)) << (32 - length));
  if ((points & (points - 1)) != 0) return false;
  if (points != 0 && load<u8>(end - 32 + ctz(points)) != POINT) return false;

  const row = rowFor(tally, u32(ctz(u64(points) | (1 << 32))), isMinus);
  addToLanes(row, v128.and(digits0, areAdded0));
  addToLanes(row + ROW_BYTES / 2, v128.and(digits1, areAdded1));
  return true;
}

/** Counts the literal that is going to be added to the row. */
// @ts-ignore: decorators are valid here
@inline
function rowFor(tally: usize, point: u32, isMinus: u32): usize {
  if (isFull(tally)) fold(tally);
  store<u32>(tally, load<u32>(tally, LITERALS) + 1, LITERALS);
  store<u32>(tally, load<u32>(tally, NUMBERS) + 1, NUMBERS);
  store<u64>(tally, load<u64>(tally, POINTS_SEEN) | (<u64>1 << point), POINTS_SEEN);
  return tally + (2 * point + isMinus) * ROW_BYTES;
}

// @ts-ignore: decorators are valid here
@inline
function addToLanes(lanes: usize, digits: v128): void {
  v128.store(lanes, i16x8.add(v128.load(lanes), i16x8.extend_low_i8x16_u(digits)));
  v128.store(lanes, i16x8.add(v128.load(lanes, 16), i16x8.extend_high_i8x16_u(digits)), 16);
}

/** Moves all that the rows hold to the sums. */
export function fold(tally: usize): void {
  for (let seen = load<u64>(tally, POINTS_SEEN); seen != 0; seen &= seen - 1) {
    const point = u32(ctz(seen));
    const above = tally + 2 * point * ROW_BYTES;
    const below = above + ROW_BYTES;
    for (let lane: u32 = 0; lane < LANES; lane++) {
      // Before the point the lane next to it is the units', after it the tenths'.
      const column = UNITS + point - lane - u32(lane < point);
      const sum = i32(load<u16>(above + 2 * lane)) - i32(load<u16>(below + 2 * lane));
      store<i32>(SUMS + 4 * column, load<i32>(SUMS + 4 * column) + sum);
    }
  }
  clearRows(tally);
}

/** Takes over all that another one has been told. */
export function takeOver(tally: usize, other: usize): void {
  store<u32>(tally, numbersIn(tally) + numbersIn(other), NUMBERS);
  store<u32>(tally, emptyIn(tally) + emptyIn(other), EMPTY);
  fold(other);
  clear(other);
}

/** Forgets all that it has been told. */
export function clear(tally: usize): void {
  clearRows(tally);
  store<u32>(tally, 0, NUMBERS);
  store<u32>(tally, 0, EMPTY);
}

function clearRows(tally: usize): void {
  for (let seen = load<u64>(tally, POINTS_SEEN); seen != 0; seen &= seen - 1) {
    memory.fill(tally + 2 * u32(ctz(seen)) * ROW_BYTES, 0, 2 * ROW_BYTES);
  }
  store<u64>(tally, 0, POINTS_SEEN);
  store<u32>(tally, 0, LITERALS);
}
