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

/**
 * The share of a container's memory that a connection may take. Under attack one was seen to take 25 KiB, garbage and the kernel's part
 * included, beside 60 MiB for the service; 10,000 of them took a container of 256 MiB to its end in five minutes.
 */
const MEMORY_EACH_BYTES = 65_536;

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

export interface SystemLimits {
  /** How many files the process may open; undefined where that is unknown. */
  readonly openFiles: number | undefined;
  /** The memory that the process may take, in bytes; 0 or more than there is where it is not limited. */
  readonly memoryBytes: number;
}

/** The given number of connections, or as many as the system has files and memory for. */
export function connectionsAllowed(max: number, { openFiles = Infinity, memoryBytes }: SystemLimits): number {
  const byMemory = memoryBytes === 0 ? Infinity : Math.floor(memoryBytes / MEMORY_EACH_BYTES);
  return Math.max(1, Math.min(max, openFiles - OTHER_FILES, byMemory));
}

export function systemLimits(): SystemLimits {
  return { openFiles: openFilesLimit(), memoryBytes: process.constrainedMemory() };
}

function openFilesLimit(): number | undefined {
  try {
    const [, soft] = /^Max open files +(\d+)/m.exec(readFileSync("/proc/self/limits", "latin1")) ?? [];
    return soft === undefined ? undefined : Number(soft);
  } catch {
    return undefined;
  }
}
