import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { giveBack } from "@dlg/total-core/internal";

/** How long the rest of a body is read and thrown away, and how long a client has to close its side, in milliseconds. */
const MAX_MS = 1000;

/** A client that has sent this much in a second has another one, up to the tenth, in bytes. */
const FAST_BYTES = 1_048_576;
const FAST_MAX_MS = 10_000;

/** How often the time is looked at while a body is thrown away, in milliseconds. */
const LOOK_MS = 250;

/** Whether part of the request's body has not been taken yet. */
export function hasUnreadBody(incoming: IncomingMessage): boolean {
  const { "content-length": length, "transfer-encoding": coding } = incoming.headers;
  if ((length === undefined || length === "0") && coding === undefined) return false;
  return !incoming.readableEnded && !incoming.destroyed;
}

/** Whether a body is so long that its client does better to open another connection than to send the rest. */
export function hasMuchUnread({ headers }: IncomingMessage): boolean {
  return Number(headers["content-length"] ?? 0) > FAST_BYTES;
}

const ignore = (): void => {};

/**
 * Reads and drops the rest of a body for a moment, then calls back. A connection closed while bytes come in is reset, and a reset can cost the
 * client the answer that it has not read yet. Python's requests and httpx, apache and varnish read no answer before they have sent all: to
 * stop earlier, or after some bytes, costs them the answer. On a busy machine httpx needs three seconds for 150 MB, and sends 10 MB in some.
 *
 * Time is counted in looks, because a client is not late when the service is. Each piece is freed at once.
 */
export function throwAway(incoming: IncomingMessage, whenOver: () => void): void {
  let lookedMs = 0;
  let thrown = 0;
  const take = (piece: Uint8Array): void => {
    thrown += piece.length;
    giveBack(piece);
  };
  const end = (): void => {
    clearInterval(timer);
    incoming.off("data", take).off("end", end).off("close", end).off("error", ignore);
    whenOver();
  };
  const timer = setInterval(() => {
    lookedMs += LOOK_MS;
    if (lookedMs % MAX_MS !== 0) return;
    if (thrown < FAST_BYTES || lookedMs >= FAST_MAX_MS) end();
    thrown = 0;
  }, LOOK_MS);
  incoming.on("data", take).on("end", end).on("close", end).on("error", ignore).resume();
}

/** Calls back once the client has closed its side, or has had time to read the answer. Node's parser reads what comes in meanwhile. */
export function awaitClientEnd(socket: Socket, whenOver: () => void): void {
  const end = (): void => {
    clearTimeout(timer);
    socket.off("end", end).off("close", end);
    whenOver();
  };
  const timer = setTimeout(end, MAX_MS);
  if (socket.readableEnded || socket.destroyed) end();
  else socket.on("end", end).on("close", end);
}
