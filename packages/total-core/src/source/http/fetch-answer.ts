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
 * What a `Response` shows of an answer.
 *
 * A body that `fetch` has decoded by itself counts as not framed, because not all implementations notice a compressed body that ends early. Of another
 * origin's answers CORS shows Content-Length, but neither Content-Encoding nor Transfer-Encoding, unless that origin exposes them: whether their
 * bodies were compressed is not known.
 */
export function answerFrom(response: Response, { url, since }: Asked): TransportAnswer {
  const { status, statusText, headers } = response;
  const undone = headers.get("content-encoding") ?? undefined;
  const mayBeDecoded = undone === undefined && response.type === "cors";
  const isChunked = !mayBeDecoded && headers.has("transfer-encoding");
  const framed = undone === undefined && (headers.has("content-length") || isChunked);
  const isWatched = !framed && !mayBeDecoded && undone === undefined && canWatchProtocol(url);
  const body = response.body ?? new Blob([]).stream();
  return {
    status,
    statusText,
    header: (name) => (name === "content-encoding" ? undefined : (headers.get(name) ?? undefined)),
    body: bytesOf(body),
    framed,
    mayBeDecoded,
    undone,
    watchEnd: isWatched ? () => watchProtocol(url, since) : undefined,
    discard() {
      // Fails where the body is being read; that ends with the reading.
      body.cancel().catch(() => {});
    },
  };
}

/** Not every browser can iterate over a stream. Whoever stops reading aborts the exchange, which closes the stream. */
function bytesOf(stream: ReadableStream<Uint8Array>): AsyncIterable<Uint8Array> {
  return {
    [Symbol.asyncIterator]() {
      const reader = stream.getReader();
      return { next: () => reader.read() };
    },
  };
}
