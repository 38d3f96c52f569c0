/** What a call has to say about its bytes besides their sum. */
import { lengthUpToLast } from "./block";

/**
 * Three u32: how many numbers were added, how many line feeds passed, where the line after the last of them begins. The first two are at most one for
 * each byte of a call, of which there are less than 2^17 (assembly/memory/call.ts).
 */
export const REPORT: usize = memory.data(3 * 4, 4);
const NUMBERS = REPORT;
const LINES = REPORT + 4;
const LINE_START = REPORT + 8;

export function beginReport(): void {
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
