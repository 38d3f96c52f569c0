/** The bytes whose rows are read in one call. */

/** Small enough to stay in the second-level cache, with all else that runs there; large enough to make calls rare. */
// @ts-ignore: decorators are valid here
@inline
export const CHUNK_BYTES = 65536;

/** Vectors that end with a token begin up to so far before the chunk, and those that begin at its last byte end after it. */
// @ts-ignore: decorators are valid here
@inline
const MARGIN_BYTES = 64;

export const CHUNK: usize = memory.data(MARGIN_BYTES + CHUNK_BYTES + MARGIN_BYTES, 64) + MARGIN_BYTES;

/** What follows the chunk's end becomes NULs, which stand in no token and between none. */
export function endChunk(end: usize): void {
  memory.fill(end, 0, MARGIN_BYTES);
}
