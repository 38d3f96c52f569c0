/**
 * The bytes behind those that a call reads. Vectors reach into them, so the call overwrites them with a byte that neither ends a token nor is a
 * fault. Afterwards they are put back: they may be the next call's input.
 */
export const TAIL_BYTES = 64;

const KEPT: usize = memory.data(TAIL_BYTES, 16);

export function coverTail(end: usize, byte: u8): void {
  memory.copy(KEPT, end, TAIL_BYTES);
  memory.fill(end, byte, TAIL_BYTES);
}

export function uncoverTail(end: usize): void {
  memory.copy(end, KEPT, TAIL_BYTES);
}
