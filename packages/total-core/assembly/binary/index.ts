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
  check(pointer, count, sizeof<f64>());
  addFloat64(pointer, count);
}
export function addFloats(pointer: usize, count: i32): void {
  check(pointer, count, sizeof<f32>());
  addFloat32(pointer, count);
}
export function addInt8(pointer: usize, count: i32): void {
  check(pointer, count, sizeof<i8>());
  addNarrow<i8>(pointer, count);
}
export function addUint8(pointer: usize, count: i32): void {
  check(pointer, count, sizeof<u8>());
  addNarrow<u8>(pointer, count);
}
export function addInt16(pointer: usize, count: i32): void {
  check(pointer, count, sizeof<i16>());
  addNarrow<i16>(pointer, count);
}
export function addUint16(pointer: usize, count: i32): void {
  check(pointer, count, sizeof<u16>());
  addNarrow<u16>(pointer, count);
}
export function addInt32(pointer: usize, count: i32): void {
  check(pointer, count, sizeof<i32>());
  addWords<i32>(pointer, count);
}
export function addUint32(pointer: usize, count: i32): void {
  check(pointer, count, sizeof<u32>());
  addWords<u32>(pointer, count);
}
export function addBigInt64(pointer: usize, count: i32): void {
  check(pointer, count, sizeof<i64>());
  addDoubleWords<i64>(pointer, count);
}
export function addBigUint64(pointer: usize, count: i32): void {
  check(pointer, count, sizeof<u64>());
  addDoubleWords<u64>(pointer, count);
}

/**
 * Stops unless the chunk or the buffers hold `count` numbers of `size` bytes from `pointer` on, padded to whole vectors. The sum is cleared first: the
 * caller will never take it, and the next sum must begin with nothing.
 */
function check(pointer: usize, count: i32, size: u64): void {
  const bytes = (u64(u32(count)) * size + VECTOR_BYTES - 1) & -VECTOR_BYTES;
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
