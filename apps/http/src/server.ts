import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { getRequestListener, RequestError } from "@hono/node-server";
import type { Fetch } from "./answer/answer.js";
import { answerWriter } from "./connection/answer-writer.js";
import { contentHeaders } from "./answer/common-headers.js";
import { noticeDepartedClients } from "./connection/departed-clients.js";
import { servePipelines } from "./connection/pipeline.js";
import { problemText } from "./problem.js";
import type { SocketOfServer } from "./connection/socket.js";
import { hasUnframedBody, isBehindUnframedBody } from "./connection/unframed-body.js";

export interface ServerOptions {
  readonly fetch: Fetch;
  readonly headersTimeoutMs: number;
  /** While true, each answer tells the client to close its connection. */
  readonly isDraining: () => boolean;
}

/** How often Node looks for requests whose head is late, in milliseconds. */
const MAX_CHECK_INTERVAL_MS = 1000;

/** An HTTP server for the app; it does not listen yet. */
export function createHttpServer({ fetch, headersTimeoutMs, isDraining }: ServerOptions): Server {
  const listener = getRequestListener((request, env) => fetch(request, env as Parameters<Fetch>[1]), {
    hostname: "localhost",
    // `answerWriter` reads the rest of a body.
    autoCleanupIncoming: false,
    errorHandler: (error) =>
      error instanceof RequestError ? refusal(400, error.message) : refusal(500, "the service failed"),
  });

  const server = createServer({
    ServerResponse: answerWriter(isDraining),
    headersTimeout: headersTimeoutMs,
    // A timeout of Node's would end long uploads, however fast they are.
    requestTimeout: 0,
    connectionsCheckingInterval: Math.min(MAX_CHECK_INTERVAL_MS, Math.ceil(headersTimeoutMs / 4)),
    // Node's own refusal has no body; this service's follows below.
    requireHostHeader: false,
  });
  const pipelines = servePipelines((incoming, outgoing) => {
    const { host, expect = "100-continue" } = incoming.headers;
    if (host === undefined && isHttp11(incoming)) {
      refuse(outgoing, 400, "expected a Host header, got none");
    } else if (hasSeveralHosts(incoming)) {
      refuse(outgoing, 400, "expected one Host header, got several");
    } else if (!/^100-continue$/i.test(expect) && isHttp11(incoming)) {
      refuse(outgoing, 417, "expected no expectation but 100-continue, got another");
    } else {
      void listener(incoming, outgoing);
    }
  });
  const serve = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    if (!isBehindUnframedBody(incoming)) pipelines.serve(incoming, outgoing);
  };
  server.on("request", serve);
  // Node alone would answer "100 Continue" at once. Here the route that reads the body does.
  server.on("checkContinue", serve);
  server.on("checkExpectation", serve);
  server.on("clientError", (error, stream) => {
    const socket = stream as SocketOfServer;
    if (!pipelines.hasStopped(error, socket)) refuseMalformed(error, socket, pipelines.lastAnswer(socket));
  });
  noticeDepartedClients(server);
  return server;
}

function refuse(outgoing: ServerResponse, status: number, detail: string): void {
  const text = problemText(status, { detail });
  outgoing.writeHead(status, { ...problemHeaders(text), Connection: "close" }).end(text);
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

function refusal(status: number, detail: string): Response {
  const text = problemText(status, { detail });
  return new Response(text, { status, headers: problemHeaders(text) });
}

function problemHeaders(text: string): Record<string, string> {
  return contentHeaders("application/problem+json", String(Buffer.byteLength(text)));
}

const STATUS_OF_MALFORMED: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

const DETAIL_OF_STATUS: Readonly<Record<number, string>> = {
  400: "expected an HTTP request, got something else",
  408: "expected the request's head in time",
  413: "expected shorter chunk extensions",
  431: "expected a shorter head",
};

/** How long the client has to read the refusal, in milliseconds. */
const LINGER_MS = 1000;

const refused = new WeakSet<SocketOfServer>();

/** Answers malformed bytes. The parser reports errors for the bytes that follow too; they are ignored. */
function refuseMalformed(
  error: NodeJS.ErrnoException,
  socket: SocketOfServer,
  last: ServerResponse | null | undefined,
): void {
  if (refused.has(socket) || hasUnframedBody(socket)) return;
  refused.add(socket);
  const underWay = socket._httpMessage;
  // Where an answer has begun, a second head would be taken for a part of it. Node's own handler checks the same.
  if (error.code === "ECONNRESET" || !socket.writable || underWay?.headersSent === true) {
    socket.destroy();
    return;
  }
  // Well-formed requests came first: they are answered, and the connection then closes.
  const answered = [last, underWay].find((answer) => answer?.req.complete === true);
  if (answered != null) {
    answered.shouldKeepAlive = false;
    return;
  }
  const status = STATUS_OF_MALFORMED[error.code ?? ""] ?? 400;
  const detail = underWay == null ? (DETAIL_OF_STATUS[status] ?? "") : detailOfBody(error);
  const text = problemText(status, { detail });
  const head = Object.entries({ ...problemHeaders(text), Connection: "close" });
  const { title } = JSON.parse(text) as { title: string };
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\n${head.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${text}`,
  );
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}

function detailOfBody({ code }: NodeJS.ErrnoException): string {
  if (code === "HPE_INVALID_EOF_STATE") return "expected the rest of the body, got its end";
  return "expected a body in chunks, got something else";
}
