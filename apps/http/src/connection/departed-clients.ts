import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { SocketOfServer } from "./socket.js";
import { hasUnreadBody } from "./unread-body.js";

/** How long after the end of a client's side the client is asked first, in milliseconds. */
const HALF_CLOSED_MS = 1500;

/** How often a connection is looked at whose request's body has not all been read, in milliseconds. */
const UNREAD_MS = 750;

/**
 * After the first question and after each later one, in milliseconds. The system of a departed client answers the first question with a
 * reset; the second one meets the reset, and the connection is closed.
 */
const ASK_AGAIN_MS = [100, 5000];

/** A client whose body is read faster is not asked: the kernels hold a few MiB of it, and Node soon reads on to the end of the connection. */
const FAST_BYTES_PER_MS = 1024;

/**
 * Cancels the work for clients that have left where Node cannot see that they have:
 *
 * - A client may close its side of the connection after the request and wait for its answer, as TCP allows. One that has left looks the same.
 * - Node reads a connection no further than its body is taken, and sees neither an end nor a reset behind unread bytes. A few of these
 *   bytes can make much work, as gzip can.
 *
 * Until its answer begins, either client is asked whether it is still there.
 */
export function noticeDepartedClients(server: Server): void {
  (server as Server & { httpAllowHalfOpen: boolean }).httpAllowHalfOpen = true;
  server.on("connection", (socket: SocketOfServer) => {
    socket.once("end", () => watch(socket, HALF_CLOSED_MS, { answer: undefined, maybeGone: () => true }));
  });
  for (const event of ["request", "checkContinue"]) {
    server.on(event, (incoming: IncomingMessage, answer: ServerResponse) => {
      if (!hasUnreadBody(incoming)) return;
      const { socket } = incoming;
      let bytesRead = 0;
      watch(socket, UNREAD_MS, {
        answer,
        maybeGone(passedMs) {
          const isSlow = socket.bytesRead - bytesRead < FAST_BYTES_PER_MS * passedMs;
          bytesRead = socket.bytesRead;
          return isSlow && incoming.readableLength > 0;
        },
      });
    });
  }
}

interface Suspicion {
  /** The answer that the client waits for; where undefined, whichever is next. */
  readonly answer: ServerResponse | undefined;
  /** Whether the client may have left. @param passedMs since the last look, in milliseconds */
  readonly maybeGone: (passedMs: number) => boolean;
}

/** Looks every `lookMs` milliseconds and asks the client while it may be gone, until its answer begins or the request is complete. */
function watch(socket: SocketOfServer, lookMs: number, { answer, maybeGone }: Suspicion): void {
  let asked = 0;
  const lookIn = (ms: number): void => {
    timer = setTimeout(look, ms, ms).unref();
  };
  const look = (passedMs: number): void => {
    const next = socket._httpMessage;
    const awaited = answer ?? next;
    if (socket.destroyed || awaited == null || awaited.headersSent || answer?.req.complete) return;
    if (maybeGone(passedMs) && awaited === next) {
      askWhetherThere(awaited);
      lookIn(ASK_AGAIN_MS[Math.min(asked, ASK_AGAIN_MS.length - 1)]!);
      asked += 1;
    } else {
      asked = 0;
      lookIn(lookMs);
    }
  };
  let timer: NodeJS.Timeout;
  lookIn(lookMs);
  answer?.once("close", () => clearTimeout(timer));
}

const NOTHING = new Uint8Array(0);

/**
 * Sends "102 Processing", which every client has to put up with (RFC 9110 section 15.2).
 *
 * HTTP/1.0 knows no answers before the answer: there nothing is written, which shows a reset that has come but provokes none.
 */
function askWhetherThere(answer: ServerResponse): void {
  if (answer.req.httpVersion === "1.0") answer.socket?.write(NOTHING);
  else answer.writeProcessing();
}
