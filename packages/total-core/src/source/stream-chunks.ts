import { describe } from "../basics/describe.js";
import { quote } from "../basics/quote.js";
import { TotalError } from "../contract/errors.js";
import { unlessAborted } from "../basics/sleep.js";

/** Anything that delivers bytes in pieces: a web stream, a Node stream, an async generator, a list. */
export type ByteStream = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** A stream being read: where its pieces come from, and how it is told that no more are wanted. */
interface OpenStream {
  read(): Promise<IteratorResult<unknown, unknown>>;
  cancel(reason: unknown): unknown;
}

/**
 * How to begin reading a stream.
 *
 * @throws TypeError where it is none
 */
export function streamOpener(stream: unknown): () => OpenStream {
  if (typeof stream === "object" && stream !== null && !ArrayBuffer.isView(stream)) {
    if ("getReader" in stream) return () => openWebStream(stream as ReadableStream);
    if (Symbol.asyncIterator in stream) return () => openAsyncIterable(stream as AsyncIterable<unknown>);
    if (Symbol.iterator in stream) return () => openIterable(stream as Iterable<unknown>);
  }
  throw new TypeError(`stream: expected a stream of bytes, got ${describe(stream)}`);
}

function openWebStream(stream: ReadableStream): OpenStream {
  const reader = stream.getReader();
  return {
    read: () => reader.read() as Promise<IteratorResult<unknown, unknown>>,
    cancel: (reason) => reader.cancel(reason),
  };
}

function openAsyncIterable(iterable: AsyncIterable<unknown>): OpenStream {
  const iterator = iterable[Symbol.asyncIterator]();
  return {
    read: () => iterator.next(),
    cancel() {
      // A Node stream's iterator would leave only after the read that it waits for; destroying it ends that, too.
      if ("destroy" in iterable && typeof iterable.destroy === "function") iterable.destroy();
      return iterator.return?.();
    },
  };
}

function openIterable(iterable: Iterable<unknown>): OpenStream {
  const iterator = iterable[Symbol.iterator]();
  return { read: async () => iterator.next(), cancel: () => iterator.return?.() };
}

/**
 * The stream's bytes. Where its end is not wanted (abort, an error, a reader that leaves early) it is cancelled.
 *
 * @param name what errors call it
 * @throws TotalError SOURCE_UNAVAILABLE where the stream fails; TypeError where it delivers something else than bytes
 */
export async function* streamChunks(
  stream: OpenStream,
  { name, signal }: { readonly name: string | undefined; readonly signal: AbortSignal },
): AsyncGenerator<Uint8Array, void, undefined> {
  let hasEnded = false;
  const cancel = () => {
    if (!hasEnded) cancelQuietly(stream, signal.reason);
    hasEnded = true;
  };
  signal.addEventListener("abort", cancel, { once: true });
  try {
    for (;;) {
      const { done, value } = await unlessAborted(stream.read(), signal).catch((cause: unknown) => {
        throw signal.aborted ? signal.reason : streamFailure(cause, name);
      });
      if (done === true) {
        hasEnded = true;
        return;
      }
      if (!isBytes(value)) {
        throw new TypeError(`stream: expected pieces that are Uint8Array, got ${describe(value)}`);
      }
      yield value;
    }
  } finally {
    signal.removeEventListener("abort", cancel);
    cancel();
  }
}

/** Of any realm: a class of another window or context is another class. */
function isBytes(value: unknown): value is Uint8Array {
  return ArrayBuffer.isView(value) && Object.prototype.toString.call(value) === "[object Uint8Array]";
}

/**
 * Not waited for, as an iterator may answer only after a read that never ends; and its failure would hide
 * what came first.
 */
function cancelQuietly(stream: OpenStream, reason: unknown): void {
  Promise.resolve()
    .then(() => stream.cancel(reason))
    .catch(() => {});
}

export function streamFailure(cause: unknown, name: string | undefined): TotalError {
  // A stream may be made of others of ours, which have said what is wrong.
  if (cause instanceof TotalError) return cause;
  return new TotalError("SOURCE_UNAVAILABLE", {
    place: { source: name },
    expected: "a stream that can be read to its end",
    got: cause instanceof Error && cause.message !== "" ? `an error, ${quote(cause.message)}` : "an error",
    cause,
  });
}
