/**
 * Adds integer arrays in integers, not in binary64.
 *
 * It reads whole vectors: the bytes behind the last number, up to a multiple of 16, are set to zero first.
 */
import { UNIT_EXPONENT } from "./float64";
import { SAW_OTHER_THAN_MINUS_ZERO, mark } from "./marks";
import { addInteger, reserve, use } from "./small-superaccumulator";

const VECTOR_BYTES: i32 = 16;

/**
 * Vectors of narrow integers between two emptyings of the 32-bit lanes. A vector adds two numbers of 16 bits or four of 8 bits to a lane: less than
 * 2^17 in magnitude.
 */
const VECTORS_PER_EMPTYING: i32 = 1 << (31 - 17);

/** Adds `count` integers of 8 or 16 bits. */
export function addNarrow<T>(pointer: usize, count: i32): void {
  let vectors = paddedVectors(pointer, count * sizeof<T>());
  let sum: i64 = 0;
  while (vectors > 0) {
    const batch = min(vectors, VECTORS_PER_EMPTYING);
    let lanes = i32x4.splat(0);
    for (const end = pointer + <usize>(batch * VECTOR_BYTES); pointer < end; pointer += VECTOR_BYTES) {
      let sums = v128.extadd_pairwise<T>(v128.load(pointer));
      // Sums of two numbers of 8 bits are at most 510, in 16 bits.
      if (sizeof<T>() == 1) sums = v128.extadd_pairwise<i16>(sums);
      lanes = i32x4.add(lanes, sums);
    }
    sum += sumOfLanes(i64x2.add(i64x2.extend_low_i32x4_s(lanes), i64x2.extend_high_i32x4_s(lanes)));
    vectors -= batch;
  }
  commit(sum, 0);
}

/** Adds `count` integers of 32 bits. A memory holds at most 2^30 of them, so the 64-bit lanes do not overflow. */
export function addWords<T>(pointer: usize, count: i32): void {
  const vectors = paddedVectors(pointer, count * sizeof<T>());
  let lanes = i64x2.splat(0);
  for (const end = pointer + <usize>(vectors * VECTOR_BYTES); pointer < end; pointer += VECTOR_BYTES) {
    const words = v128.load(pointer);
    lanes = i64x2.add(lanes, i64x2.add(v128.extend_low<T>(words), v128.extend_high<T>(words)));
  }
  commit(sumOfLanes(lanes), 0);
}

/**
 * Adds `count` integers of 64 bits, in halves of 32. A memory holds at most 2^29 of them, so the 64-bit lanes do not overflow.
 *
 * Adding 2^63, which flips the top bit, makes signed integers unsigned; as many times 2^63 are subtracted at the end.
 */
export function addDoubleWords<T>(pointer: usize, count: i32): void {
  const vectors = paddedVectors(pointer, count * sizeof<T>());
  const signBits = i64x2.splat(isSigned<T>() ? i64.MIN_VALUE : 0);
  const lowerMask = i64x2.splat(0xffff_ffff);
  let lower = i64x2.splat(0);
  let upper = i64x2.splat(0);
  for (const end = pointer + <usize>(vectors * VECTOR_BYTES); pointer < end; pointer += VECTOR_BYTES) {
    const integers = v128.xor(v128.load(pointer), signBits);
    lower = i64x2.add(lower, v128.and(integers, lowerMask));
    upper = i64x2.add(upper, i64x2.shr_u(integers, 32));
  }
  commit(sumOfLanes(lower), 0);
  commit(sumOfLanes(upper), 32);
  if (isSigned<T>()) commit(-(2 * <i64>vectors), 63);
}

/** How many vectors the bytes fill, the last one padded with zeros. */
function paddedVectors(pointer: usize, bytes: i32): i32 {
  const vectors = (bytes + VECTOR_BYTES - 1) / VECTOR_BYTES;
  memory.fill(pointer + <usize>bytes, 0, <usize>(vectors * VECTOR_BYTES - bytes));
  return vectors;
}

function sumOfLanes(lanes: v128): i64 {
  return i64x2.extract_lane(lanes, 0) + i64x2.extract_lane(lanes, 1);
}

/** Adds `integer` × 2^`exponent`, in two adds: the lower 32 bits of `integer`, and the upper 32 bits with its sign. */
function commit(integer: i64, exponent: i32): void {
  mark(SAW_OTHER_THAN_MINUS_ZERO);
  const position = exponent - UNIT_EXPONENT;
  reserve(2);
  use(position, position + 32);
  addInteger(integer & 0xffff_ffff, position);
  addInteger(integer >> 32, position + 32);
}
