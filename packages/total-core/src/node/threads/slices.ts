/** A file cut into slices, and how they are given out. */
import type { ByteRange } from "./slice-total.js";

export interface Cut {
  /** Of the file, in bytes. */
  readonly size: number;
  /** Of each slice but the last. */
  readonly sliceBytes: number;
}

export function sliceCount({ size, sliceBytes }: Cut): number {
  return Math.ceil(size / sliceBytes);
}

export function sliceRange(index: number, { size, sliceBytes }: Cut): ByteRange {
  return { begin: index * sliceBytes, end: Math.min((index + 1) * sliceBytes, size) };
}

/**
 * Gives each slice to one thread, in the file's order. It is memory that all threads share: whoever is ready takes the next one
 * and waits for nobody.
 */
export class SliceQueue {
  /** To be handed to other threads. */
  readonly shared: SharedArrayBuffer;
  readonly #count: number;
  readonly #next: Int32Array;

  constructor(
    count: number,
    shared: SharedArrayBuffer = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT),
  ) {
    this.#count = count;
    this.shared = shared;
    this.#next = new Int32Array(shared);
  }

  /** The index of a slice that nobody had; `undefined` when there are no more. */
  take(): number | undefined {
    const index = Atomics.add(this.#next, 0, 1);
    return index < this.#count ? index : undefined;
  }

  /** No more slices are given out. */
  close(): void {
    Atomics.store(this.#next, 0, this.#count);
  }
}
