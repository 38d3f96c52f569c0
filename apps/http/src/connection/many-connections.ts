import { readFileSync } from "node:fs";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { SocketOfServer } from "./socket.js";

export interface ManyConnectionsOptions {
  /** How many connections may be open; at least one. */
  readonly max: number;
  /** Called once a second at most, with the number of connections that made room for others or found none. */
  readonly onFull: (connections: number) => void;
}

const REPORT_MS = 1000;

/** Files that the service opens besides its connections: its own, those to the numbers API, the collector's. */
const OTHER_FILES = 128;

/** Node's events for a request. */
const REQUEST_EVENTS = ["request", "checkContinue", "checkExpectation"];

/**
 * Bounds the open connections. Past the bound, a new one takes the place of the one that has been without a request for longest; where all have
 * one, the new one is closed.
 *
 * To be called before the server listens.
 */
export function boundConnections(server: Server, { max, onFull }: ManyConnectionsOptions): void {
  let open = 0;
  /** Connections without a request, the longest without one first. */
  const idle = new Set<Socket>();
  let unreported = 0;

  function makeRoom(): boolean {
    noteFull();
    const [longest] = idle;
    if (longest === undefined) return false;
    idle.delete(longest);
    longest.destroy();
    return true;
  }

  function noteFull(): void {
    unreported += 1;
    if (unreported > 1) return;
    setTimeout(() => {
      onFull(unreported);
      unreported = 0;
    }, REPORT_MS).unref();
  }

  server.on("connection", (socket: Socket) => {
    if (open >= max && !makeRoom()) {
      socket.destroy();
      return;
    }
    open += 1;
    idle.add(socket);
    socket.once("close", () => {
      open -= 1;
      idle.delete(socket);
    });
  });

  function beIdle(this: ServerResponse): void {
    const socket: SocketOfServer = this.req.socket;
    // The next request may have come in already.
    if (!socket.destroyed && socket._httpMessage == null) idle.add(socket);
  }
  for (const event of REQUEST_EVENTS) {
    server.on(event, ({ socket }: IncomingMessage, answer: ServerResponse) => {
      idle.delete(socket);
      answer.on("close", beIdle);
    });
  }
}

/** The most connections for which the system lets this process open files; the given number where that is less, or unknown. */
export function connectionsAllowed(max: number): number {
  const files = openFilesLimit();
  return files === undefined ? max : Math.max(1, Math.min(max, files - OTHER_FILES));
}

function openFilesLimit(): number | undefined {
  try {
    const [, soft] = /^Max open files +(\d+)/m.exec(readFileSync("/proc/self/limits", "latin1")) ?? [];
    return soft === undefined ? undefined : Number(soft);
  } catch {
    return undefined;
  }
}
