import { randomBytes } from "node:crypto";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Bindings, Fetch } from "../answer/answer.js";
import type { Clock } from "./clock.js";
import { isBehindUnframedBody } from "../connection/unframed-body.js";
import type { RequestTrace } from "./request-trace.js";

/** nginx's number for a client that left before its answer began. */
const CLIENT_LEFT = 499;

/** How Node tells of a request: a plain one, one that waits for "100 Continue", and one that expects something else. */
const REQUEST_EVENTS = ["request", "checkContinue", "checkExpectation"];

type SeenAnswer = ServerResponse & { seen?: SeenRequest };

/** A request from its head to its answer's end, and what the app came to know of it if it got to see it. */
export class SeenRequest implements Bindings {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly requestId: string;
  /** By the clock, in milliseconds. */
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

  /** Of the answer; 499 where the client left before it began. */
  get status(): number {
    return this.outgoing.headersSent ? this.outgoing.statusCode : CLIENT_LEFT;
  }
}

export interface RequestObserver {
  begun?(seen: SeenRequest): void;
  /** @param ms how long it took, to the end of its answer, in milliseconds */
  ended(seen: SeenRequest, ms: number): void;
}

/**
 * Names each request that comes in from now on, and tells the observers of it. The server's own listeners have to be there already.
 *
 * It is done at the server, not in the app, so that what the app never gets to see is seen too, and an answer's time goes on until its last
 * byte is handed over.
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
    // It waits for its turn behind another request of its connection. Node does not tell it where the connection is cut meanwhile.
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
    // To listen to what nobody listens to would change what Node does with it.
    if (server.listenerCount(event) > 0) server.prependListener(event, see);
  }
}

/** The same fetch, with what was seen of a request as its bindings, so that what the app adds to them is seen. */
export function fetchSeen(fetch: Fetch): Fetch {
  return (request, bindings) => {
    const outgoing: SeenAnswer | undefined = bindings.outgoing;
    return fetch(request, outgoing?.seen ?? bindings);
  };
}

/** What is taken over from a proxy that names requests. */
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
