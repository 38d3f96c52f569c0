/** The integer that 16 digits make, each 0 to 9 in a byte, the first of them first. */
export function integerOfDigits(digits: v128): u64 {
  // Neighbours are joined three times: to 8 numbers below 10^2, 4 below 10^4, 2 below 10^8.
  const even = v128.and(digits, i16x8.splat(0xff));
  const pairs = i16x8.add(i16x8.mul(even, i16x8.splat(10)), i16x8.shr_u(digits, 8));
  const fours = i32x4.dot_i16x8_s(pairs, i16x8(100, 1, 100, 1, 100, 1, 100, 1));
  const eights = i32x4.dot_i16x8_s(i16x8.narrow_i32x4_u(fours, fours), i16x8(10000, 1, 10000, 1, 10000, 1, 10000, 1));
  return u64(i32x4.extract_lane(eights, 0)) * 100000000 + u64(i32x4.extract_lane(eights, 1));
}

/**
 * Takes a byte out: each lane before it moves to the next one, and the first lane gets 0.
 * @param behind all ones in the lanes behind the byte, which stay
 */
export function withoutByte(bytes: v128, behind: v128): v128 {
  const moved = v128.shuffle<u8>(i64x2.splat(0), bytes, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
  return v128.bitselect(bytes, moved, behind);
}
