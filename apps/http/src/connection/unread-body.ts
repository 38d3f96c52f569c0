import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";

/** How long, in milliseconds, and how far, in bytes, the rest of a body is read and thrown away. */
const MAX_MS = 1000;
const MAX_BYTES = 1_048_576;

/** Whether part of the request's body has not been taken yet. */
export function hasUnreadBody(incoming: IncomingMessage): boolean {
  const { "content-length": length, "transfer-encoding": coding } = incoming.headers;
  if ((length === undefined || length === "0") && coding === undefined) return false;
  return !incoming.readableEnded && !incoming.destroyed;
}

/** Whether the rest of a body is known to be more than {@link throwAway} takes. */
export function isTooMuchToThrowAway({ headers }: IncomingMessage): boolean {
  return Number(headers["content-length"] ?? 0) > MAX_BYTES;
}

const ignore = (): void => {};

/**
 * Reads and drops the rest of a body, then calls back. A connection closed while bytes come in is reset, and a reset can cost the client the
 * answer that it has not read yet.
 *
 * Past the limit nothing more is read: the client can no longer send, but it can still read.
 */
export function throwAway(incoming: IncomingMessage, whenOver: () => void): void {
  let thrown = 0;
  const take = (piece: Uint8Array): void => {
    thrown += piece.length;
    if (thrown >= MAX_BYTES) incoming.pause();
  };
  const end = (): void => {
    clearTimeout(timer);
    incoming.off("data", take).off("end", end).off("close", end).off("error", ignore);
    whenOver();
  };
  const timer = setTimeout(end, MAX_MS);
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
