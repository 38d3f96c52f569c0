/** Memory in which numbers are added where they stand: what a source of ours reads into it need not be copied. Whoever else has numbers never sees it. */
import type { EncodedBatch } from "./numbers-api.js";

export interface ReadBuffers {
  /**
   * A buffer for what is to be in batches. What is in it now means nothing. After a batch has been added, the bytes before its end may have changed.
   * @param length in bytes, at most 2 MiB
   */
  take(length: number): Uint8Array;
  /** To be called when its last batch has been added, and nothing writes to it any more, were it a read that nobody wants: others get it. */
  giveBack(buffer: Uint8Array): void;
}

/** For who reads a source and has no better ones. */
export const ownBuffers: ReadBuffers = {
  take: (length) => new Uint8Array(length),
  giveBack() {},
};

/**
 * By what leads from the reader of a source to the source, whoever stands between them: a numbers API of somebody's own may hand the signal on, and
 * learns nothing from it.
 */
const lentTo = new WeakMap<AbortSignal, ReadBuffers>();
/** What some of the lent buffers stand in. */
const lentMemory = new WeakSet<ArrayBufferLike>();

/** Sources that read for this signal are to read into these buffers. */
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

/** Where a source is to read into. */
export function buffersFor(signal: AbortSignal): ReadBuffers {
  return lentTo.get(signal) ?? ownBuffers;
}

/** What stands in lent memory, by the batches that are handed on instead. */
const inLentMemory = new WeakMap<EncodedBatch, EncodedBatch>();

/**
 * The batch, to be handed on. If its bytes stand in lent memory, it is another one that looks the same: its bytes are a copy, made where somebody looks
 * at them before the next batch. Where nobody does, they are added where they stand.
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

/** What is to be added of a batch that was handed on: the bytes where they stand, or, where somebody has looked at them, as he has left them. */
export function insideOf(batch: EncodedBatch): EncodedBatch {
  return inLentMemory.get(batch) ?? batch;
}
