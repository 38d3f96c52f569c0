import { BLOCK_BYTES, type TextKernel } from "./text-kernel.js";

export interface Chunks {
  readonly kernel: TextKernel;
  readonly bytes: Uint8Array;
  /** Where the kernel may begin to read. */
  readonly begin: number;
  /** Adds what is whole between two indices of the kernel's chunk. @returns how many bytes that were */
  add(begin: number, end: number): number;
  /** Takes what the kernel cannot, from `begin` on, and `least` bytes after that, if there are any. @returns where the kernel may go on */
  handOver(begin: number, least: number): number;
}

/** At most so many bytes are handed over at once before the kernel is tried again. */
const MOST_STRANGE_BYTES = 4096;

/**
 * Feeds bytes to the kernel, copied into its memory chunk by chunk. (The copy costs 6% of the kernel's time and 2% of a command's, too
 * little to have every source write there itself.)
 * @returns how far it came: to the last token, which the bytes may have cut
 */
export function addInChunks({ kernel, bytes, begin, add, handOver }: Chunks): number {
  const { chunk } = kernel;
  let at = begin;
  let strange = BLOCK_BYTES - 1;
  while (bytes.length - at >= BLOCK_BYTES) {
    const chunkBegin = at;
    const length = Math.min(chunk.length, bytes.length - chunkBegin);
    chunk.set(bytes.subarray(chunkBegin, chunkBegin + length));
    for (;;) {
      const taken = add(at - chunkBegin, length);
      at += taken;
      // What the chunk has cut is whole in the next one.
      if (chunkBegin + length - at < BLOCK_BYTES) break;
      // Where all is strange, as in a file of numbers with exponents, it is not worth a call for every block.
      strange = taken > 0 ? BLOCK_BYTES - 1 : Math.min(2 * strange, MOST_STRANGE_BYTES);
      at = handOver(at, strange);
      if (chunkBegin + length - at < BLOCK_BYTES) break;
    }
  }
  return at;
}
