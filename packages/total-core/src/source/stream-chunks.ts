import { wrongType } from "../basics/describe.js";
import { quote } from "../basics/quote.js";
import { unlessAborted } from "../basics/sleep.js";
import { typedArrayName } from "../basics/typed-arrays.js";
import { TotalError } from "../contract/errors.js";

/** Delivers bytes in pieces: a web stream, a Node stream, an async generator, a list. */
export type ByteStream = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** A stream that is being read. */
interface OpenStream {
  read(): Promise<IteratorResult<unknown, unknown>>;
  cancel(reason: unknown): unknown;
}

/** A function that begins to read the stream. @throws TypeError, at once, where `stream` is none */
export function streamOpener(stream: unknown): () => OpenStream {
  if (typeof stream === "object" && stream !== null && !ArrayBuffer.isView(stream)) {
    if ("getReader" in stream) return () => (stream as ReadableStream).getReader();
    if (Symbol.asyncIterator in stream || Symbol.iterator in stream) {
      return () => openIterable(stream as AsyncIterable<unknown> | Iterable<unknown>);
    }
  }
  throw wrongType("stream", "a stream of bytes", stream);
}

function openIterable(iterable: AsyncIterable<unknown> | Iterable<unknown>): OpenStream {
  const iterator =
    Symbol.asyncIterator in iterable ? iterable[Symbol.asyncIterator]() : iterable[Symbol.iterator]();
  return {
    read: async () => iterator.next(),
    cancel() {
      // A Node stream's iterator returns only after the read that it waits for; destroying the stream ends that, too.
      if ("destroy" in iterable && typeof iterable.destroy === "function") iterable.destroy();
      return iterator.return?.();
    },
  };
}

/**
 * The stream's bytes. On abort, on an error, and when the reader leaves early the stream is cancelled.
 *
 * @param name what errors call the stream
 * @throws TotalError SOURCE_UNAVAILABLE where the stream fails; TypeError where it delivers something else than bytes
 */
export async function* streamChunks(
  stream: OpenStream,
  { name, signal }: { readonly name: string | undefined; readonly signal: AbortSignal },
): AsyncGenerator<Uint8Array, void, undefined> {
  let hasEnded = false;
  const cancel = () => {
    if (hasEnded) return;
    hasEnded = true;
    // Not waited for, as an iterator may answer only after a read that never ends. Its failure would hide the first one.
    Promise.resolve()
      .then(() => stream.cancel(signal.reason))
      .catch(() => {});
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
      if (typedArrayName(value) !== "Uint8Array") {
        throw wrongType("stream", "pieces that are Uint8Array", value);
      }
      yield value as Uint8Array;
    }
  } finally {
    signal.removeEventListener("abort", cancel);
    cancel();
  }
}

export function streamFailure(cause: unknown, name: string | undefined): TotalError {
  // A stream may be made of our own, which has said what is wrong.
  if (cause instanceof TotalError) return cause;
  return new TotalError("SOURCE_UNAVAILABLE", {
    place: { source: name },
    expected: "a stream that can be read to its end",
    got: cause instanceof Error && cause.message !== "" ? `an error, ${quote(cause.message)}` : "an error",
    cause,
  });
}
