import { TotalError, quote } from "../errors.js";
import {
  FORMATS,
  type EncodedBatch,
  type Format,
  type FormatOptions,
  type NumbersApi,
} from "../numbers-api.js";
import { unlessAborted } from "../sleep.js";
import { encodedBatches } from "./encoded-batches.js";
import { checkedChoice, checkedText, typeName } from "./options.js";

/** Anything that delivers bytes in pieces: a web stream, a Node stream, an async generator. */
export type ByteStream = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

export interface StreamNumbersOptions extends FormatOptions {
  /** @default told from the first bytes */
  readonly format?: Format | undefined;
  /** What errors call the stream: `-`. */
  readonly name?: string | undefined;
}

/**
 * The numbers that a stream of bytes spells. A stream can be read once, and so can these numbers.
 *
 * The stream is cancelled where its end is not wanted: on abort, on an error, or when the reader leaves early.
 *
 * @throws TypeError where it is no stream of bytes, or one that is being read already
 */
export function streamNumbers(stream: ByteStream, options: StreamNumbersOptions = {}): NumbersApi {
  const { format, name, ...formatOptions } = options;
  checkedChoice("format", format, FORMATS);
  checkedText("name", name);
  const open = opener(stream);
  let isTaken = false;
  return {
    async *numbers({ signal }): AsyncGenerator<EncodedBatch, void, undefined> {
      if (isTaken) throw new TypeError("stream: expected one that was not read before");
      isTaken = true;
      signal.throwIfAborted();
      yield* encodedBatches(chunksOf(open(), { name, signal }), { format, name, ...formatOptions });
    },
  };
}

/** A stream being read: where its pieces come from, and how it is told that no more are wanted. */
interface OpenStream {
  read(): Promise<IteratorResult<unknown, unknown>>;
  cancel(reason: unknown): unknown;
}

function opener(stream: unknown): () => OpenStream {
  if (typeof stream === "object" && stream !== null && !ArrayBuffer.isView(stream)) {
    if ("getReader" in stream) return () => openWebStream(stream as ReadableStream);
    if (Symbol.asyncIterator in stream) return () => openIterable(stream as AsyncIterable<unknown>);
    if (Symbol.iterator in stream) return () => openIterable(stream as Iterable<unknown>);
  }
  throw new TypeError(`stream: expected a stream of bytes, got ${typeName(stream)}`);
}

function openWebStream(stream: ReadableStream): OpenStream {
  const reader = stream.getReader();
  return {
    read: () => reader.read() as Promise<IteratorResult<unknown, unknown>>,
    cancel: (reason) => reader.cancel(reason),
  };
}

function openIterable(iterable: AsyncIterable<unknown> | Iterable<unknown>): OpenStream {
  const iterator: AsyncIterator<unknown> | Iterator<unknown> =
    Symbol.asyncIterator in iterable ? iterable[Symbol.asyncIterator]() : iterable[Symbol.iterator]();
  return {
    read: async () => iterator.next(),
    cancel() {
      // A Node stream's iterator takes its leave only after the read that it waits for; destroying the stream ends that too.
      if ("destroy" in iterable && typeof iterable.destroy === "function") iterable.destroy();
      return iterator.return?.();
    },
  };
}

/**
 * The stream's bytes.
 *
 * @throws TotalError SOURCE_UNAVAILABLE where the stream fails; TypeError where it delivers something else than bytes
 */
async function* chunksOf(
  stream: OpenStream,
  { name, signal }: { readonly name: string | undefined; readonly signal: AbortSignal },
): AsyncGenerator<Uint8Array, void, undefined> {
  let hasEnded = false;
  let reason: unknown;
  try {
    for (;;) {
      const { done, value } = await unlessAborted(stream.read(), signal).catch((cause: unknown) => {
        throw signal.aborted ? signal.reason : streamFailure(cause, name);
      });
      hasEnded = done === true;
      if (hasEnded) return;
      if (!(value instanceof Uint8Array)) {
        throw new TypeError(`stream: expected chunks that are Uint8Array, got ${typeName(value)}`);
      }
      yield value;
    }
  } catch (error) {
    reason = error;
    throw error;
  } finally {
    if (!hasEnded) cancelQuietly(stream, reason);
  }
}

/** Not waited for, for an iterator may answer only after a read that never ends; and its failure would hide the first one. */
function cancelQuietly(stream: OpenStream, reason: unknown): void {
  Promise.resolve()
    .then(() => stream.cancel(reason))
    .catch(() => {});
}

function streamFailure(cause: unknown, name: string | undefined): unknown {
  // A stream may be made of others of ours, and has said what is wrong with it.
  if (cause instanceof TotalError) return cause;
  const got =
    cause instanceof Error && cause.message !== "" ? `an error: ${quote(cause.message)}` : "an error";
  return new TotalError("SOURCE_UNAVAILABLE", {
    place: { source: name },
    expected: "a stream that can be read to its end",
    got,
    cause,
  });
}
