import type { BeginTrace, FetchTrace } from "./request-trace.js";

/** W3C Trace Context, section 3.2. A later version may say more, after another dash. */
const TRACEPARENT =
  /^(?:00(?=.{53}$)|(?!00|ff)[0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(?:-[ -~]{0,256})?$/;

/** Section 3.3, as far as it has to be known to hand it on. */
const TRACESTATE = /^[\t -~]{1,4096}$/;

/**
 * A trace that this service adds no span to: what names it goes to the numbers API as it came, which is what section 4.2 asks of whoever only
 * passes it through. A name that is none is not handed on, nor is the state that came with it.
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
