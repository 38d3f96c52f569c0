/** Refusals of requests that do not reach the app. */
import type { ServerResponse } from "node:http";
import { contentHeaders } from "./answer/common-headers.js";
import type { SocketOfServer } from "./connection/socket.js";
import { hasUnframedBody } from "./connection/unframed-body.js";
import { problemText } from "./problem.js";

export function refuse(outgoing: ServerResponse, status: number, detail: string): void {
  const text = problemText(status, { detail });
  outgoing.writeHead(status, { ...problemHeaders(text), Connection: "close" }).end(text);
}

export function refusal(status: number, detail: string): Response {
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
export function refuseMalformed(
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
