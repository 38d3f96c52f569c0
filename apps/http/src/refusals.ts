/** Refusals of requests that do not reach the app. */
import { STATUS_CODES, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { bareHeaders, contentHeaders } from "./answer/common-headers.js";
import {
  ANOTHER_VERSION,
  isSpoken,
  wordsOf,
  type MalformedError,
  type Words,
} from "./connection/malformed.js";
import type { PendingAnswers } from "./connection/pipeline.js";
import type { SocketOfServer } from "./connection/socket.js";
import { hasUnframedBody } from "./connection/unframed-body.js";
import { noteRefusal } from "./connection/wire-status.js";
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

/** A head that Node's parser did not take, that did not come in time, or that asks for a tunnel. */
export interface RefusedHead {
  readonly socket: Socket;
  /** Undefined where the head was not read to its end. */
  readonly incoming?: IncomingMessage;
  readonly status: number;
  /** Node's name for the reason. */
  readonly code?: string | undefined;
}

export interface MalformedOptions {
  /** Where the answers to the connection's earlier requests stand. */
  readonly answers: PendingAnswers;
  /** Called when the refusal of a head goes out. Returns an ID for it. */
  readonly onRefusedHead: (head: RefusedHead) => string;
}

/**
 * Answers malformed bytes, once the well-formed requests before them are answered. The parser reports errors for the bytes that follow too; they
 * are ignored.
 */
export function refuseMalformed(
  error: MalformedError,
  socket: SocketOfServer,
  { answers: { complete, cut }, onRefusedHead }: MalformedOptions,
): void {
  if (refused.has(socket) || hasUnframedBody(socket)) return;
  refused.add(socket);
  const code = error.code ?? "";
  const answer = (): void => {
    // Where an answer has begun, a second head would be taken for a part of it. Node's own handler checks the same.
    if (code === "ECONNRESET" || !socket.writable || cut?.headersSent === true) {
      socket.destroy();
      return;
    }
    const { status, detail } = wordsOf(error, cut !== undefined);
    if (cut === undefined) {
      const id = onRefusedHead({ socket, status, code: error.code });
      writeRefusal(socket, { status, detail, id });
    } else {
      noteRefusal(cut, status);
      // A reset behind bytes that were read may show as the end of the client's side.
      const onLost = (): void => noteRefusal(cut, 0);
      writeRefusal(socket, { status, detail, id: cut.seen?.requestId, onLost });
    }
  };
  if (complete === undefined) answer();
  // The client has said that no request follows.
  else if (code === "HPE_CLOSED_CONNECTION") complete.shouldKeepAlive = false;
  else complete.once("close", answer);
}

const NO_TUNNEL: Words = {
  status: 405,
  detail: "expected no CONNECT: this is no proxy",
  headers: { Allow },
};

/** Answers CONNECT (RFC 9110 section 9.3.6): Node leaves the connection to the listener that answers it. */
export function refuseTunnel(
  incoming: IncomingMessage,
  socket: SocketOfServer,
  { answers: { complete }, onRefusedHead }: MalformedOptions,
): void {
  const refuseNow = (): void => {
    if (!socket.writable) return;
    const { status, detail, headers } = isSpoken(incoming) ? NO_TUNNEL : ANOTHER_VERSION;
    const id = onRefusedHead({ socket, incoming, status });
    writeRefusal(socket, { status, detail, id, headers });
  };
  // The client may close at any time, and nothing else listens for that any more.
  socket.on("error", () => socket.destroy()).resume();
  if (complete === undefined || complete.closed) refuseNow();
  else complete.once("close", refuseNow);
}

interface BareRefusal {
  readonly status: number;
  readonly detail: string;
  readonly id: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Called where the refusal could not be sent any more. */
  readonly onLost?: () => void;
}

/** Past Node's writer of answers, which has none for bytes that are no request. */
function writeRefusal(socket: Socket, { status, detail, id, headers, onLost }: BareRefusal): void {
  const text = problemText(status, { detail });
  const all = {
    ...problemHeaders(text),
    ...headers,
    ...(id !== undefined && { "X-Request-Id": id }),
    Date: new Date().toUTCString(),
    Connection: "close",
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("")}\r\n`;
  socket.end(head + text, (error?: Error | null) => {
    if (error) onLost?.();
  });
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}
