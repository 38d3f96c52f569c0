import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { getRequestListener, RequestError } from "@hono/node-server";
import type { Config } from "./config.js";
import { answerWriter } from "./connection/answer-writer.js";
import { noticeDepartedClients } from "./connection/departed-clients.js";
import type { Gate } from "./connection/gate.js";
import { closeUnused } from "./connection/idle.js";
import { ANOTHER_VERSION, isSpoken } from "./connection/malformed.js";
import { servePipelines } from "./connection/pipeline.js";
import type { SocketOfServer } from "./connection/socket.js";
import { acceptFast, inTurn } from "./connection/turns.js";
import { isBehindUnframedBody } from "./connection/unframed-body.js";
import { boundUnreadAnswers } from "./connection/unread-answers.js";
import {
  answerAsterisk,
  refusal,
  refuse,
  refuseMalformed,
  refuseTunnel,
  type RefusedHead,
} from "./refusals.js";
import type { Fetch } from "./telemetry/bindings.js";

export interface ServerOptions extends Pick<Config, "headersTimeoutMs" | "maxUnreadBytes"> {
  readonly fetch: Fetch;
  /** While true, each answer tells the client to close its connection. */
  readonly isDraining: () => boolean;
  /** Called when the refusal of a head goes out. Returns an ID for it. */
  readonly onRefusedHead: (head: RefusedHead) => string;
  /** Requests wait behind it while it is shut. */
  readonly gate: Gate;
  /** Called with the number of connections cut, because too much of their answers was not read. */
  readonly onCut: (connections: number) => void;
}

/** How often Node looks for requests whose head is late, in milliseconds. */
const MAX_CHECK_INTERVAL_MS = 1000;

/** Node drops the headers behind this number of them in silence: a second Host, or what says how a body is to be read. */
const MAX_HEADERS = 2000;

/** The adapter's own words are of the address that it makes of the target and the Host header, and do not say which one is at fault. */
const NO_ADDRESS = "expected a path or an http address, and a Host header with a host, got others";

/** An HTTP server for the app; it does not listen yet. */
export function createHttpServer(options: ServerOptions): Server {
  const { fetch, headersTimeoutMs, maxUnreadBytes, isDraining, onRefusedHead, gate, onCut } = options;
  const listener = getRequestListener((request, env) => fetch(request, env as Parameters<Fetch>[1]), {
    hostname: "localhost",
    // `answerWriter` reads the rest of a body.
    autoCleanupIncoming: false,
    errorHandler: (error) =>
      error instanceof RequestError ? refusal(400, NO_ADDRESS) : refusal(500, "the service failed"),
  });

  const room = boundUnreadAnswers({ maxBytes: maxUnreadBytes, onCut });
  const server = createServer({
    ServerResponse: answerWriter(isDraining, room),
    headersTimeout: headersTimeoutMs,
    // A timeout of Node's would end long uploads, however fast they are.
    requestTimeout: 0,
    connectionsCheckingInterval: Math.min(MAX_CHECK_INTERVAL_MS, Math.ceil(headersTimeoutMs / 4)),
    // Node's own refusal has no body; this service's follows below.
    requireHostHeader: false,
  });
  room.of(server);
  acceptFast(server);
  server.maxHeadersCount = MAX_HEADERS;
  const answer = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const { host, expect = "100-continue" } = incoming.headers;
    if (!isSpoken(incoming)) {
      refuse(outgoing, ANOTHER_VERSION.status, ANOTHER_VERSION.detail);
    } else if (hasTooManyHeaders(incoming)) {
      refuse(outgoing, 431, `expected fewer than ${MAX_HEADERS} headers`);
    } else if (host === undefined && isHttp11(incoming)) {
      refuse(outgoing, 400, "expected a Host header, got none");
    } else if (hasSeveralHosts(incoming)) {
      refuse(outgoing, 400, "expected one Host header, got several");
    } else if (!/^100-continue$/i.test(expect) && isHttp11(incoming)) {
      refuse(outgoing, 417, "expected no expectation but 100-continue, got another");
    } else if (incoming.url === "*") {
      answerAsterisk(incoming.method, outgoing);
    } else {
      void listener(incoming, outgoing);
    }
  };
  const inOrder = gate.behind(answer);
  const pipelines = servePipelines((incoming, outgoing) => {
    inTurn(() => {
      // The client may have left meanwhile.
      if (!incoming.socket.destroyed) inOrder(incoming, outgoing);
    });
  }, room.whenFree);
  const serve = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    if (!isBehindUnframedBody(incoming)) pipelines.serve(incoming, outgoing);
  };
  server.on("request", serve);
  // Node alone would answer "100 Continue" at once. Here the route that reads the body does.
  server.on("checkContinue", serve);
  server.on("checkExpectation", serve);
  server.on("clientError", (error, stream) => {
    const socket = stream as SocketOfServer;
    if (pipelines.hasStopped(error, socket)) return;
    refuseMalformed(error, socket, { answers: pipelines.pendingAnswers(socket), onRefusedHead });
  });
  server.on("connect", (incoming, stream) => {
    const socket = stream as SocketOfServer;
    refuseTunnel(incoming, socket, { answers: pipelines.pendingAnswers(socket), onRefusedHead });
  });
  noticeDepartedClients(server);
  closeUnused(server);
  return server;
}

function hasTooManyHeaders({ rawHeaders }: IncomingMessage): boolean {
  // Names and values.
  return rawHeaders.length >= 2 * MAX_HEADERS;
}

/** RFC 9112 section 3.2. Node takes the first Host header; a proxy that takes the last one would have checked another request. */
function hasSeveralHosts({ rawHeaders }: IncomingMessage): boolean {
  let hosts = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]!;
    if (name.length === 4 && name.toLowerCase() === "host") hosts += 1;
  }
  return hosts > 1;
}

function isHttp11({ httpVersionMajor, httpVersionMinor }: IncomingMessage): boolean {
  return httpVersionMajor === 1 && httpVersionMinor === 1;
}
