/**
 * The least and the greatest exponent of numbers.
 *
 * The bits of a double without its sign are an integer that grows with its magnitude, and the upper bits alone are its exponent field.
 */
import { MANTISSA_BITS } from "./float64";

/** The least (or 1 less) and the greatest exponent field of the numbers measured last, zeros aside; the field of subnormals counts as 1. */
export let leastField: i32 = 0;
export let greatestField: i32 = 0;
/** Whether all numbers were zeros. Then the fields mean nothing. */
export let isAllZeros: bool = false;

/**
 * Measures the first four of every `step` doubles of `count`, a multiple of 4.
 *
 * Minus 1, a zero is the greatest of all integers, which no minimum takes, while any other number borrows at most 1 from its field.
 */
export function measureSome(pointer: usize, count: i32, step: i32): void {
  let least0 = i64x2.splat(-1);
  let least1 = least0;
  let greatest0 = i64x2.splat(0);
  let greatest1 = greatest0;
  for (const end = pointer + ((<usize>count) << 3); pointer < end; pointer += (<usize>step) << 3) {
    const magnitude0 = v128.and(v128.load(pointer), i64x2.splat(i64.MAX_VALUE));
    const magnitude1 = v128.and(v128.load(pointer, 16), i64x2.splat(i64.MAX_VALUE));
    greatest0 = i32x4.max_u(greatest0, magnitude0);
    greatest1 = i32x4.max_u(greatest1, magnitude1);
    least0 = i32x4.min_u(least0, i64x2.sub(magnitude0, i64x2.splat(1)));
    least1 = i32x4.min_u(least1, i64x2.sub(magnitude1, i64x2.splat(1)));
  }
  const greatest = i32x4.max_u(greatest0, greatest1);
  const least = i32x4.min_u(least0, least1);
  leastField = fieldOfUpper(min<u32>(i32x4.extract_lane(least, 1), i32x4.extract_lane(least, 3)));
  greatestField = fieldOfUpper(max<u32>(i32x4.extract_lane(greatest, 1), i32x4.extract_lane(greatest, 3)));
  isAllZeros = !v128.any_true(greatest);
}

/** The field of a magnitude from its upper 32 bits; 1 for subnormals, because they are multiples of the same unit as the numbers of field 1. */
function fieldOfUpper(upper: u32): i32 {
  return max<i32>(upper >> (<i32>MANTISSA_BITS - 32), 1);
}

/** The upper 16 bits of a double have its sign, its field and this many bits of its mantissa. */
const TOP_MANTISSA_BITS: i32 = 4;

/** The upper 16 bits of eight doubles without their signs, in any order. Measuring these takes a fraction of the time. */
export function topsOf(x0: v128, x1: v128, x2: v128, x3: v128): v128 {
  const uppers01 = v128.shuffle<i32>(x0, x1, 1, 3, 5, 7);
  const uppers23 = v128.shuffle<i32>(x2, x3, 1, 3, 5, 7);
  const tops = v128.shuffle<i16>(i32x4.shr_u(uppers01, 16), uppers23, 0, 9, 2, 11, 4, 13, 6, 15);
  return v128.and(tops, i16x8.splat(i16.MAX_VALUE));
}

/** Sets the fields of a block from the least and the greatest of its tops. Tops do not tell zeros from subnormals; a block that may have either is measured number by number. */
export function measureByTops(least: v128, greatest: v128, pointer: usize, count: i32): void {
  leastField = <i32>(leastOf(least) >> TOP_MANTISSA_BITS);
  greatestField = <i32>(greatestOf(greatest) >> TOP_MANTISSA_BITS);
  isAllZeros = false;
  if (leastField == 0) measureSome(pointer, count, 4);
}

function leastOf(integers: v128): u32 {
  integers = i16x8.min_u(integers, v128.shuffle<i64>(integers, integers, 1, 0));
  integers = i16x8.min_u(integers, v128.shuffle<i32>(integers, integers, 1, 0, 3, 2));
  integers = i16x8.min_u(integers, v128.shuffle<i16>(integers, integers, 1, 0, 3, 2, 5, 4, 7, 6));
  return i16x8.extract_lane_u(integers, 0);
}

function greatestOf(integers: v128): u32 {
  integers = i16x8.max_u(integers, v128.shuffle<i64>(integers, integers, 1, 0));
  integers = i16x8.max_u(integers, v128.shuffle<i32>(integers, integers, 1, 0, 3, 2));
  integers = i16x8.max_u(integers, v128.shuffle<i16>(integers, integers, 1, 0, 3, 2, 5, 4, 7, 6));
  return i16x8.extract_lane_u(integers, 0);
}
