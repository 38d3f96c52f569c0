import type { IncomingMessage, ServerResponse } from "node:http";

/** A span as others name it, by W3C Trace Context. */
export interface SpanName {
  /** 32 lower-case hexadecimal digits. */
  readonly traceId: string;
  /** 16 of them. */
  readonly spanId: string;
  /** 1 where it is sampled. */
  readonly traceFlags: number;
}

/** What a trace tells of a request once its answer has ended. */
export interface AnsweredRequest {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  /** The path pattern that it was found under; undefined where there is nothing at its path. */
  readonly route: string | undefined;
  /** Of the answer; 499 where the client left before it began. */
  readonly status: number;
  /** What went wrong while it was answered. */
  readonly fault: unknown;
}

/** A request's part of a trace. */
export interface RequestTrace extends SpanName {
  /** The numbers API is about to be asked, for this request in the first place. Nothing where that is not worth telling. */
  beginFetch(): FetchTrace | undefined;
  /** This request has waited for the numbers of a fetch that another one began. */
  joined(fetch: FetchTrace): void;
  ended(request: AnsweredRequest): void;
}

/** A trace's way to the numbers API. */
export interface FetchTrace extends SpanName {
  /** What tells the numbers API of the trace. */
  readonly headers: Readonly<Record<string, string>>;
  /** There is another try. @param tries how many there were */
  retried(tries: number): void;
  /** @param fault what went wrong, if anything */
  ended(fault?: unknown): void;
}

/** @returns undefined where the request is part of no trace */
export type BeginTrace = (incoming: IncomingMessage) => RequestTrace | undefined;
