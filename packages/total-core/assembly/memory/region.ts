/**
 * What a kernel may be given to read. Each export checks what it is given once a call, and stops (a WebAssembly.RuntimeError) before it has changed
 * anything. So a caller that is wrong gets no total, and the next one a right one: the instance is as good as before.
 */
import { CALL_BYTES } from "./call";
import { TAIL_BYTES } from "./tail";

/** Where the buffers begin, in which stands what is read. Below are the kernels' own data. */
// @ts-ignore: decorators are valid here
@external("env", "buffers")
declare const BUFFERS: usize;

// @ts-ignore: decorators are valid here
@inline
function memoryBytes(): u64 {
  return u64(u32(memory.size())) << 16;
}

/** Stops unless a call may read the bytes from `begin` to `end`, and what vectors reach beyond them. */
export function checkBytes(begin: usize, end: usize): void {
  if (begin < BUFFERS || end < begin || end - begin > <usize>CALL_BYTES || u64(end) + TAIL_BYTES > memoryBytes()) unreachable();
}

/** Whether so many bytes at `pointer` are in the buffers. */
// @ts-ignore: decorators are valid here
@inline
export function isInBuffers(pointer: usize, bytes: u64): bool {
  return pointer >= BUFFERS && u64(pointer) + bytes <= memoryBytes();
}
