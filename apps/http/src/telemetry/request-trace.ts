import type { IncomingMessage } from "node:http";
import type { RequestObserver, SeenRequest } from "./seen-requests.js";

/** A span as others name it, by W3C Trace Context. */
export interface SpanName {
  /** 32 lower-case hexadecimal digits. */
  readonly traceId: string;
  /** 16 of them. */
  readonly spanId: string;
  /** 1 where it is sampled. */
  readonly traceFlags: number;
}

/** A request's part of a trace. */
export interface RequestTrace extends SpanName {
  /** The numbers API is about to be asked, for this request in the first place. Nothing where that is not worth telling. */
  beginFetch(): FetchTrace | undefined;
  /** This request has waited for the numbers of a fetch that another one began. */
  joined(fetch: FetchTrace): void;
  ended(seen: SeenRequest): void;
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

export function requestTraces(begin: BeginTrace): RequestObserver {
  return {
    begun(seen) {
      seen.trace = begin(seen.incoming);
    },
    ended(seen) {
      seen.trace?.ended(seen);
    },
  };
}
