/** Reads the bytes of a Blob: in their order, or from any place. */
import { quote } from "../basics/quote.js";
import { unlessAborted } from "../basics/sleep.js";
import { TotalError } from "../contract/errors.js";
import type { RandomAccess } from "../contract/parquet.js";
import { giveBack } from "./give-back.js";

export interface BlobReading {
  /** The Blob's name in errors. */
  readonly name: string | undefined;
  readonly signal: AbortSignal;
}

/** Bytes that are read at a time, while as many are added. */
const SLICE_BYTES = 1_048_576;

/**
 * The Blob's bytes, in pieces; each is good until the next is asked for.
 * @throws TotalError SOURCE_UNAVAILABLE, SOURCE_CHANGED
 */
export async function* blobChunks(
  blob: Blob,
  reading: BlobReading,
): AsyncGenerator<Uint8Array, void, undefined> {
  const read = (start: number) => {
    const slice = sliceOf(blob, start, start + SLICE_BYTES, reading);
    // It may be nobody's any more when it fails.
    slice.catch(() => {});
    return slice;
  };
  let next = read(0);
  for (let start = 0; start < blob.size; start += SLICE_BYTES) {
    const piece = await next;
    next = read(start + SLICE_BYTES);
    yield piece;
    giveBack(piece);
  }
}

/** For formats that are not read in order. */
export function blobAccess(blob: Blob, reading: BlobReading): RandomAccess {
  return {
    size: blob.size,
    async read(buffer, position) {
      const bytes = await sliceOf(blob, position, position + buffer.length, reading);
      const { length } = bytes;
      buffer.set(bytes);
      // From here on it is empty in runtimes that free it.
      giveBack(bytes);
      return length;
    },
    // Each slice has been checked.
    async checkUnchanged() {},
    async close() {},
  };
}

async function sliceOf(
  blob: Blob,
  start: number,
  end: number,
  { name, signal }: BlobReading,
): Promise<Uint8Array> {
  const length = Math.max(0, Math.min(end, blob.size) - start);
  if (length === 0) return new Uint8Array(0);
  let bytes: ArrayBuffer;
  try {
    bytes = await unlessAborted(blob.slice(start, start + length).arrayBuffer(), signal);
  } catch (cause) {
    if (signal.aborted) throw signal.reason;
    throw new TotalError("SOURCE_UNAVAILABLE", {
      place: { source: name },
      expected: "a file that can be read, and is not written to meanwhile",
      got: cause instanceof Error && cause.message !== "" ? `an error, ${quote(cause.message)}` : "an error",
      cause,
    });
  }
  if (bytes.byteLength === length) return new Uint8Array(bytes);
  throw new TotalError("SOURCE_CHANGED", {
    place: { source: name },
    expected: "a file that stays as it is while it is read",
    got: `${bytes.byteLength} of ${length} bytes`,
  });
}
