import type { IncomingMessage, ServerResponse } from "node:http";
import type { Context } from "hono";
import { contentHeaders } from "./common-headers.js";
import type { RequestTrace } from "../telemetry/request-trace.js";

/** Data that accompanies a request through the app. */
export interface Bindings {
  /** Names the request in the log and in the answer. */
  requestId?: string;
  /** The error that the answer reports. The log shows all of it, the answer only what concerns the client. */
  fault?: unknown;
  /** The route's path pattern; undefined where the path has no route. */
  route?: string | undefined;
  /** The request's part of a trace, if there is a trace. */
  readonly trace?: RequestTrace | undefined;
  /** Node's request and answer; absent where there is no connection, as in `app.request()`. */
  readonly incoming?: IncomingMessage;
  readonly outgoing?: ServerResponse;
}

export type Fetch = (request: Request, bindings: Bindings) => Response | Promise<Response>;

export type AppContext = Context<{ Bindings: Bindings }>;

export interface Content {
  readonly status?: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * An answer of text. Content-Length is set here, so that HEAD has it too.
 *
 * The headers are a plain object: the adapter writes it as it is, while a `Headers` costs a third of a request's time.
 */
export function answer(c: AppContext, { status = 200, type, body, headers }: Content): Response {
  return new Response(body, {
    status,
    headers: withOwnHeaders(c, contentHeaders(type, String(Buffer.byteLength(body))), headers),
  });
}

/** Adds the answer's own headers, which win over the common ones, and the request's ID. */
export function withOwnHeaders(
  c: AppContext,
  headers: Record<string, string>,
  own: Readonly<Record<string, string>> = {},
): Record<string, string> {
  for (const name in own) headers[name] = own[name]!;
  // `app.request()` in a test has no bindings.
  const id = (c.env as Bindings | undefined)?.requestId;
  if (id !== undefined) headers["X-Request-Id"] = id;
  return headers;
}
