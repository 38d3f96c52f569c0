/** Marks are facts about the numbers of a sum that their finite sum does not show, one bit each. */
import { MANTISSA_MASK, MINUS_ZERO } from "./float64";

export const SAW_NAN: i32 = 1;
export const SAW_INFINITY: i32 = 2;
export const SAW_MINUS_INFINITY: i32 = 4;
/** There was a number other than −0. Without one the sum is −0. */
export const SAW_OTHER_THAN_MINUS_ZERO: i32 = 8;

export let marks: i32 = 0;

export function mark(what: i32): void {
  marks |= what;
}

export function clearMarks(): void {
  marks = 0;
}

/** Marks NaN or an infinity. */
export function markNotFinite(bits: u64): void {
  mark(SAW_OTHER_THAN_MINUS_ZERO);
  if ((bits & MANTISSA_MASK) != 0) mark(SAW_NAN);
  else mark(<i64>bits < 0 ? SAW_MINUS_INFINITY : SAW_INFINITY);
}

/** Marks zeros, if any of them is not −0. */
export function markZeros(pointer: usize, count: i32): void {
  if ((marks & SAW_OTHER_THAN_MINUS_ZERO) != 0) return;
  for (const end = pointer + ((<usize>count) << 3); pointer < end; pointer += 8) {
    if (load<u64>(pointer) != MINUS_ZERO) return mark(SAW_OTHER_THAN_MINUS_ZERO);
  }
}
