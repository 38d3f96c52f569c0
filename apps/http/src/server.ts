import { createServer, ServerResponse, type IncomingMessage, type Server } from "node:http";
import type { Socket } from "node:net";
import { getRequestListener, RequestError } from "@hono/node-server";
import { problemText } from "./problem.js";
import type { Fetch } from "./request-log.js";

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
  /** Asked when the head goes out, so that requests which came in before the draining are told too. */
  class Answer extends ServerResponse {
    override writeHead(status: number, ...rest: unknown[]): this {
      if (isDraining()) this.shouldKeepAlive = false;
      return super.writeHead(status, ...(rest as []));
    }
  }

  const listener = getRequestListener((request, env) => fetch(request, env as Parameters<Fetch>[1]), {
    hostname: "localhost",
    errorHandler: (error) =>
      error instanceof RequestError ? refusal(400, error.message) : refusal(500, "the service failed"),
  });

  const server = createServer(
    {
      ServerResponse: Answer,
      headersTimeout: headersTimeoutMs,
      // It would end long uploads, however fast they are.
      requestTimeout: 0,
      connectionsCheckingInterval: Math.min(MAX_CHECK_INTERVAL_MS, Math.ceil(headersTimeoutMs / 4)),
      // Node's own refusal has no body.
      requireHostHeader: false,
    },
    (incoming, outgoing) => {
      if (incoming.headers.host === undefined && isHttp11(incoming)) {
        const text = problemText(400, { detail: "expected a Host header, got none" });
        outgoing.writeHead(400, { ...problemHeaders(text), Connection: "close" }).end(text);
        return;
      }
      void listener(incoming, outgoing);
    },
  );
  server.on("clientError", refuseMalformed);
  return server;
}

function isHttp11({ httpVersionMajor, httpVersionMinor }: IncomingMessage): boolean {
  return httpVersionMajor === 1 && httpVersionMinor === 1;
}

function refusal(status: number, detail: string): Response {
  const text = problemText(status, { detail });
  return new Response(text, { status, headers: problemHeaders(text) });
}

function problemHeaders(text: string): Record<string, string> {
  return {
    "Content-Type": "application/problem+json",
    "Content-Length": String(Buffer.byteLength(text)),
    "Cache-Control": "no-store",
  };
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

/** How long the client has to read why it was refused, in milliseconds. */
const LINGER_MS = 1000;

const refused = new WeakSet<Socket>();

/** Answers what is no request. The parser goes on reporting what else comes in, which is thrown away. */
function refuseMalformed(error: NodeJS.ErrnoException, stream: NodeJS.EventEmitter): void {
  const socket = stream as Socket;
  if (refused.has(socket)) return;
  refused.add(socket);
  if (error.code === "ECONNRESET" || !socket.writable || hasAnswerUnderWay(socket)) {
    socket.destroy();
    return;
  }
  const status = STATUS_OF_MALFORMED[error.code ?? ""] ?? 400;
  const text = problemText(status, { detail: DETAIL_OF_STATUS[status] ?? "" });
  const head = Object.entries({ ...problemHeaders(text), Connection: "close" });
  const { title } = JSON.parse(text) as { title: string };
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\n${head.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${text}`,
  );
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}

/** Bytes of an answer have gone out, and a second head would stand inside it: Node's own handler asks the same way. */
function hasAnswerUnderWay(socket: Socket & { readonly _httpMessage?: ServerResponse | null }): boolean {
  return socket._httpMessage?.headersSent === true;
}
