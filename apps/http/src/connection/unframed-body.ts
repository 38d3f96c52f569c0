import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";

/** Their requests have a body, and say so even where it is empty (RFC 9110 section 8.6). */
const METHODS_WITH_BODY: ReadonlySet<string | undefined> = new Set(["POST", "PUT", "PATCH"]);

/** Whether nothing tells where the body ends. By RFC 9112 section 6.3 it has none; yet clients send one, and close behind it. */
export function lacksFraming({ method, headers }: IncomingMessage): boolean {
  return (
    METHODS_WITH_BODY.has(method) &&
    headers["content-length"] === undefined &&
    headers["transfer-encoding"] === undefined
  );
}

const firstUnframed = new WeakMap<Socket, IncomingMessage>();

/**
 * Whether what was read as a request stands behind one that {@link lacksFraming}: it may be the body of that one, which must do nothing.
 *
 * To be asked of each request of a connection, in their order, and as often as one likes.
 */
export function isBehindUnframedBody(incoming: IncomingMessage): boolean {
  const first = firstUnframed.get(incoming.socket);
  if (first !== undefined) return first !== incoming;
  if (lacksFraming(incoming)) firstUnframed.set(incoming.socket, incoming);
  return false;
}

/** Whether what comes in is nothing that is waited for. */
export function hasUnframedBody(socket: Socket): boolean {
  return firstUnframed.has(socket);
}
