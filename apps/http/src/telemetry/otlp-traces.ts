/** Traces by OpenTelemetry's SDK, sent by OTLP. The build makes this a separate file, which is loaded only where traces are wanted. */
import {
  defaultTextMapGetter,
  defaultTextMapSetter,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
  type Span,
} from "@opentelemetry/api";
import { callWithTimeout, globalErrorHandler } from "@opentelemetry/core";
import { BasicTracerProvider, BatchSpanProcessor } from "@opentelemetry/sdk-trace-base";
import type { Log } from "./log.js";
import { exporterFromEnv, propagatorFromEnv, resourceFromEnv } from "./otlp-environment.js";
import { otlpTrouble } from "./otlp-trouble.js";
import { pathOf } from "./request-path.js";
import type { AnsweredRequest, BeginTrace, FetchTrace } from "./request-trace.js";
import {
  answerAttributes,
  errorType,
  fetchAttributes,
  requestAttributes,
  spanName,
} from "./span-attributes.js";

export interface OtlpTraces {
  readonly begin: BeginTrace;
  /** Sends the remaining spans, and gives up after `ms` milliseconds. */
  end(ms: number): Promise<void>;
}

export interface OtlpTracesOptions {
  readonly log: Log;
  /** The address of the numbers API, without secrets; `undefined` for the simulated one, which has no spans. */
  readonly numbersUrl: string | undefined;
  /** Told of each fault on the way of the spans to the collector. */
  readonly onTrouble: () => void;
}

/** Orchestrators and Prometheus ask for these every few seconds. */
const UNTRACED: ReadonlySet<string> = new Set(["/livez", "/readyz", "/metrics"]);

/**
 * OpenTelemetry's variables configure the rest. There is no context manager: a request's trace is passed as an argument, which costs nothing
 * where nothing is traced.
 */
export function createOtlpTraces({ log, numbersUrl, onTrouble }: OtlpTracesOptions): OtlpTraces {
  const trouble = otlpTrouble(log, Date.now, onTrouble);
  const propagator = propagatorFromEnv();
  const provider = new BasicTracerProvider({
    resource: resourceFromEnv(),
    spanProcessors: [new BatchSpanProcessor(exporterFromEnv())],
  });
  const tracer = provider.getTracer("@dlg/http");
  const attributesOfFetch = numbersUrl === undefined ? undefined : fetchAttributes(numbersUrl);
  trouble.settled();

  function beginFetch(request: Context): FetchTrace | undefined {
    if (attributesOfFetch === undefined) return undefined;
    const span = tracer.startSpan("GET", { kind: SpanKind.CLIENT, attributes: attributesOfFetch }, request);
    const headers: Record<string, string> = {};
    propagator.inject(trace.setSpan(request, span), headers, defaultTextMapSetter);
    return {
      ...span.spanContext(),
      headers,
      retried: (tries) => void span.addEvent("retry", { "http.request.resend_count": tries }),
      ended(fault) {
        if (fault === undefined) span.setAttribute("http.response.status_code", 200);
        else fail(span, errorType(fault));
        span.end();
      },
    };
  }

  return {
    begin(incoming) {
      if (UNTRACED.has(pathOf(incoming.url ?? ""))) return undefined;
      const caller = propagator.extract(ROOT_CONTEXT, incoming.headers, defaultTextMapGetter);
      const options = { kind: SpanKind.SERVER, attributes: requestAttributes(incoming) };
      const span = tracer.startSpan(spanName(incoming.method), options, caller);
      return {
        ...span.spanContext(),
        beginFetch: () => beginFetch(trace.setSpan(caller, span)),
        joined: ({ traceId, spanId, traceFlags }) =>
          void span.addLink({ context: { traceId, spanId, traceFlags } }),
        ended: (request) => endRequest(span, request),
      };
    },
    end: (ms) => callWithTimeout(provider.shutdown(), ms).catch(globalErrorHandler),
  };
}

function endRequest(span: Span, request: AnsweredRequest): void {
  const { incoming, route, status, fault } = request;
  if (route !== undefined) span.updateName(spanName(incoming.method, route));
  span.setAttributes(answerAttributes(request));
  if (status >= 500) fail(span, fault === undefined ? String(status) : errorType(fault));
  span.end();
}

/** The span gets no description, because an error's message can show numbers. The log has what may be shown, under the same trace. */
function fail(span: Span, type: string): void {
  span.setAttribute("error.type", type);
  span.setStatus({ code: SpanStatusCode.ERROR });
}
