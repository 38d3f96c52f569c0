import type { BeginTrace, FetchTrace } from "./request-trace.js";

/** W3C Trace Context, section 3.2. Later versions may add fields, after another dash. */
const TRACEPARENT =
  /^(?:00(?=.{53}$)|(?!00|ff)[0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(?:-[ -~]{0,256})?$/;

/** Section 3.3, as far as forwarding needs it. */
const TRACESTATE = /^[\t -~]{1,4096}$/;

/**
 * A trace to which this service adds no span: `traceparent` and `tracestate` go to the numbers API unchanged, as section 4.2 asks. A malformed
 * `traceparent` is not forwarded, nor is the `tracestate` that came with it.
 */
export const forwardedTrace: BeginTrace = ({ headers: { traceparent, tracestate } }) => {
  if (typeof traceparent !== "string") return undefined;
  const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent) ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined;
  const span = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) };
  const hasState = typeof tracestate === "string" && TRACESTATE.test(tracestate);
  const fetch: FetchTrace = {
    ...span,
    headers: hasState ? { traceparent, tracestate } : { traceparent },
    retried() {},
    ended() {},
  };
  return { ...span, beginFetch: () => fetch, joined() {}, ended() {} };
};
