import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";

/** Requests of these methods have a Content-Length even where the body is empty (RFC 9110 section 8.6). */
const METHODS_WITH_BODY: ReadonlySet<string | undefined> = new Set(["POST", "PUT", "PATCH"]);

/**
 * Whether neither a Content-Length nor chunks tell where the body ends. By RFC 9112 section 6.3 the request then has no body; yet some
 * clients send one, and close the connection behind it.
 */
export function lacksFraming({ method, headers }: IncomingMessage): boolean {
  return (
    METHODS_WITH_BODY.has(method) &&
    headers["content-length"] === undefined &&
    headers["transfer-encoding"] === undefined
  );
}

const firstUnframed = new WeakMap<Socket, IncomingMessage>();

/**
 * Whether an earlier request of the connection {@link lacksFraming}. This request may then be that one's body, and must do nothing.
 *
 * To be called for each request of a connection, in their order; several calls for a request are fine.
 */
export function isBehindUnframedBody(incoming: IncomingMessage): boolean {
  const first = firstUnframed.get(incoming.socket);
  if (first !== undefined) return first !== incoming;
  if (lacksFraming(incoming)) firstUnframed.set(incoming.socket, incoming);
  return false;
}

/** Whether all further bytes of the connection may belong to a body without framing. */
export function hasUnframedBody(socket: Socket): boolean {
  return firstUnframed.has(socket);
}
