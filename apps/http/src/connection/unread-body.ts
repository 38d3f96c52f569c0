import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";

/** How long, in milliseconds, and how much of it, in bytes, a body is read on for that is no longer wanted. */
const MAX_MS = 1000;
const MAX_BYTES = 1_048_576;

/** Whether the request has a body of which not all has been taken. */
export function hasUnreadBody(incoming: IncomingMessage): boolean {
  const { "content-length": length, "transfer-encoding": coding } = incoming.headers;
  if ((length === undefined || length === "0") && coding === undefined) return false;
  return !incoming.readableEnded && !incoming.destroyed;
}

/** Whether the rest of a body is known to be more than {@link throwAway} takes. */
export function isTooMuchToThrowAway({ headers }: IncomingMessage): boolean {
  return Number(headers["content-length"] ?? 0) > MAX_BYTES;
}

/** The end is heard of either way. */
const ignore = (): void => {};

/**
 * Takes what is left of a body, and then calls back. A connection that is closed while more comes in is reset, and a reset can make the
 * client lose the answer that it has not read yet.
 *
 * Past the limit nothing more is taken: the client can no longer send, but it can read.
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

/** Calls back once the client has closed its side, or has had its time to read the answer; what it sends meanwhile is read by the server. */
export function awaitItsEnd(socket: Socket, whenOver: () => void): void {
  const end = (): void => {
    clearTimeout(timer);
    socket.off("end", end).off("close", end);
    whenOver();
  };
  const timer = setTimeout(end, MAX_MS);
  if (socket.readableEnded || socket.destroyed) end();
  else socket.on("end", end).on("close", end);
}
