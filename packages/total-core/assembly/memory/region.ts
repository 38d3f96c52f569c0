/**
 * The memory that a kernel may read. Each export checks its arguments, and stops (a WebAssembly.RuntimeError) before it has changed anything. So a
 * caller with wrong arguments gets no total, and the next caller gets a right one: the instance is as good as before.
 */
import { CALL_BYTES } from "./call";
import { TAIL_BYTES } from "./tail";

/** Where the buffers begin, which hold the input. Below them are the kernels' own data. */
// @ts-ignore: decorators are valid here
@external("env", "buffers")
declare const BUFFERS: usize;

function memoryBytes(): u64 {
  return u64(u32(memory.size())) << 16;
}

/** Stops unless a call may read the bytes from `begin` to `end`, and the tail behind them. */
export function checkBytes(begin: usize, end: usize, most: usize = CALL_BYTES): void {
  if (begin < BUFFERS || end < begin || end - begin > most || u64(end) + TAIL_BYTES > memoryBytes()) unreachable();
}

/** Whether the buffers hold `bytes` bytes from `pointer` on. */
export function isInBuffers(pointer: usize, bytes: u64): bool {
  return pointer >= BUFFERS && u64(pointer) + bytes <= memoryBytes();
}
