/** A file cut into slices, and the queue that gives them out. */
import type { SliceWork } from "./slice-outcome.js";
import type { ByteRange, SliceOptions } from "./slice-total.js";

export interface Cut {
  /** Bytes of the file. */
  readonly size: number;
  /** Bytes of each slice but the last. */
  readonly sliceBytes: number;
}

export function sliceCount({ size, sliceBytes }: Cut): number {
  return Math.ceil(size / sliceBytes);
}

/** The same for all slices. It is cloned on its way to the workers. */
export interface SliceJob extends Cut {
  readonly options: SliceOptions;
}

/** @param mostGrowth as {@link SliceWork} has it */
export function sliceWork(index: number, job: SliceJob, mostGrowth?: number): SliceWork {
  const { size, options } = job;
  return { index, range: sliceRange(index, job), size, options, mostGrowth };
}

function sliceRange(index: number, { size, sliceBytes }: Cut): ByteRange {
  return { begin: index * sliceBytes, end: Math.min((index + 1) * sliceBytes, size) };
}

/** Gives each slice to one thread, in the file's order. All threads share its memory: a thread that is ready takes the next slice and waits for no other. */
export class SliceQueue {
  /** The memory, to be handed to other threads. */
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

  /** The index of the next slice; `undefined` when there are no more. */
  take(): number | undefined {
    const index = Atomics.add(this.#next, 0, 1);
    return index < this.#count ? index : undefined;
  }

  /** No more slices are given out. */
  close(): void {
    Atomics.store(this.#next, 0, this.#count);
  }
}
