/** Between which exponents the numbers of a block lie. */
import { MANTISSA_BITS } from "./float64";

/** The least (it may be one too small) and the greatest exponent field of the block last measured, zeros aside; subnormals have field 1. */
export let leastField: i32 = 0;
export let greatestField: i32 = 0;
/** Whether it had no number but zeros. Then the fields say nothing. */
export let isAllZeros: bool = false;
/**
 * Measures `count` doubles, a multiple of 4.
 *
 * Without its sign a double is an integer that grows with its magnitude, and the upper 32 bits, compared alone, tell its field.
 * 1 less, a zero is the greatest of all integers, which no minimum takes; any other number at most borrows from its field.
 */
export function measure(pointer: usize, count: i32): void {
  const magnitudeMask = i64x2.splat(0x7fff_ffff_ffff_ffff);
  const one = i64x2.splat(1);
  let least0 = i32x4.splat(-1);
  let least1 = least0;
  let greatest0 = i32x4.splat(0);
  let greatest1 = greatest0;
  for (const end = pointer + ((<usize>count) << 3); pointer < end; pointer += 32) {
    const magnitude0 = v128.and(v128.load(pointer), magnitudeMask);
    const magnitude1 = v128.and(v128.load(pointer, 16), magnitudeMask);
    greatest0 = i32x4.max_u(greatest0, magnitude0);
    greatest1 = i32x4.max_u(greatest1, magnitude1);
    least0 = i32x4.min_u(least0, i64x2.sub(magnitude0, one));
    least1 = i32x4.min_u(least1, i64x2.sub(magnitude1, one));
  }
  const greatest = i32x4.max_u(greatest0, greatest1);
  const least = i32x4.min_u(least0, least1);
  isAllZeros = !v128.any_true(greatest);
  greatestField = fieldOfUpper(max<u32>(i32x4.extract_lane(greatest, 1), i32x4.extract_lane(greatest, 3)));
  leastField = fieldOfUpper(min<u32>(i32x4.extract_lane(least, 1), i32x4.extract_lane(least, 3)));
}

/** The field of a magnitude, by its upper 32 bits; that of subnormals is 1, because they are multiples of the same unit. */
function fieldOfUpper(upper: u32): i32 {
  return max<i32>(upper >> (<i32>MANTISSA_BITS - 32), 1);
}
