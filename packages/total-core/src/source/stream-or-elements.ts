/** Streams whose first piece tells whether they deliver bytes and text, or numbers. */
import { unlessAborted } from "../basics/sleep.js";
import { typedArrayName } from "../basics/typed-arrays.js";
import type { Batch, NumbersApi } from "../contract/numbers-api.js";
import { elementBatches } from "./elements.js";
import { streamChunks, streamOpener, type OpenStream } from "./stream-chunks.js";
import { numbersReadOnce, type StreamNumbersOptions } from "./stream.js";

/** A stream of Node, as far as it is looked at. */
interface NodeStream extends AsyncIterable<unknown> {
  readonly pipe: unknown;
  /** Whether its pieces are values of their own, and no pieces of one text. */
  readonly readableObjectMode?: boolean;
}

/** Whether it is a web stream or one of Node, of any realm or copy. */
export function isStream(value: unknown): value is ReadableStream | NodeStream {
  const { getReader, pipe } = Object(value) as Partial<ReadableStream & NodeStream>;
  const isNodes = typeof pipe === "function" && Symbol.asyncIterator in Object(value);
  return isNodes || typeof getReader === "function";
}

/**
 * The numbers of a stream.
 *
 * Two pieces of text that are a number each are refused where nobody has told the format: they may be two numbers, or the halves of one.
 *
 * @param how.isTold whether the caller has said something of the bytes, so that they are bytes or text
 * @throws TypeError, from the numbers, where it was read before
 */
export function numbersOfStream(
  stream: ReadableStream | NodeStream,
  options: StreamNumbersOptions,
  { isTold, skipEmpty }: { readonly isTold: boolean; readonly skipEmpty: boolean },
): NumbersApi {
  const open = streamOpener(stream);
  const { name, format } = options;
  const areValues = "readableObjectMode" in stream && stream.readableObjectMode === true;
  let opened: OpenStream;
  const pieces = numbersReadOnce(
    "stream",
    ({ signal }) => streamChunks(opened, { name, signal, refusesNumbers: format === undefined }),
    options,
  );
  return {
    async *numbers(asked): AsyncGenerator<Batch, void, undefined> {
      const { signal } = asked;
      signal.throwIfAborted();
      const { first, again } = peeked(open());
      opened = again;
      // The reader of the first piece finds again what is wrong with it.
      const piece = isTold ? undefined : await unlessAborted(first(), signal).catch(() => undefined);
      if (signal.aborted) {
        // Not waited for, as elsewhere.
        Promise.resolve(again.cancel(signal.reason)).catch(() => {});
        throw signal.reason;
      }
      const isEmpty = skipEmpty && piece?.done === false && (piece.value ?? undefined) === undefined;
      if (!isEmpty && !isElement(piece?.value, areValues)) return yield* pieces.numbers(asked);
      const elements = { next: () => again.read(), return: () => again.cancel(undefined) };
      yield* elementBatches(elements, { signal, skipEmpty });
    },
  };
}

/** A look at the first piece, which stays to be read. */
function peeked(stream: OpenStream): {
  readonly first: OpenStream["read"];
  readonly again: OpenStream;
} {
  let next: ReturnType<OpenStream["read"]> | undefined;
  return {
    first: () => (next ??= stream.read()),
    again: {
      read() {
        const read = next ?? stream.read();
        next = undefined;
        return read;
      },
      cancel: (reason) => stream.cancel(reason),
    },
  };
}

function isElement(value: unknown, areValues: boolean): boolean {
  if (typeof value === "string") return areValues;
  if (typeof value === "number" || typeof value === "bigint") return true;
  return typeof value === "object" && value !== null && typedArrayName(value) !== "Uint8Array";
}
