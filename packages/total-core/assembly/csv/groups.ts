/**
 * Exact sums of numbers by the keys of their rows: for each key an integer, times a power of ten that is the same for all. They grow from call to call,
 * until the caller takes them.
 *
 * What is added is less than 10^14 < 2^47, and a sum that has reached 2^62 wants to be taken first: none ever reaches 2^63. So does a sum of
 * 2^32 - 1 numbers: one more, and it would be taken for one of none, and listed twice.
 */
import { DIGIT_0, MINUS, PLUS, POINT } from "../tokens/ascii";
import { MOST_KEYS, recordOf } from "./keys";

// @ts-ignore: decorators are valid here
@inline
const MOST_DIGITS: u32 = 14;
// @ts-ignore: decorators are valid here
@inline
const FULL: i64 = 1 << 62;

/** A u32 for each key that has numbers: its index. */
const TOUCHED: usize = memory.data(MOST_KEYS * 4, 4);
let touchedCount: u32 = 0;

/** How many numbers are in all sums together: at least two bytes of input each, so that 2^53 of them, which a binary64 can tell, never come. */
let numberCount: u64 = 0;

/** How many digits after the point the sums have, and are to have when they have been taken. */
let scale: u32 = 0;
let nextScale: u32 = 0;
/** How often they may still get others. After that, numbers that do not fit are left to the caller. */
let changesLeft: u32 = 0;
// @ts-ignore: decorators are valid here
@inline
const MOST_CHANGES: u32 = 100;

const POWERS: usize = memory.data<u64>([
  1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000, 100000000000, 1000000000000,
  10000000000000, 100000000000000,
], 8);

/** For the caller: which keys have numbers, how many those keys are and how many the numbers, and the scale of their sums. */
export function touched(): usize {
  return TOUCHED;
}
export function touchedKeys(): u32 {
  return touchedCount;
}
export function keptNumbers(): f64 {
  return f64(numberCount);
}
export function sumsScale(): u32 {
  return scale;
}

/** For tests of their bounds: so many numbers are in all sums together, and the scale may still change so often. */
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
    store<u64>(record, 0);
    store<u32>(record, 0, 8);
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
  /** It is not for this: it has an exponent, or too many digits, or is no number. */
  ODD,
  /** The sums are to be taken first. */
  LATER,
}

/** Adds the literal from `start` to `end`, by the text grammar, to the sum of a key. */
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
      if (digits == MOST_DIGITS) return Added.ODD;
      digits++;
      integer = 10 * integer + digit;
    } else if (byte == POINT && point == 0) point = at;
    else return Added.ODD;
  }
  if (digits == 0) return Added.ODD;
  const fraction: u32 = point == 0 ? 0 : u32(end - point) - 1;
  if (fraction > scale || digits + scale - fraction > MOST_DIGITS) {
    if (touchedCount != 0) return wantScale(fraction);
    scale = fraction;
    nextScale = fraction;
  }
  integer *= load<u64>(POWERS + 8 * (scale - fraction));

  const record = recordOf(index);
  const sum = load<i64>(record);
  if (sum >= FULL || sum <= -FULL) return Added.LATER;
  const count = load<u32>(record, 8) + 1;
  // One comparison for two that are seldom true: it is the first number, or one more than can be counted.
  if (count <= 1) {
    if (count == 0) return Added.LATER;
    store<u32>(TOUCHED + 4 * touchedCount++, index);
  }
  store<i64>(record, sum + (sign == MINUS ? -i64(integer) : i64(integer)));
  store<u32>(record, count, 8);
  numberCount++;
  return Added.YES;
}

function wantScale(fraction: u32): Added {
  if (changesLeft == 0) return Added.ODD;
  changesLeft--;
  nextScale = fraction;
  return Added.LATER;
}
