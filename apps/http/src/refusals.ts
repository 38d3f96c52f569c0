/** Refusals of requests that do not reach the app. */
import { STATUS_CODES, type ServerResponse } from "node:http";
import { bareHeaders, contentHeaders } from "./answer/common-headers.js";
import { wordsOf, type MalformedError } from "./connection/malformed.js";
import type { SocketOfServer } from "./connection/socket.js";
import { hasUnframedBody } from "./connection/unframed-body.js";
import { problemText } from "./problem.js";

export function refuse(outgoing: ServerResponse, status: number, detail: string): void {
  const text = problemText(status, { detail });
  outgoing.writeHead(status, { ...problemHeaders(text), Connection: "close" }).end(text);
}

/** The methods that some path of the service has. */
const Allow = "GET, HEAD, POST, OPTIONS";

/** Answers a request for `*`, which is for the service as a whole (RFC 9110 section 9.3.7). */
export function answerAsterisk(method: string | undefined, outgoing: ServerResponse): void {
  if (method === "OPTIONS") outgoing.writeHead(204, { ...bareHeaders(), Allow }).end();
  else refuse(outgoing, 400, `expected a path, got "*", which only OPTIONS has`);
}

export function refusal(status: number, detail: string): Response {
  const text = problemText(status, { detail });
  return new Response(text, { status, headers: problemHeaders(text) });
}

function problemHeaders(text: string): Record<string, string> {
  return contentHeaders("application/problem+json", String(Buffer.byteLength(text)));
}

/** How long the client has to read the refusal, in milliseconds. */
const LINGER_MS = 1000;

const refused = new WeakSet<SocketOfServer>();

/** Answers malformed bytes. The parser reports errors for the bytes that follow too; they are ignored. */
export function refuseMalformed(
  error: MalformedError,
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
  const { status, detail } = wordsOf(error, underWay != null);
  refuseOnSocket(socket, status, detail);
}

/** Answers CONNECT (RFC 9110 section 9.3.6): Node leaves the connection to whoever answers it. */
export function refuseTunnel(socket: SocketOfServer, last: ServerResponse | null | undefined): void {
  const refuseNow = (): void => {
    if (socket.writable) refuseOnSocket(socket, 405, "expected no CONNECT: this is no proxy", { Allow });
  };
  // The client may close at any time, and nobody else listens any more.
  socket.on("error", () => socket.destroy()).resume();
  if (last == null || last.closed) refuseNow();
  else last.once("close", refuseNow);
}

function refuseOnSocket(
  socket: SocketOfServer,
  status: number,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const text = problemText(status, { detail });
  const head = Object.entries({ ...problemHeaders(text), ...headers, Connection: "close" });
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${text}`,
  );
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}
