import type { BeginTrace } from "./request-trace.js";
import type { RequestObserver } from "./seen-requests.js";

/** Begins a trace for each request, and ends it with the request's answer. */
export function traceRequests(begin: BeginTrace): RequestObserver {
  return {
    begun(seen) {
      seen.trace = begin(seen.incoming);
    },
    ended(seen) {
      seen.trace?.ended(seen);
    },
  };
}
