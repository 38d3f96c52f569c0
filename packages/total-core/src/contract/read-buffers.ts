/**
 * Bytes that are added where they were read. Our sources read into the kernels' memory, which no user's code may see or write to:
 *
 * ```
 * totalOf      lendBuffers(signal) ──signal──▶ a user's API ──signal──▶ buffersFor(signal)      our source
 *              originalOf(standIn) ◀─standIn── that reads   ◀─standIn── standInFor(batch)
 *                                              or passes on
 * ```
 *
 * The user's API between them sees a signal like any other, and a stand-in that looks like the batch. Code that looks at the stand-in's bytes gets a copy,
 * which counts from then on, changed or not. An unread stand-in leads `totalOf` to the batch itself: nothing is copied.
 */
import type { EncodedBatch } from "./numbers-api.js";

export interface ReadBuffers {
  /**
   * A buffer to read bytes of batches into. Its contents mean nothing yet; adding a batch may change bytes before the batch's end.
   * @param length in bytes, at most 2 MiB
   */
  take(length: number): Uint8Array;
  /** Others get the buffer: its last batch has been added, and no read writes to it any more, not even one that nobody waits for. */
  giveBack(buffer: Uint8Array): void;
}

/** Buffers in memory of their own. */
export const ownBuffers: ReadBuffers = {
  take: (length) => new Uint8Array(length),
  giveBack() {},
};

let kernelBuffers: ReadBuffers | undefined;

/** The module that has the kernels calls this when it is loaded: these are the buffers that are lent. */
export function provideBuffers(buffers: ReadBuffers): void {
  kernelBuffers = buffers;
}

const lentTo = new WeakMap<AbortSignal, ReadBuffers>();
/** The memory of all lent buffers. */
const lentMemory = new WeakSet<ArrayBufferLike>();

/** Lets sources that are read with this signal read into the memory of the kernels, where there are any. */
export function lendBuffers(signal: AbortSignal, buffers: ReadBuffers | undefined = kernelBuffers): void {
  if (buffers === undefined) return;
  lentTo.set(signal, {
    take(length) {
      const buffer = buffers.take(length);
      lentMemory.add(buffer.buffer);
      return buffer;
    },
    giveBack: (buffer) => buffers.giveBack(buffer),
  });
}

/** The buffers for a source that is read with this signal. */
export function buffersFor(signal: AbortSignal): ReadBuffers {
  return lentTo.get(signal) ?? ownBuffers;
}

/** By stand-in, as long as nobody has looked at its bytes or asked for the next batch. */
const originals = new WeakMap<EncodedBatch, EncodedBatch>();

/** Yields the stand-in of a batch in lent memory, and every other batch itself. */
export function* standInFor(batch: EncodedBatch): Generator<EncodedBatch, void> {
  const { bytes, ...encoding } = batch;
  if (!lentMemory.has(bytes.buffer)) {
    yield batch;
    return;
  }
  let copy: Uint8Array | undefined;
  const standIn: EncodedBatch = {
    get bytes() {
      if (copy === undefined) {
        if (!originals.delete(standIn)) {
          throw new TypeError("batch: expected its bytes to be used before the next batch is asked for");
        }
        copy = bytes.slice();
      }
      return copy;
    },
    ...encoding,
  };
  originals.set(standIn, batch);
  try {
    yield standIn;
  } finally {
    originals.delete(standIn);
  }
}

/** The batch to be added: the original of a stand-in that nobody has looked at, else the given one. */
export function originalOf(batch: EncodedBatch): EncodedBatch {
  return originals.get(batch) ?? batch;
}
