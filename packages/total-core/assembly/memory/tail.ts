/**
 * The bytes behind those that a call reads. Vectors reach that far; so while the call lasts something stands there that ends nothing and means
 * nothing. Afterwards they are what they were: they may be the next call's.
 */

// @ts-ignore: decorators are valid here
@inline
export const TAIL_BYTES = 64;

const KEPT: usize = memory.data(TAIL_BYTES, 16);

export function coverTail(end: usize, byte: u8): void {
  memory.copy(KEPT, end, TAIL_BYTES);
  memory.fill(end, byte, TAIL_BYTES);
}

export function uncoverTail(end: usize): void {
  memory.copy(end, KEPT, TAIL_BYTES);
}
