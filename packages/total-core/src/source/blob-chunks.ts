/** Reads the bytes of a Blob: in their order, or from any place. */
import { TotalError } from "../contract/errors.js";
import type { RandomAccess } from "../contract/parquet.js";
import { giveBack } from "./give-back.js";
import { streamChunks, type OpenStream } from "./stream-chunks.js";

export interface BlobReading {
  /** The Blob's name in errors. */
  readonly name: string | undefined;
  readonly signal: AbortSignal;
}

/** Bytes that are read at a time, while as many are added. */
const SLICE_BYTES = 1_048_576;

/** Bytes that are asked of a stream at a time. Chromium has mostly 64 KiB ready. */
const BUFFER_BYTES = 262_144;

/**
 * The Blob's bytes, in pieces; each is good until the next is asked for.
 * @throws TotalError SOURCE_UNAVAILABLE, SOURCE_CHANGED
 */
export async function* blobChunks(
  blob: Blob,
  reading: BlobReading,
): AsyncGenerator<Uint8Array, void, undefined> {
  const expected = "a file that can be read, and is not written to meanwhile";
  let length = 0;
  for await (const piece of streamChunks(open(blob), { ...reading, expected })) {
    length += piece.length;
    yield piece;
  }
  if (length === blob.size) return;
  throw new TotalError("SOURCE_CHANGED", {
    place: { source: reading.name },
    expected: "a file that stays as it is while it is read",
    got: `${length} of ${blob.size} bytes`,
  });
}

/** For formats that are not read in order. */
export function blobAccess(blob: Blob, reading: BlobReading): RandomAccess {
  return {
    size: blob.size,
    async read(buffer, position) {
      let length = 0;
      for await (const piece of blobChunks(blob.slice(position, position + buffer.length), reading)) {
        buffer.set(piece, length);
        length += piece.length;
      }
      return length;
    },
    // Each slice has been checked.
    async checkUnchanged() {},
    async close() {},
  };
}

/**
 * Browsers have a FileList. Their Blobs are files, or in another process: in Chromium slices take three times as long as a stream. Elsewhere Blobs are mostly
 * in the memory of the process: in Node a stream takes twice as long as slices. jsdom, where pages are tested, has a FileList and no stream.
 */
function open(blob: Blob): OpenStream {
  const isPage = "FileList" in globalThis && "stream" in (blob as object);
  return isPage ? openInOneBuffer(blob.stream()) : openSlices(blob);
}

/**
 * A stream that is read into one buffer, if it can be. Pieces that Chromium allocates are up to 150 MB until they are collected, and take a third of
 * the time.
 */
function openInOneBuffer(stream: ReadableStream<Uint8Array<ArrayBuffer>>): OpenStream {
  let reader: ReadableStreamBYOBReader;
  try {
    reader = stream.getReader({ mode: "byob" });
  } catch {
    return stream.getReader();
  }
  let buffer = new ArrayBuffer(BUFFER_BYTES);
  return {
    async read() {
      // The buffer becomes the stream's, and comes back as that of the piece.
      const result = await reader.read(new Uint8Array(buffer));
      if (!result.done) ({ buffer } = result.value);
      return result;
    },
    cancel: (reason) => reader.cancel(reason),
  };
}

function openSlices(blob: Blob): OpenStream {
  let start = 0;
  const readNext = () => {
    const slice = blob.slice(start, (start += SLICE_BYTES)).arrayBuffer();
    // It may be nobody's any more when it fails.
    slice.catch(() => {});
    return slice;
  };
  let next = readNext();
  let value = new Uint8Array(0);
  return {
    async read() {
      giveBack(value);
      value = new Uint8Array(await next);
      // The slice after a short one would be at the wrong place.
      next = value.length < SLICE_BYTES ? Promise.resolve(new ArrayBuffer(0)) : readNext();
      return { done: value.length === 0, value };
    },
    cancel() {},
  };
}
