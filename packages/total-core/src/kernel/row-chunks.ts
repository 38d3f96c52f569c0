import { AT_END, AT_ODD_ROW, type RowsKernel, type TakenRows } from "./rows-kernel.js";

export interface RowChunks {
  readonly kernel: RowsKernel;
  readonly bytes: Uint8Array;
  /** Where a row may begin. */
  readonly begin: number;
  /** Adds the rows that are whole between two indices of the kernel's chunk. */
  add(begin: number, end: number): TakenRows;
  /** Takes rows that the kernel cannot, from `begin` on, `least` bytes and up to a row's end. @returns where the kernel may go on */
  handOver(begin: number, least: number): number;
}

/** At most so many bytes are handed over at once before the kernel is tried again. */
const MOST_ODD_BYTES = 4096;

/**
 * Feeds bytes to a kernel, copied into its memory chunk by chunk.
 * @returns how far it came: to the last row, which the bytes may have cut
 */
export function addRowsInChunks({ kernel, bytes, begin, add, handOver }: RowChunks): number {
  const { chunk } = kernel;
  let at = begin;
  let odd = 0;
  while (at < bytes.length) {
    const chunkBegin = at;
    const chunkEnd = Math.min(chunkBegin + chunk.length, bytes.length);
    chunk.set(bytes.subarray(chunkBegin, chunkEnd));
    let isCut = false;
    while (at < chunkEnd && !isCut) {
      const taken = add(at - chunkBegin, chunkEnd - chunkBegin);
      at += taken.bytes;
      if (taken.why === AT_ODD_ROW) {
        // Where all rows are odd it is not worth a call for each.
        odd = taken.bytes > 0 ? 0 : Math.min(2 * odd + 1, MOST_ODD_BYTES);
        at = handOver(at, odd);
      } else isCut = taken.why === AT_END;
    }
    if (isCut && at < chunkEnd) {
      if (chunkEnd === bytes.length) break;
      // What the chunk has cut is whole in the next one, if it is not longer than a chunk.
      if (at === chunkBegin) at = handOver(at, 0);
    }
  }
  return at;
}
