import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { forwardedTrace } from "./forwarded-trace.js";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const SPAN = "00f067aa0ba902b7";
const begin = (headers: Readonly<Record<string, string | string[]>>) =>
  forwardedTrace({ headers } as unknown as IncomingMessage);

test.each([
  ["of version 00", `00-${TRACE}-${SPAN}-01`],
  ["that is not sampled", `00-${TRACE}-${SPAN}-00`],
  ["of a later version", `cc-${TRACE}-${SPAN}-01`],
  ["of a later version that says more", `cc-${TRACE}-${SPAN}-01-what.the.future-holds`],
])("a traceparent %s is handed on as it came", (_, traceparent) => {
  const trace = begin({ traceparent });
  expect(trace).toMatchObject({ traceId: TRACE, spanId: SPAN });
  expect(trace?.beginFetch()?.headers).toEqual({ traceparent });
});

test.each([
  ["no traceparent", ""],
  ["a trace of zeros", `00-${"0".repeat(32)}-${SPAN}-01`],
  ["a span of zeros", `00-${TRACE}-${"0".repeat(16)}-01`],
  ["upper case", `00-${TRACE.toUpperCase()}-${SPAN}-01`],
  ["the version that is none", `ff-${TRACE}-${SPAN}-01`],
  ["version 00 that says more", `00-${TRACE}-${SPAN}-01-x`],
  ["no flags", `00-${TRACE}-${SPAN}`],
  ["two of them, as Node joins them", `00-${TRACE}-${SPAN}-01, 00-${TRACE}-${SPAN}-01`],
  ["what no header may hold", `cc-${TRACE}-${SPAN}-01-\u00e9`],
])("%s is no trace", (_, traceparent) => {
  expect(begin({ traceparent, tracestate: "a=1" })).toBeUndefined();
});

test.each([
  ["goes with it", "congo=t61rcWkgMzE, rojo=00f067aa0ba902b7", true],
  ["that is empty does not", "", false],
  ["that no header may hold does not", "a=\u00e9", false],
  ["without end does not", "a".repeat(5000), false],
])("a tracestate %s", (_, tracestate, goes) => {
  const traceparent = `00-${TRACE}-${SPAN}-01`;
  const headers = begin({ traceparent, tracestate })?.beginFetch()?.headers;
  expect(headers).toEqual(goes ? { traceparent, tracestate } : { traceparent });
});
