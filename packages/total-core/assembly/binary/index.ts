/**
 * The kernel of exact sums in memory: one running sum, of what was added since it was last taken.
 *
 * Numbers are copied to {@link chunk}, then added from there, or from the buffers, where they stand. `pointer`s are multiples of 16.
 */
import { isInBuffers } from "../memory/region";
import { addDoubles as addFloat64, endBlocks } from "./blocks";
import { BLOCK_LENGTH } from "./extraction";
import { addFloats as addFloat32 } from "./floats";
import { addDoubleWords, addNarrow, addWords } from "./integers";
import { clearMarks, marks as currentMarks } from "./marks";
import { rounded } from "./round";
import { clearLimbs, limbsAddress, takeMagnitude } from "./small-superaccumulator";

/** Where numbers are copied to. */
export const CHUNK_BYTES: i32 = BLOCK_LENGTH * 8;
export const chunk: usize = memory.data(CHUNK_BYTES, 16);

const VECTOR_BYTES = 16;

export { dataEnd } from "../memory/data";

export function addDoubles(pointer: usize, count: i32): void {
  check<f64>(pointer, count);
  addFloat64(pointer, count);
}
export function addFloats(pointer: usize, count: i32): void {
  check<f32>(pointer, count);
  addFloat32(pointer, count);
}
export function addInt8(pointer: usize, count: i32): void {
  check<i8>(pointer, count);
  addNarrow<i8>(pointer, count);
}
export function addUint8(pointer: usize, count: i32): void {
  check<u8>(pointer, count);
  addNarrow<u8>(pointer, count);
}
export function addInt16(pointer: usize, count: i32): void {
  check<i16>(pointer, count);
  addNarrow<i16>(pointer, count);
}
export function addUint16(pointer: usize, count: i32): void {
  check<u16>(pointer, count);
  addNarrow<u16>(pointer, count);
}
export function addInt32(pointer: usize, count: i32): void {
  check<i32>(pointer, count);
  addWords<i32>(pointer, count);
}
export function addUint32(pointer: usize, count: i32): void {
  check<u32>(pointer, count);
  addWords<u32>(pointer, count);
}
export function addBigInt64(pointer: usize, count: i32): void {
  check<i64>(pointer, count);
  addDoubleWords<i64>(pointer, count);
}
export function addBigUint64(pointer: usize, count: i32): void {
  check<u64>(pointer, count);
  addDoubleWords<u64>(pointer, count);
}

/**
 * Stops unless so many numbers are in the chunk or in the buffers, filled up to whole vectors. What was added before is forgotten: it will never be
 * taken, and the next sum begins with nothing.
 */
// @ts-ignore: decorators are valid here
@inline
function check<T>(pointer: usize, count: i32): void {
  const bytes = (u64(u32(count)) * sizeof<T>() + VECTOR_BYTES - 1) & -VECTOR_BYTES;
  const isInChunk = pointer >= chunk && u64(pointer) + bytes <= u64(chunk) + CHUNK_BYTES;
  if (pointer % VECTOR_BYTES == 0 && (isInChunk || isInBuffers(pointer, bytes))) return;
  clear();
  unreachable();
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
