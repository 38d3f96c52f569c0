/**
 * Exact sums of numbers by key: an integer for each key, times a power of ten that is the same for all keys. They grow from call to call, until the
 * caller takes them.
 *
 * A number adds less than 10^14 < 2^47 to a sum, and the caller has to take the sums before one that has reached 2^62 grows: none ever reaches 2^63.
 * The same goes for a sum of 2^32 - 1 numbers: with one more its count would be 0, and its key would be listed twice.
 */
import { DIGIT_0, MINUS, PLUS, POINT } from "../simd/ascii";
import { COUNT, MOST_KEYS, recordOf, SUM } from "./keys";

const MOST_DIGITS: u32 = 14;
const FULL: i64 = 1 << 62;

/** The indices, in u32, of the keys that have numbers. */
export const TOUCHED: usize = memory.data(MOST_KEYS * 4, 4);
let touchedCount: u32 = 0;

/** How many numbers all sums together have. Each took at least two bytes of input, so that a binary64 holds the count exactly. */
let numberCount: u64 = 0;

/** How many digits after the point the sums have, and how many they will have once these are taken. */
let scale: u32 = 0;
let nextScale: u32 = 0;
/** How often the scale may still change. After that, numbers that do not fit the scale are slow literals. */
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
export function sumsScale(): u32 {
  return scale;
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
  for (let i: u32 = 0; i < touchedCount; i++) {
    const record = recordOf(load<u32>(TOUCHED + 4 * i));
    store<u64>(record, 0, SUM);
    store<u32>(record, 0, COUNT);
  }
  touchedCount = 0;
  numberCount = 0;
  scale = nextScale;
}

/** Begins with other rows. */
export function resetGroups(): void {
  nextScale = 0;
  changesLeft = MOST_CHANGES;
  clearGroups();
}

export const enum Added {
  YES,
  /** It has an exponent, or too many digits, or is no number. */
  SLOW,
  /** The caller has to take the sums first. */
  LATER,
}

/** Adds the literal from `start` to `end`, in the grammar of text, to the sum of a key. */
export function addToGroup(index: u32, start: usize, end: usize): Added {
  const sign = u32(load<u8>(start));
  let at = start + usize(sign == MINUS || sign == PLUS);
  let integer: u64 = 0;
  let digits: u32 = 0;
  let point: usize = 0;
  for (; at < end; at++) {
    const byte = u32(load<u8>(at));
    const digit = byte - DIGIT_0;
    if (digit < 10) {
      if (digits == MOST_DIGITS) return Added.SLOW;
      digits++;
      integer = 10 * integer + digit;
    } else if (byte == POINT && point == 0) point = at;
    else return Added.SLOW;
  }
  if (digits == 0) return Added.SLOW;
  const fraction: u32 = point == 0 ? 0 : u32(end - point) - 1;
  if (fraction > scale || digits + scale - fraction > MOST_DIGITS) {
    if (touchedCount != 0) return wantScale(fraction);
    scale = fraction;
    nextScale = fraction;
  }
  integer *= load<u64>(POWERS + 8 * (scale - fraction));

  const record = recordOf(index);
  const sum = load<i64>(record, SUM);
  if (sum >= FULL || sum <= -FULL) return Added.LATER;
  const count = load<u32>(record, COUNT) + 1;
  // One comparison for two rare cases: the first number, and one more than can be counted.
  if (count <= 1) {
    if (count == 0) return Added.LATER;
    store<u32>(TOUCHED + 4 * touchedCount++, index);
  }
  store<i64>(record, sum + (sign == MINUS ? -i64(integer) : i64(integer)), SUM);
  store<u32>(record, count, COUNT);
  numberCount++;
  return Added.YES;
}

function wantScale(fraction: u32): Added {
  if (changesLeft == 0) return Added.SLOW;
  changesLeft--;
  nextScale = fraction;
  return Added.LATER;
}
