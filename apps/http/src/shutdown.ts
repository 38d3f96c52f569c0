import type { Server } from "node:http";
import { constants } from "node:os";
import type { Config } from "./config.js";
import { closeIdle } from "./connection/idle.js";
import type { SocketOfServer } from "./connection/socket.js";
import type { Log } from "./telemetry/log.js";

export interface Lifecycle {
  /** True once the first signal to end has come. */
  isDraining: boolean;
}

export interface ShutdownOptions extends Pick<Config, "drainDelayMs" | "shutdownTimeoutMs"> {
  readonly servers: readonly Server[];
  /** Closes a server's listener within a time, in milliseconds, and calls back when all its connections are closed too. */
  readonly closeListener: (server: Server, maxWaitMs: number, closed: () => void) => void;
  readonly lifecycle: Lifecycle;
  readonly log: Log;
  /** Ends the process. */
  readonly exit: (code: number) => void;
}

export type EndingSignal = "SIGTERM" | "SIGINT";

/** npm repeats a signal that the terminal has sent to the service too: a second signal within this time is the same one. */
const SAME_SIGNAL_MS = 500;

/** How long the listener's end may take, in milliseconds. Under far too much load a second was too short; as a rule it is some milliseconds. */
const MAX_CLOSING_MS = 5000;

/**
 * Handles the signal to end. For the drain delay, requests are served as before, each answered with `Connection: close`; then the listeners
 * close; then requests in flight end, or are cut at the timeout. A client that closes its connection when told to loses nothing.
 *
 * To be called before the servers listen.
 */
export function createShutdown(options: ShutdownOptions): (signal: EndingSignal) => void {
  const { servers, closeListener, lifecycle, log, drainDelayMs, shutdownTimeoutMs, exit } = options;
  const sockets = new Set<SocketOfServer>();
  for (const server of servers) {
    server.on("connection", (socket) => {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
    });
  }

  function end(): void {
    const cut = setTimeout(() => {
      log.warn({ connections: sockets.size }, "cutting what is still in flight");
      for (const socket of sockets) socket.destroy();
    }, shutdownTimeoutMs);
    let open = servers.length;
    const closed = (): void => {
      open -= 1;
      if (open > 0) return;
      clearTimeout(cut);
      log.info({}, "ended");
      exit(0);
    };
    for (const server of servers) {
      closeListener(server, Math.min(MAX_CLOSING_MS, shutdownTimeoutMs / 2), closed);
    }
    closeIdle(servers, sockets);
  }

  let begunAt = 0;
  return (signal) => {
    if (!lifecycle.isDraining) {
      begunAt = performance.now();
      lifecycle.isDraining = true;
      log.info({ signal }, "draining");
      setTimeout(end, drainDelayMs);
    } else if (performance.now() - begunAt >= SAME_SIGNAL_MS) {
      exit(128 + constants.signals[signal]);
    }
  };
}
