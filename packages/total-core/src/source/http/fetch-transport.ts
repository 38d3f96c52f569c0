import type { Transport, TransportAnswer, TransportRequest } from "./transport.js";

/**
 * HTTP by `fetch`, for browsers and other runtimes than Node.
 *
 * A browser does not say where a redirect leads. Where nothing secret would travel along, it follows
 * redirects by itself (at most 20, to http: and https: only); else a redirect is a failure.
 *
 * It decodes bodies by itself, too, and not all implementations notice a compressed body that ends early. So
 * a body that was compressed counts as not framed. Of another origin's answers CORS shows Content-Length, but neither Content-Encoding nor
 * Transfer-Encoding, unless that origin exposes them: whether their bodies were compressed is not known.
 */
export const fetchTransport: Transport = async (request) => {
  const response = await send(request, "manual");
  if (response.type !== "opaqueredirect") return answerFrom(response);
  return answerFrom(await send(request, request.mayFollow ? "follow" : "error"));
};

function send({ url, headers, signal }: TransportRequest, redirect: RequestRedirect): Promise<Response> {
  return fetch(url, { headers, signal, redirect, cache: "no-store" });
}

function answerFrom(response: Response): TransportAnswer {
  const { status, statusText, headers } = response;
  const isDecoded = headers.has("content-encoding");
  const mayBeDecoded = !isDecoded && response.type === "cors";
  const isChunked = !mayBeDecoded && headers.has("transfer-encoding");
  const body = response.body ?? new Blob([]).stream();
  return {
    status,
    statusText,
    header: (name) => (name === "content-encoding" ? undefined : (headers.get(name) ?? undefined)),
    body: bytesOf(body),
    framed: !isDecoded && (headers.has("content-length") || isChunked),
    mayBeDecoded,
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
