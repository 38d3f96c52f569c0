/**
 * The kernel of exact sums in memory: one running sum, of what was added since it was last taken.
 *
 * Numbers are copied to {@link chunk}, then added from there. `pointer`s are multiples of 16.
 */
import { addDoubles, endBlocks } from "./blocks";
import { BLOCK_LENGTH } from "./extraction";
import { addFloats } from "./floats";
import { addDoubleWords, addNarrow, addWords } from "./integers";
import { clearMarks, marks as currentMarks } from "./marks";
import { rounded } from "./round";
import { clearLimbs, limbsAddress, takeMagnitude } from "./small-superaccumulator";

/** Where numbers are copied to. */
export const CHUNK_BYTES: i32 = BLOCK_LENGTH * 8;
export const chunk: usize = memory.data(CHUNK_BYTES, 16);

export { dataEnd } from "../memory/data";

export { addDoubles, addFloats };
export function addInt8(pointer: usize, count: i32): void {
  addNarrow<i8>(pointer, count);
}
export function addUint8(pointer: usize, count: i32): void {
  addNarrow<u8>(pointer, count);
}
export function addInt16(pointer: usize, count: i32): void {
  addNarrow<i16>(pointer, count);
}
export function addUint16(pointer: usize, count: i32): void {
  addNarrow<u16>(pointer, count);
}
export function addInt32(pointer: usize, count: i32): void {
  addWords<i32>(pointer, count);
}
export function addUint32(pointer: usize, count: i32): void {
  addWords<u32>(pointer, count);
}
export function addBigInt64(pointer: usize, count: i32): void {
  addDoubleWords<i64>(pointer, count);
}
export function addBigUint64(pointer: usize, count: i32): void {
  addDoubleWords<u64>(pointer, count);
}

/** Forgets all that was added. */
export function clear(): void {
  endBlocks();
  clearLimbs();
  clearMarks();
}

/** The sum, correctly rounded; and the next one begins. */
export function takeRounded(): f64 {
  endBlocks();
  const result = rounded();
  clearLimbs();
  clearMarks();
  return result;
}

/**
 * Ends the sum, for JavaScript to read: the magnitude of its finite part in {@link limbs}, and what it is besides in {@link marks}.
 * The next one begins with {@link clear}.
 * @returns whether it is negative
 */
export function settle(): bool {
  endBlocks();
  return takeMagnitude();
}

/** 64-bit cells with 32-bit limbs of the settled sum, in units of 2^-1074. */
export const limbs: usize = limbsAddress;
export function marks(): i32 {
  return currentMarks;
}
