/** The bytes that are read in one call, and what the call has to say about them besides their sum. */
import { BLOCK_BYTES, lengthUpToLast } from "./block";
import { ZERO } from "./bytes";

/** Small enough to stay in the second-level cache, with all else that runs there; large enough to make calls rare. */
// @ts-ignore: decorators are valid here
@inline
export const CHUNK_BYTES = 65536;

/** After the chunk there is room for a block that begins at its last byte. */
export const CHUNK: usize = memory.data(CHUNK_BYTES + 64, 64);

/** Three u32: how many numbers were added, how many line feeds passed, where the line after the last of them begins. */
export const REPORT: usize = memory.data(3 * 4, 4);
const NUMBERS = REPORT;
const LINES = REPORT + 4;
const LINE_START = REPORT + 8;

/**
 * What follows the chunk's end must not end its last number, which may go on in the next chunk, nor be anything strange: it becomes zeros.
 */
export function beginReport(end: usize): void {
  memory.fill(end, u8(ZERO), BLOCK_BYTES);
  memory.fill(REPORT, 0, 3 * 4);
}

// @ts-ignore: decorators are valid here
@inline
export function countNumbers(ends: u64): void {
  store<u32>(NUMBERS, load<u32>(NUMBERS) + u32(popcnt(ends)));
}

// @ts-ignore: decorators are valid here
@inline
export function countLines(block: usize, lineFeeds: u64): void {
  if (lineFeeds == 0) return;
  store<u32>(LINES, load<u32>(LINES) + u32(popcnt(lineFeeds)));
  store<u32>(LINE_START, u32(block + lengthUpToLast(lineFeeds)));
}
