/**
 * Exact sums of numbers by key and column: an integer for each, times a power of ten that is the same for all keys. They grow from call to call, until
 * the caller takes them.
 *
 * A number adds less than 10^14 < 2^47 to a sum, and the caller has to take the sums before one that has reached 2^62 grows: none ever reaches 2^63.
 * The same goes for a sum of 2^32 - 1 numbers: with one more its count would be 0, and its key would be listed twice.
 */
import { MINUS, PLUS, POINT } from "../simd/ascii";
import { areDigits, digitsFromBytes } from "../simd/bytes";
import { LAST_LANES } from "../simd/digit-columns";
import { integerOfDigits, withoutByte } from "../simd/integers";
import { clearSumsOf, COUNT, IS_TOUCHED, MOST_KEYS, recordOf, SUM, sumOf } from "./keys";
import { MOST_COLUMNS } from "./rows";

const MOST_DIGITS: u32 = 14;
const FULL: i64 = 1 << 62;

/** The indices, in u32, of the keys that have numbers. */
export const TOUCHED: usize = memory.data(MOST_KEYS * 4, 4);
let touchedCount: u32 = 0;

/** How many numbers all sums together have. Each took at least two bytes of input, so that a binary64 holds the count exactly. */
let numberCount: u64 = 0;

/** For each column, in u32, how many digits after the point its sums have, and how many they will have once all sums are taken. */
export const SCALES: usize = memory.data(MOST_COLUMNS * 4, 4);
const NEXT_SCALES: usize = memory.data(MOST_COLUMNS * 4, 4);
/** How often a scale may still change. After that, numbers that do not fit their scale are slow literals. */
let changesLeft: u32 = 0;
const MOST_CHANGES: u32 = 100;

const POWERS: usize = memory.data<u64>([
  1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000, 100000000000, 1000000000000,
  10000000000000, 100000000000000,
], 8);

/** How many keys have numbers. */
export function touchedKeys(): u32 {
  return touchedCount;
}

export function keptNumbers(): f64 {
  return f64(numberCount);
}

/** For tests of the bounds. */
export function setKeptNumbers(numbers: f64): void {
  numberCount = u64(numbers);
}
export function setChangesLeft(changes: u32): void {
  changesLeft = changes;
}

/** The caller has taken all sums. */
export function clearGroups(): void {
  for (let i: u32 = 0; i < touchedCount; i++) clearSumsOf(load<u32>(TOUCHED + 4 * i));
  touchedCount = 0;
  numberCount = 0;
  memory.copy(SCALES, NEXT_SCALES, MOST_COLUMNS * 4);
}

/** Begins with other rows. */
export function resetGroups(): void {
  memory.fill(NEXT_SCALES, 0, MOST_COLUMNS * 4);
  changesLeft = MOST_CHANGES;
  clearGroups();
}

/** A literal is not added because it has an exponent, or too many digits, or is no number. */
export const SLOW: i64 = i64.MIN_VALUE;
/** It is not added because the caller has to take the sums first. */
export const LATER: i64 = i64.MIN_VALUE + 1;

/**
 * Reads the literal from `start` to `end`, in the grammar of text, to be added to the sums of a column. No branch depends on its length, which is another
 * one in each row: where the processor guesses it wrong, that costs more than all the rest.
 * @returns the number in units of the column's scale, or SLOW or LATER
 */
// @ts-ignore: decorators are valid here
@inline
function read(column: u32, start: usize, end: usize): i64 {
  const length = u32(end - start);
  // MOST_DIGITS, a sign and a point are 16 bytes.
  if (length - 1 >= 16) return SLOW;
  const bytes = digitsFromBytes(v128.load(end - 16));
  const areInside = v128.load(LAST_LANES + length);
  const areDigitsInside = v128.and(areDigits(bytes), areInside);
  const others = u32(i8x16.bitmask(v128.andnot(areInside, areDigitsInside)));
  const sign = u32(load<u8>(start));
  const isMinus = u32(sign == MINUS);
  const points = others ^ ((isMinus | u32(sign == PLUS)) << (16 - length));
  if ((points & (points - 1)) != 0) return SLOW;
  if (points != 0 && load<u8>(end - 16 + ctz(points)) != POINT) return SLOW;
  const digits = u32(popcnt(i8x16.bitmask(areDigitsInside)));
  if (digits - 1 >= MOST_DIGITS) return SLOW;
  // Where there is no point, all lanes count as behind it.
  const behindPoint = u32(clz(points)) - 16;
  const fraction = behindPoint & 15;
  let scale = load<u32>(SCALES + 4 * column);
  if (fraction > scale || digits + scale - fraction > MOST_DIGITS) {
    if (touchedCount != 0) return wantScale(column, fraction);
    scale = fraction;
    store<u32>(SCALES + 4 * column, scale);
    store<u32>(NEXT_SCALES + 4 * column, scale);
  }
  const withoutPoint = withoutByte(v128.and(bytes, areDigitsInside), v128.load(LAST_LANES + behindPoint));
  const integer = i64(integerOfDigits(withoutPoint) * load<u64>(POWERS + 8 * (scale - fraction)));
  // The negative one is the complement plus 1.
  return (integer ^ -i64(isMinus)) + i64(isMinus);
}

function wantScale(column: u32, fraction: u32): i64 {
  if (changesLeft == 0) return SLOW;
  changesLeft--;
  store<u32>(NEXT_SCALES + 4 * column, fraction);
  return LATER;
}

/**
 * Adds the literal from `start` to `end` to the sum of a key, where there is one column.
 * @returns SLOW or LATER, or else that it was added
 */
export function addToGroup(index: u32, start: usize, end: usize): i64 {
  const number = read(0, start, end);
  if (number <= LATER) return number;
  const record = recordOf(index);
  const sum = load<i64>(record, SUM);
  if (sum >= FULL || sum <= -FULL) return LATER;
  const count = load<u32>(record, COUNT) + 1;
  // One comparison for two rare cases: the first number, and one more than can be counted.
  if (count <= 1) {
    if (count == 0) return LATER;
    list(index);
  }
  store<i64>(record, sum + number, SUM);
  store<u32>(record, count, COUNT);
  numberCount++;
  return number;
}

/** Reads the literal from `start` to `end`. @returns the number, which can be added to the sum of that key and column, or SLOW or LATER */
export function readNumber(index: u32, column: u32, start: usize, end: usize): i64 {
  const number = read(column, start, end);
  const at = sumOf(index, column);
  const sum = load<i64>(at, SUM);
  const isFull = sum >= FULL || sum <= -FULL || load<u32>(at, COUNT) == u32.MAX_VALUE;
  return isFull && number != SLOW ? LATER : number;
}

/** Adds a number that was read. */
export function addNumber(index: u32, column: u32, value: i64): void {
  const at = sumOf(index, column);
  store<i64>(at, load<i64>(at, SUM) + value, SUM);
  store<u32>(at, load<u32>(at, COUNT) + 1, COUNT);
  numberCount++;
  const record = recordOf(index);
  if (load<u32>(record, IS_TOUCHED) != 0) return;
  store<u32>(record, 1, IS_TOUCHED);
  list(index);
}

function list(index: u32): void {
  store<u32>(TOUCHED + 4 * touchedCount++, index);
}
