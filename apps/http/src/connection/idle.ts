import type { Server } from "node:http";
import type { SocketOfServer } from "./socket.js";

/** Longer than the 60 s after which nginx and other proxies close an unused connection, so that they do it first. In milliseconds. */
const KEEP_ALIVE_MS = 65_000;

/**
 * Closes connections that are unused for {@link KEEP_ALIVE_MS}, but none on which a request has come. Node alone acts on the time first, and then
 * reads: after a moment in which the machine was busy elsewhere, it would reset the requests of that moment.
 */
export function closeUnused(server: Server): void {
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.on("timeout", (socket: SocketOfServer) => {
    const { bytesRead } = socket;
    setImmediate(() => {
      if (socket.bytesRead === bytesRead && socket._httpMessage == null) socket.destroy();
    });
  });
}

/** How often the connections are looked at, in milliseconds. */
const LOOK_MS = 50;

/** After this time without a request on any connection, those without one are closed, in milliseconds. */
const QUIET_MS = 500;

/**
 * Closes the connections that have no request once nothing is under way on any other one, and nothing has come for {@link QUIET_MS}.
 *
 * A client may send a request just when its connection is closed, and cannot know then whether it was served. A proxy that hears of the end uses
 * its connections no longer; another one uses up those it has, each of which is closed with the answer. Either way they fall silent first.
 */
export function closeIdle(servers: readonly Server[], sockets: ReadonlySet<SocketOfServer>): void {
  let hasCome = true;
  const came = (): void => {
    hasCome = true;
  };
  for (const server of servers) server.on("request", came).on("checkContinue", came);
  let quietSince = 0;

  // Called when all that has come by then is read.
  const look = (): void => {
    const now = performance.now();
    if (hasCome || isAnyServed(sockets)) {
      hasCome = false;
      quietSince = now;
    } else if (now - quietSince >= QUIET_MS) {
      for (const server of servers) server.closeIdleConnections();
      // Node does not count a connection as idle on which nothing has come yet.
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
    }
  };
  setInterval(() => setImmediate(look), LOOK_MS);
}

function isAnyServed(sockets: ReadonlySet<SocketOfServer>): boolean {
  for (const socket of sockets) if (socket._httpMessage != null) return true;
  return false;
}
