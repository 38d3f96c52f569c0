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
  const body = response.body ?? new Blob([]).stream();
  return {
    status,
    statusText,
    header: (name) => (name === "content-encoding" ? undefined : (headers.get(name) ?? undefined)),
    body: bytesOf(body),
    framed,
    mayBeDecoded,
    hidden:
      coding === null
        ? isChunked
          ? "Connection: close"
          : undefined
        : `the Content-Encoding ${quote(coding)}`,
    watchEnd: isWatched ? () => watchProtocol(url, since) : undefined,
    discard() {
      // Fails where the body is being read; that ends with the reading.
      body.cancel().catch(() => {});
    },
  };
}

/** Not every browser can iterate over a stream. A caller that stops reading aborts the exchange, which closes the stream. */
function bytesOf(stream: ReadableStream<Uint8Array>): AsyncIterable<Uint8Array> {
  return {
    [Symbol.asyncIterator]() {
      const reader = stream.getReader();
      return { next: () => reader.read() };
    },
  };
}
