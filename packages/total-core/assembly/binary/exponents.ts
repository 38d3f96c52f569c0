/**
 * Between which exponents numbers lie.
 *
 * Without its sign a double is an integer that grows with its magnitude, and its upper half, compared alone, tells its field. 1 less,
 * a zero is the greatest of all integers, which no minimum takes, while any other number at most borrows 1 from its field.
 */
import { MANTISSA_BITS } from "./float64";

/** The least (it may be 1 too small) and the greatest exponent field of what was measured last, zeros aside; that of subnormals is 1. */
export let leastField: i32 = 0;
export let greatestField: i32 = 0;
/** Whether there was no number but zeros. Then the fields say nothing. */
export let isAllZeros: bool = false;

export function setFields(least: i32, greatest: i32): void {
  leastField = least;
  greatestField = greatest;
  isAllZeros = false;
}

/** Measures `count` doubles, a multiple of 4. */
export function measure(pointer: usize, count: i32): void {
  measureSome(pointer, count, 4);
}

/** Measures the first four of every `step` doubles of `count`. */
export function measureSome(pointer: usize, count: i32, step: i32): void {
  let least0 = i64x2.splat(-1);
  let least1 = least0;
  let greatest0 = i64x2.splat(0);
  let greatest1 = greatest0;
  for (const end = pointer + ((<usize>count) << 3); pointer < end; pointer += (<usize>step) << 3) {
    const magnitude0 = magnitudes(pointer);
    const magnitude1 = magnitudes(pointer + 16);
    greatest0 = i32x4.max_u(greatest0, magnitude0);
    greatest1 = i32x4.max_u(greatest1, magnitude1);
    least0 = i32x4.min_u(least0, i64x2.sub(magnitude0, i64x2.splat(1)));
    least1 = i32x4.min_u(least1, i64x2.sub(magnitude1, i64x2.splat(1)));
  }
  const greatest = i32x4.max_u(greatest0, greatest1);
  const least = i32x4.min_u(least0, least1);
  setFields(
    fieldOfUpper(min<u32>(i32x4.extract_lane(least, 1), i32x4.extract_lane(least, 3))),
    fieldOfUpper(max<u32>(i32x4.extract_lane(greatest, 1), i32x4.extract_lane(greatest, 3))),
  );
  isAllZeros = !v128.any_true(greatest);
}

// @ts-ignore: decorator
@inline
function magnitudes(pointer: usize): v128 {
  return v128.and(v128.load(pointer), i64x2.splat(0x7fff_ffff_ffff_ffff));
}

function fieldOfUpper(upper: u32): i32 {
  return max<i32>(upper >> (<i32>MANTISSA_BITS - 32), 1);
}
