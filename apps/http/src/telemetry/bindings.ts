import type { IncomingMessage, ServerResponse } from "node:http";
import type { RequestTrace } from "./request-trace.js";

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

/** The app: answers a request. */
export type Fetch = (request: Request, bindings: Bindings) => Response | Promise<Response>;
