import type { IncomingMessage, ServerResponse } from "node:http";
import type { Context } from "hono";
import { contentHeaders } from "./common-headers.js";
import type { RequestTrace } from "../telemetry/request-trace.js";

/** What travels with a request besides the request itself. */
export interface Bindings {
  /** Names the request in the log and in the answer. */
  requestId?: string;
  /** What went wrong while it was answered: for the log, which alone sees all of it. */
  fault?: unknown;
  /** The path pattern that it was found under; absent where there is nothing at its path. */
  route?: string | undefined;
  /** Its part of a trace, if it has one. */
  readonly trace?: RequestTrace | undefined;
  /** The request and the answer as Node has them; absent where there is no connection, as in `app.request()`. */
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
 * An answer of text. Its length is told even where the body is left out, for HEAD.
 *
 * The headers are a plain object because the adapter writes those as they are; a `Headers` costs it a third of a request.
 */
export function answer(c: AppContext, { status = 200, type, body, headers }: Content): Response {
  return new Response(body, {
    status,
    headers: withOwnHeaders(c, contentHeaders(type, String(Buffer.byteLength(body))), headers),
  });
}

/** Adds what this answer alone has, its request's name among it. Its own win over the common ones. */
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
