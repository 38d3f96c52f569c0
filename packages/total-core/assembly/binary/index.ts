/**
 * The kernel for binary numbers and integers in memory. It keeps one running sum of the numbers added since the sum was last taken.
 *
 * It adds numbers from {@link CHUNK}, where the caller copies them, or in place from the buffers. Every `pointer` is a multiple of 16.
 */
import { isInBuffers } from "../memory/region";
import { addDoubles as addFloat64, endBlocks } from "./blocks";
import { CHUNK, CHUNK_BYTES } from "./chunk";
import { addFloats as addFloat32 } from "./floats";
import { addDoubleWords, addNarrow, addWords } from "./integers";
import { clearMarks, marks as currentMarks } from "./marks";
import { rounded } from "./round";
import { clearLimbs, takeMagnitude } from "./small-superaccumulator";

const VECTOR_BYTES = 16;

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
 * Stops unless the chunk or the buffers hold `count` numbers from `pointer` on, padded to whole vectors. The sum is cleared first: the caller will
 * never take it, and the next sum must begin with nothing.
 */
// @ts-ignore: decorators are valid here
@inline
function check<T>(pointer: usize, count: i32): void {
  const bytes = (u64(u32(count)) * sizeof<T>() + VECTOR_BYTES - 1) & -VECTOR_BYTES;
  const isInChunk = pointer >= CHUNK && u64(pointer) + bytes <= u64(CHUNK) + CHUNK_BYTES;
  if (pointer % VECTOR_BYTES == 0 && (isInChunk || isInBuffers(pointer, bytes))) return;
  clear();
  unreachable();
}

export function clear(): void {
  endBlocks();
  clearLimbs();
  clearMarks();
}

/** The sum, correctly rounded. The next sum begins. */
export function takeRounded(): f64 {
  endBlocks();
  const result = rounded();
  clearLimbs();
  clearMarks();
  return result;
}

/**
 * Settles the sum for JavaScript to read: LIMBS has the magnitude of its finite part, {@link marks} tells what else it is. {@link clear} begins the
 * next sum.
 * @returns whether it is negative
 */
export function settle(): bool {
  endBlocks();
  return takeMagnitude();
}

export function marks(): i32 {
  return currentMarks;
}
