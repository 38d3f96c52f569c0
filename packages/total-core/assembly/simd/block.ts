/**
 * A block is 64 bytes, read as four vectors of 16. A property of its bytes is written in two ways:
 *
 * * as *masks*: four vectors, in which a byte is all ones where the property holds and all zeros elsewhere;
 * * as *bits*: a u64 whose bit i is 1 where it holds for byte i. A shift left by 1 gives the property of the byte before, a shift right that of the
 *   byte after, and adding a bit to a row of ones carries it to the end of the row.
 */

export const BLOCK_BYTES: usize = 64;

export function bitsFromMasks(mask0: v128, mask1: v128, mask2: v128, mask3: v128): u64 {
  const low = u32(i8x16.bitmask(mask0)) | (u32(i8x16.bitmask(mask1)) << 16);
  const high = u32(i8x16.bitmask(mask2)) | (u32(i8x16.bitmask(mask3)) << 16);
  return u64(low) | (u64(high) << 32);
}

/** Whether the property holds for any byte. (A bitmask costs less than `any_true`, for which V8 has no fused branch.) */
export function isTrueOfAny(mask0: v128, mask1: v128, mask2: v128, mask3: v128): bool {
  return i8x16.bitmask(v128.or(v128.or(mask0, mask1), v128.or(mask2, mask3))) != 0;
}

/** Each byte is the one before it; the first is the last of `previous`. */
export function fromByteBefore(previous: v128, vector: v128): v128 {
  return v128.shuffle<u8>(previous, vector, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
}

/** Each byte is the one after it; the last is the first of `next`. */
export function fromByteAfter(vector: v128, next: v128): v128 {
  return v128.shuffle<u8>(vector, next, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
}

/** Each byte is the one two after it; the last two are the first two of `next`. */
export function fromTwoBytesAfter(vector: v128, next: v128): v128 {
  return v128.shuffle<u8>(vector, next, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17);
}

/** How many bytes there are up to the last of `bits`; 0 if there are no bits. */
export function lengthUpToLast(bits: u64): usize {
  return BLOCK_BYTES - usize(clz(bits));
}

/** Ones up to the last of `bits`, which has one at least. */
export function onesUpToLast(bits: u64): u64 {
  return u64.MAX_VALUE >>> clz(bits);
}

/** Bit i of the result is the parity of the bits from 0 to i. */
export function prefixXor(bits: u64): u64 {
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  return bits ^ (bits << 32);
}
