import { randomBytes } from "node:crypto";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { isBehindUnframedBody } from "../connection/unframed-body.js";
import type { Bindings, Fetch } from "./bindings.js";
import type { Clock } from "./clock.js";
import type { BeginTrace, RequestTrace } from "./request-trace.js";

/** nginx's status for a client that left before its answer began. */
const CLIENT_LEFT = 499;

/** Node's events for a request: a plain one, one that expects "100 Continue", and one that expects something else. */
const REQUEST_EVENTS = ["request", "checkContinue", "checkExpectation"];

type SeenAnswer = ServerResponse & { seen?: SeenRequest };

/** A request from its head to its answer's end, with what the app adds to its bindings. */
export class SeenRequest implements Bindings {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly requestId: string;
  /** When the request began, by the clock, in milliseconds. */
  readonly begun: number;
  fault: unknown = undefined;
  route: string | undefined = undefined;
  trace: RequestTrace | undefined = undefined;
  isOver = false;

  constructor(incoming: IncomingMessage, outgoing: ServerResponse, requestId: string, begun: number) {
    this.incoming = incoming;
    this.outgoing = outgoing;
    this.requestId = requestId;
    this.begun = begun;
  }

  /** The answer's status; 499 where the client left before the answer began. */
  get status(): number {
    return this.outgoing.headersSent ? this.outgoing.statusCode : CLIENT_LEFT;
  }
}

export interface RequestObserver {
  begun?(seen: SeenRequest): void;
  /** @param ms the duration to the end of the answer, in milliseconds */
  ended(seen: SeenRequest, ms: number): void;
}

/**
 * Gives each request an ID and reports it to the observers. To be called once the server has its own listeners.
 *
 * The server's events are used rather than a middleware of the app: requests that never reach the app are seen too, and a duration ends
 * when the answer's last byte is handed over.
 */
export function seeRequests(
  server: Server,
  { clock, observers }: { readonly clock: Clock; readonly observers: readonly RequestObserver[] },
): void {
  const nameOf = requestNames();

  function see(incoming: IncomingMessage, outgoing: SeenAnswer): void {
    if (isBehindUnframedBody(incoming)) return;
    const seen = new SeenRequest(incoming, outgoing, nameOf(incoming), clock.now());
    outgoing.seen = seen;
    for (const observer of observers) observer.begun?.(seen);
    outgoing.on("close", endOfAnswer);
    // The request waits behind another one of its connection. If the connection is cut meanwhile, Node emits no "close" on the answer.
    if (outgoing.socket === null) {
      incoming.on("close", () => {
        if (incoming.socket.destroyed) end(seen);
      });
    }
  }

  function endOfAnswer(this: SeenAnswer): void {
    if (this.seen !== undefined) end(this.seen);
  }

  function end(seen: SeenRequest): void {
    if (seen.isOver) return;
    seen.isOver = true;
    const ms = clock.now() - seen.begun;
    for (const observer of observers) observer.ended(seen, ms);
  }

  for (const event of REQUEST_EVENTS) {
    // An event without listeners makes Node act by itself; a listener here would prevent that.
    if (server.listenerCount(event) > 0) server.prependListener(event, see);
  }
}

/** Begins a trace for each request, and ends it with the request's answer. */
export function traceRequests(begin: BeginTrace): RequestObserver {
  return {
    begun(seen) {
      seen.trace = begin(seen.incoming);
    },
    ended(seen) {
      seen.trace?.ended(seen);
    },
  };
}

/** The same fetch with the {@link SeenRequest} as its bindings, so that the observers see what the app adds to them. */
export function fetchSeen(fetch: Fetch): Fetch {
  return (request, bindings) => {
    const outgoing: SeenAnswer | undefined = bindings.outgoing;
    return fetch(request, outgoing?.seen ?? bindings);
  };
}

/** An ID that is taken over from the client or a proxy. */
const REQUEST_ID = /^[\w.:-]{1,64}$/;

function requestNames(): (incoming: IncomingMessage) => string {
  const prefix = randomBytes(4).toString("hex");
  let count = 0;
  return ({ headers }) => {
    count += 1;
    const given = headers["x-request-id"];
    if (typeof given === "string" && REQUEST_ID.test(given)) return given;
    return `${prefix}-${count.toString(36)}`;
  };
}
