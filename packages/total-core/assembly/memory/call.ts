/**
 * How many bytes a call reads at most: a piece of 64 KiB, and before it up to 8 KiB of a row that the piece before has cut. Small enough to stay in
 * the second-level cache, with all else that runs there; large enough to make calls rare.
 */
// @ts-ignore: decorators are valid here
@inline
export const CALL_BYTES = 65536 + 8192;

export function callBytes(): i32 {
  return CALL_BYTES;
}
