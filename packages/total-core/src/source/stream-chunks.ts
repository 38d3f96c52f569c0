import { wrongType } from "../basics/describe.js";
import { eventLoopTurn, isTurnDue } from "../basics/event-loop.js";
import { quote } from "../basics/quote.js";
import { unlessAborted } from "../basics/sleep.js";
import { typedArrayName } from "../basics/typed-arrays.js";
import { TotalError } from "../contract/errors.js";
import { openOnce } from "./read-once.js";
import { TextPieces } from "./text-pieces.js";

/** Delivers bytes or text in pieces: a web stream, a Node stream, an async generator, a list. */
export type ByteStream =
  | ReadableStream<Uint8Array>
  | ReadableStream<string>
  | AsyncIterable<Uint8Array | string>
  | Iterable<Uint8Array | string>;

/** A stream that is being read. */
export interface OpenStream {
  read(): Promise<IteratorResult<unknown, unknown>>;
  cancel(reason: unknown): unknown;
}

/** A function that begins to read the stream. @throws TypeError, at once, where `stream` is no stream */
export function streamOpener(stream: unknown): () => OpenStream {
  if (typeof stream === "object" && stream !== null && !ArrayBuffer.isView(stream)) {
    if ("getReader" in stream) return () => (stream as ReadableStream).getReader();
    if (Symbol.asyncIterator in stream || Symbol.iterator in stream) {
      return () => openIterable(stream as AsyncIterable<unknown> | Iterable<unknown>);
    }
  }
  throw wrongType("stream", "a stream of bytes or text", stream);
}

function openIterable(iterable: AsyncIterable<unknown> | Iterable<unknown>): OpenStream {
  const iterator = openOnce(
    "stream",
    iterable,
    Symbol.asyncIterator in iterable ? iterable[Symbol.asyncIterator]() : iterable[Symbol.iterator](),
  );
  return {
    read: async () => iterator.next(),
    cancel() {
      // A Node stream's iterator returns only after the read that it waits for; destroying the stream ends that, too.
      if ("destroy" in iterable && typeof iterable.destroy === "function") iterable.destroy();
      return iterator.return?.();
    },
  };
}

export interface StreamChunksOptions {
  /** The stream's name in errors. */
  readonly name: string | undefined;
  readonly signal: AbortSignal;
  /** The stream that should be there, in the error of one that fails. @default "a stream that can be read to its end" */
  readonly expected?: string | undefined;
  /** As {@link TextPieces} has it. @default false */
  readonly refusesNumbers?: boolean | undefined;
}

/**
 * The stream's bytes; text comes as UTF-8. On abort, on an error, and when the reader leaves early the stream is cancelled.
 *
 * @throws TotalError SOURCE_UNAVAILABLE where the stream fails, BAD_FORMAT where text has half a character; TypeError where it delivers something
 * else than bytes and text
 */
export async function* streamChunks(
  stream: OpenStream,
  { name, signal, expected, refusesNumbers = false }: StreamChunksOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  const text = new TextPieces(name, refusesNumbers);
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
        throw signal.aborted ? signal.reason : streamFailure(cause, name, expected);
      });
      if (done) {
        hasEnded = true;
        text.end();
        return;
      }
      // Nothing may come of an empty piece, and endlessly many would keep the event loop.
      if ((value as Uint8Array | string | undefined)?.length === 0 && isTurnDue()) await eventLoopTurn();
      if (typeof value === "string") {
        yield* text.bytesOf(value);
      } else if (typedArrayName(value) === "Uint8Array") {
        text.passed(value as Uint8Array);
        yield value as Uint8Array;
      } else {
        throw wrongType("stream", "pieces that are Uint8Array or strings", value);
      }
    }
  } finally {
    signal.removeEventListener("abort", cancel);
    cancel();
  }
}

export function streamFailure(
  cause: unknown,
  name: string | undefined,
  expected = "a stream that can be read to its end",
): TotalError {
  // A stream may be made of our own, which has said what is wrong.
  if (cause instanceof TotalError) return cause;
  return new TotalError("SOURCE_UNAVAILABLE", {
    place: { source: name },
    expected,
    got: cause instanceof Error && cause.message !== "" ? `an error, ${quote(cause.message)}` : "an error",
    cause,
  });
}
