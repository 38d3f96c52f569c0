import { isNode } from "../../basics/node-modules.js";
import { quote } from "../../basics/quote.js";
import { canWatchProtocol, watchProtocol } from "./protocol-watch.js";
import type { TransportAnswer } from "./transport.js";

/** When and where a response was asked for. */
export interface Asked {
  /** The address, before redirects. */
  readonly url: string;
  /** By `performance.now()`; 0 where it is not known. */
  readonly since: number;
}

/**
 * An answer, as far as a `Response` shows it.
 *
 * A body that `fetch` has decoded by itself counts as not framed, because not all implementations notice a compressed body that ends early. In answers of
 * another origin, CORS shows Content-Length, but neither Content-Encoding nor Transfer-Encoding, unless that origin exposes them: then it is not known
 * whether the body was compressed.
 *
 * Node's own fetch takes a body in chunks for whole where the connection ends before the last chunk, if the answer said that it would end.
 */
export function answerFrom(response: Response, { url, since }: Asked): TransportAnswer {
  const { status, statusText, headers } = response;
  const coding = headers.get("content-encoding");
  const mayBeDecoded = coding === null && response.type === "cors";
  const isChunked = !mayBeDecoded && headers.has("transfer-encoding");
  const endsWithConnection = isNode() && /\bclose\b/i.test(headers.get("connection") ?? "");
  const framed = coding === null && (headers.has("content-length") || (isChunked && !endsWithConnection));
  const isWatched = !framed && !mayBeDecoded && coding === null && canWatchProtocol(url);
  return {
    status,
    statusText,
    header: (name) => (name === "content-encoding" ? undefined : (headers.get(name) ?? undefined)),
    ...bodyOf(response.body ?? new Blob([]).stream()),
    framed,
    mayBeDecoded,
    hidden:
      coding === null
        ? isChunked
          ? "Connection: close"
          : undefined
        : `the Content-Encoding ${quote(coding)}`,
    watchEnd: isWatched ? () => watchProtocol(url, since) : undefined,
  };
}

function bodyOf(stream: ReadableStream<Uint8Array>): Pick<TransportAnswer, "body" | "discard"> {
  // Taken late, as the owner of the response may read it.
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  const opened = () => (reader ??= stream.getReader());
  let isDiscarded = false;
  // Not every browser can iterate over a stream.
  const next = async (): Promise<IteratorResult<Uint8Array, undefined>> => {
    const { done, value } = await opened().read();
    // A cancelled stream looks as if it had come to its end.
    if (isDiscarded) throw new Error("the answer was discarded");
    return done ? { done, value: undefined } : { done, value };
  };
  return {
    body: { [Symbol.asyncIterator]: () => ({ next }) },
    discard() {
      isDiscarded = true;
      opened()
        .cancel()
        .catch(() => {});
    },
  };
}
