import { headFrom } from "./fetch-head.js";
import type { Transport, TransportAnswer, TransportRequest } from "./transport.js";

/**
 * HTTP by `fetch`, for browsers and other runtimes than Node.
 *
 * A browser does not say where a redirect leads. Where nothing secret would travel along, it follows
 * redirects by itself (at most 20, to http: and https: only); else a redirect is a failure.
 */
export const fetchTransport: Transport = async (request) => {
  const { signal } = request;
  const asked = { url: request.url.href, since: performance.now() };
  const response = await send(request, "manual");
  const isHidden = response.type === "opaqueredirect";
  const shown = isHidden ? await send(request, request.mayFollow ? "follow" : "error") : response;
  const answer = { ...headFrom(shown, asked), ...bodyOf(shown.body ?? new Blob([]).stream()) };
  // Deno's fetch forgets the signal where garbage is collected after the head of the answer (denoland/deno#29075): the connection would
  // stay open, and keep the process running.
  if (signal.aborted) answer.discard();
  else signal.addEventListener("abort", () => answer.discard(), { once: true });
  return answer;
};

function send({ url, headers, signal }: TransportRequest, redirect: RequestRedirect): Promise<Response> {
  return fetch(url, { headers, signal, redirect, ...notCached() });
}

/** workerd refuses the option before the compatibility date 2024-11-11, and does not have the property then. */
function notCached(): RequestInit {
  return "cache" in Request.prototype ? { cache: "no-store" } : {};
}

function bodyOf(stream: ReadableStream<Uint8Array>): Pick<TransportAnswer, "body" | "discard"> {
  const reader = stream.getReader();
  let isDiscarded = false;
  // Not every browser can iterate over a stream.
  const next = async (): Promise<IteratorResult<Uint8Array, undefined>> => {
    const { done, value } = await reader.read();
    // A cancelled stream looks as if it had come to its end.
    if (isDiscarded) throw new Error("the answer was discarded");
    return done ? { done, value: undefined } : { done, value };
  };
  return {
    body: { [Symbol.asyncIterator]: () => ({ next }) },
    discard() {
      isDiscarded = true;
      reader.cancel().catch(() => {});
    },
  };
}
