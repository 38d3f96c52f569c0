import { BLOCK_BYTES, type TextKernel } from "../../kernel/text.js";

export interface Feed {
  readonly kernel: TextKernel;
  readonly bytes: Uint8Array;
  /** Where the kernel may begin to read. */
  readonly begin: number;
  /** Adds what is whole between two addresses of the kernel's memory. @returns how many bytes that were */
  add(begin: number, end: number): number;
  /** Takes what the kernel cannot, from `begin` on, and `least` bytes after that, if there are any. @returns where the kernel may go on */
  handOver(begin: number, least: number): number;
}

/** At most so many bytes are handed over at once before the kernel is tried again. */
const MOST_STRANGE_BYTES = 4096;

/**
 * Feeds bytes to the kernel, as many at a time as it takes.
 * @returns how far it came: to the last token, which the bytes may have cut
 */
export function feedText({ kernel, bytes, begin, add, handOver }: Feed): number {
  let at = begin;
  let strange = BLOCK_BYTES - 1;
  while (bytes.length - at >= BLOCK_BYTES) {
    const end = Math.min(at + kernel.callBytes, bytes.length);
    /** The address of what stands at index 0. */
    const origin = kernel.memory.place(bytes.subarray(at, end)) - at;
    for (;;) {
      const taken = add(origin + at, origin + end);
      at += taken;
      // What the end has cut is whole the next time.
      if (end - at < BLOCK_BYTES) break;
      // Where all is strange, as in a file of numbers with exponents, it is not worth a call for every block.
      strange = taken > 0 ? BLOCK_BYTES - 1 : Math.min(2 * strange, MOST_STRANGE_BYTES);
      at = handOver(at, strange);
      if (end - at < BLOCK_BYTES) break;
    }
  }
  return at;
}
