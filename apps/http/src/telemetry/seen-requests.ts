import { randomBytes } from "node:crypto";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { isBehindUnframedBody } from "../connection/unframed-body.js";
import { NO_ANSWER, statusOnWire } from "../connection/wire-status.js";
import type { RefusedHead } from "../refusals.js";
import type { Bindings, Fetch } from "./bindings.js";
import type { Clock } from "./clock.js";
import type { BeginTrace, RequestTrace } from "./request-trace.js";

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

  /** The status that went over the wire; 499 where none did. */
  get status(): number {
    return statusOnWire(this.outgoing) ?? NO_ANSWER;
  }
}

/** A head that was refused, as observers see it. */
export interface SeenRefusal extends RefusedHead {
  readonly requestId: string;
  /** How long the connection has waited for this head, in milliseconds: since it began, or since its last answer. */
  readonly ms: number;
}

export interface RequestObserver {
  begun?(seen: SeenRequest): void;
  /** @param ms the duration to the end of the answer, in milliseconds */
  ended(seen: SeenRequest, ms: number): void;
  /** A head was refused, so that no request began. */
  refused?(head: SeenRefusal): void;
}

/** Sees what comes in over a server's connections. */
export interface RequestSight {
  /** Reports each request of the server. To be called once the server has its own listeners. */
  of(server: Server): void;
  /** Reports a refused head. @returns an ID for it */
  refused(head: RefusedHead): string;
}

/**
 * Gives each request an ID and reports it to the observers.
 *
 * The server's events are used rather than a middleware of the app: requests that never reach the app are seen too, and a duration ends
 * when the answer's last byte is handed over.
 */
export function seeRequests({
  clock,
  observers,
}: {
  readonly clock: Clock;
  readonly observers: readonly RequestObserver[];
}): RequestSight {
  const ids = requestIds();

  function see(incoming: IncomingMessage, outgoing: SeenAnswer): void {
    if (isBehindUnframedBody(incoming)) return;
    const seen = new SeenRequest(incoming, outgoing, ids.of(incoming), clock.now());
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
    const now = clock.now();
    noteWait(seen.incoming.socket, now);
    const ms = now - seen.begun;
    for (const observer of observers) observer.ended(seen, ms);
  }

  return {
    of(server) {
      server.on("connection", (socket) => {
        noteWait(socket, clock.now());
        // Once asked for, Node knows the address behind the connection's end too, when the log needs it.
        void socket.remoteAddress;
      });
      for (const event of REQUEST_EVENTS) {
        // An event without listeners makes Node act by itself; a listener here would prevent that.
        if (server.listenerCount(event) > 0) server.prependListener(event, see);
      }
    },
    refused(head) {
      const requestId = head.incoming === undefined ? ids.next() : ids.of(head.incoming);
      const refusal = { ...head, requestId, ms: clock.now() - waitingSince(head.socket) };
      for (const observer of observers) observer.refused?.(refusal);
      return requestId;
    },
  };
}

const WAITING_SINCE = Symbol("when the connection began to wait for a head");

type WaitingSocket = Socket & { [WAITING_SINCE]?: number };

function noteWait(socket: WaitingSocket, now: number): void {
  socket[WAITING_SINCE] = now;
}

function waitingSince(socket: WaitingSocket): number {
  return socket[WAITING_SINCE] ?? 0;
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

function requestIds(): { of(incoming: IncomingMessage): string; next(): string } {
  const prefix = randomBytes(4).toString("hex");
  let count = 0;
  const next = (): string => `${prefix}-${(++count).toString(36)}`;
  return {
    next,
    of({ headers }) {
      const given = headers["x-request-id"];
      return typeof given === "string" && REQUEST_ID.test(given) ? given : next();
    },
  };
}
