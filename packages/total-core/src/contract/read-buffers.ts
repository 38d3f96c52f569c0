/** Kernel memory lent to the sources of this library: bytes that they read into it are added in place. No other numbers API gets to see it. */
import type { EncodedBatch } from "./numbers-api.js";

export interface ReadBuffers {
  /**
   * A buffer for the bytes of batches, with any content. Adding a batch may change the bytes before its end.
   * @param length in bytes, at most 2 MiB
   */
  take(length: number): Uint8Array;
  /** To be called when its last batch has been added and no read, not even an abandoned one, can write to it: another source gets it. */
  giveBack(buffer: Uint8Array): void;
}

/** Fresh memory, where nobody has lent any. */
export const ownBuffers: ReadBuffers = {
  take: (length) => new Uint8Array(length),
  giveBack() {},
};

/**
 * The key is the signal, which gets from the reader of a source to the source through any numbers API in between, and tells it nothing.
 */
const lentTo = new WeakMap<AbortSignal, ReadBuffers>();
/** The memories that lent buffers are parts of. */
const lentMemory = new WeakSet<ArrayBufferLike>();

/** Makes sources that read for this signal read into these buffers. */
export function lendBuffers(signal: AbortSignal, buffers: ReadBuffers): void {
  lentTo.set(signal, {
    take(length) {
      const buffer = buffers.take(length);
      lentMemory.add(buffer.buffer);
      return buffer;
    },
    giveBack: (buffer) => buffers.giveBack(buffer),
  });
}

/** The buffers that a source has to read into. */
export function buffersFor(signal: AbortSignal): ReadBuffers {
  return lentTo.get(signal) ?? ownBuffers;
}

/** Batches in lent memory, by the batches that were handed on for them. */
const inLentMemory = new WeakMap<EncodedBatch, EncodedBatch>();

/**
 * The batch to hand on. For bytes in lent memory that is another batch, whose `bytes` are a copy, made when somebody reads that property before
 * the next batch. If nobody does, the bytes are added in place.
 */
export function* handedOn(batch: EncodedBatch): Generator<EncodedBatch, void> {
  const { bytes, ...encoding } = batch;
  if (!lentMemory.has(bytes.buffer)) {
    yield batch;
    return;
  }
  let copy: Uint8Array | undefined;
  const shown: EncodedBatch = {
    get bytes() {
      if (copy === undefined) {
        if (!inLentMemory.delete(shown)) {
          throw new TypeError("batch: expected its bytes to be used before the next batch is asked for");
        }
        copy = bytes.slice();
      }
      return copy;
    },
    ...encoding,
  };
  inLentMemory.set(shown, batch);
  try {
    yield shown;
  } finally {
    inLentMemory.delete(shown);
  }
}

/** The batch to add for one that was handed on: the one in lent memory, or, where somebody has read its bytes, the copy with his changes. */
export function insideOf(batch: EncodedBatch): EncodedBatch {
  return inLentMemory.get(batch) ?? batch;
}
