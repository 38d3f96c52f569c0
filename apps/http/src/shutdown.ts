import type { Server } from "node:http";
import type { Socket } from "node:net";
import { constants } from "node:os";
import type { Config } from "./config.js";
import type { Log } from "./telemetry/log.js";

export interface Lifecycle {
  /** True once the first signal to end has come. */
  isDraining: boolean;
}

export interface ShutdownOptions extends Pick<Config, "drainDelayMs" | "shutdownTimeoutMs"> {
  readonly servers: readonly Server[];
  readonly lifecycle: Lifecycle;
  readonly log: Log;
  /** Ends the process. */
  readonly exit: (code: number) => void;
}

export type EndingSignal = "SIGTERM" | "SIGINT";

/** npm repeats a signal that the terminal has sent to the service too: a second signal within this time is the same one. */
const SAME_SIGNAL_MS = 500;

/** How often idle connections are closed, in milliseconds. */
const SWEEP_MS = 50;

/** A connection without a byte after this time is held for later use. Node does not count it as idle. */
const UNUSED_MS = 500;

/**
 * Handles the signal to end. For the drain delay, requests are served as before, each answered with `Connection: close`; then the listeners
 * close; then requests in flight end, or are cut at the timeout. A client that closes its connection when told to loses nothing.
 *
 * To be called before the servers listen.
 */
export function createShutdown(options: ShutdownOptions): (signal: EndingSignal) => void {
  const { servers, lifecycle, log, drainDelayMs, shutdownTimeoutMs, exit } = options;
  const sockets = new Set<Socket>();
  for (const server of servers) {
    server.on("connection", (socket) => {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
    });
  }

  function closeListeners(): void {
    let open = servers.length;
    const closed = (): void => {
      open -= 1;
      if (open > 0) return;
      clearTimeout(cut);
      log.info({}, "ended");
      exit(0);
    };
    for (const server of servers) {
      server.close(closed);
      setInterval(() => server.closeIdleConnections(), SWEEP_MS);
    }
    setTimeout(() => {
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
    }, UNUSED_MS);
    const cut = setTimeout(() => {
      log.warn({ connections: sockets.size }, "cutting what is still in flight");
      for (const socket of sockets) socket.destroy();
    }, shutdownTimeoutMs);
  }

  let begunAt = 0;
  return (signal) => {
    if (!lifecycle.isDraining) {
      begunAt = performance.now();
      lifecycle.isDraining = true;
      log.info({ signal }, "draining");
      setTimeout(closeListeners, drainDelayMs);
    } else if (performance.now() - begunAt >= SAME_SIGNAL_MS) {
      exit(128 + constants.signals[signal]);
    }
  };
}
