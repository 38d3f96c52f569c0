/**
 * A block is 64 bytes, taken as four vectors of 16. What is true of its bytes is written in two ways:
 *
 * * as *masks*: four vectors, a byte of which is all ones where it is true and all zeros elsewhere;
 * * as *bits*: a u64 whose bit i speaks of byte i. Shifting them left by 1 asks about the byte before, shifting right about the
 *   byte after, and adding a bit to a row of ones carries it to the end of the row.
 */

export const BLOCK_BYTES: usize = 64;

// @ts-ignore: decorators are valid here
@inline
export function bitsFromMasks(mask0: v128, mask1: v128, mask2: v128, mask3: v128): u64 {
  const low = u32(i8x16.bitmask(mask0)) | (u32(i8x16.bitmask(mask1)) << 16);
  const high = u32(i8x16.bitmask(mask2)) | (u32(i8x16.bitmask(mask3)) << 16);
  return u64(low) | (u64(high) << 32);
}

/** The mask of 16 bytes, from the lowest 16 of `bits`: each byte gets the byte of `bits` that speaks of it, and looks at its bit. */
// @ts-ignore: decorators are valid here
@inline
export function maskFromBits(bits: u64): v128 {
  const spread = i8x16.swizzle(i64x2.splat(bits), i8x16(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1));
  const own = i8x16(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128);
  return i8x16.eq(v128.and(spread, own), own);
}

/** What is true of all bytes. (A bitmask costs less here than `all_true` and `any_true`: V8 has no fused branch on those.) */
// @ts-ignore: decorators are valid here
@inline
export function isTrueOfAll(mask0: v128, mask1: v128, mask2: v128, mask3: v128): bool {
  return i8x16.bitmask(v128.and(v128.and(mask0, mask1), v128.and(mask2, mask3))) == 0xffff;
}

// @ts-ignore: decorators are valid here
@inline
export function isTrueOfAny(mask0: v128, mask1: v128, mask2: v128, mask3: v128): bool {
  return i8x16.bitmask(v128.or(v128.or(mask0, mask1), v128.or(mask2, mask3))) != 0;
}

/** Each byte is the one before it; the first is the last of `previous`. */
// @ts-ignore: decorators are valid here
@inline
export function fromByteBefore(previous: v128, vector: v128): v128 {
  return v128.shuffle<u8>(previous, vector, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
}

/** Each byte is the one after it; the last is the first of `next`. */
// @ts-ignore: decorators are valid here
@inline
export function fromByteAfter(vector: v128, next: v128): v128 {
  return v128.shuffle<u8>(vector, next, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
}

/** Each byte is the one two after it; the last two are the first two of `next`. */
// @ts-ignore: decorators are valid here
@inline
export function fromTwoBytesAfter(vector: v128, next: v128): v128 {
  return v128.shuffle<u8>(vector, next, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17);
}

/** How many bytes there are up to the last of `bits`; 0 of none. */
// @ts-ignore: decorators are valid here
@inline
export function lengthUpToLast(bits: u64): usize {
  return BLOCK_BYTES - usize(clz(bits));
}

/** Ones up to the last of `bits`, of which there is one. */
// @ts-ignore: decorators are valid here
@inline
export function onesUpToLast(bits: u64): u64 {
  return u64.MAX_VALUE >>> clz(bits);
}
