import type { IncomingMessage, ServerResponse } from "node:http";

/** The identity of a span, by W3C Trace Context. */
export interface SpanIdentity {
  /** 32 lower-case hexadecimal digits. */
  readonly traceId: string;
  /** 16 lower-case hexadecimal digits. */
  readonly spanId: string;
  /** 1 where the span is sampled. */
  readonly traceFlags: number;
}

/** A request whose answer has ended. */
export interface AnsweredRequest {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  /** The route's path pattern; undefined where the path has no route. */
  readonly route: string | undefined;
  /** The answer's status; 499 where the client left before the answer began. */
  readonly status: number;
  /** The error that the answer reports, if any. */
  readonly fault: unknown;
}

/** A request's part of a trace. */
export interface RequestTrace extends SpanIdentity {
  /** This request begins a fetch from the numbers API. @returns undefined where the fetch is not traced */
  beginFetch(): FetchTrace | undefined;
  /** This request has waited for a fetch that another request began. */
  joined(fetch: FetchTrace): void;
  ended(request: AnsweredRequest): void;
}

/** A traced fetch from the numbers API. */
export interface FetchTrace extends SpanIdentity {
  /** The headers that hand the trace on to the numbers API. */
  readonly headers: Readonly<Record<string, string>>;
  /** The fetch is tried again. @param tries the number of tries so far */
  retried(tries: number): void;
  /** @param fault the error, if the fetch failed */
  ended(fault?: unknown): void;
}

/** @returns undefined where the request is part of no trace */
export type BeginTrace = (incoming: IncomingMessage) => RequestTrace | undefined;
