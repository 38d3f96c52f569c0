import type { Server } from "node:http";
import type { Socket } from "node:net";
import { constants } from "node:os";
import type { Log } from "./telemetry/log.js";

/** Where the service is in its life. */
export interface Lifecycle {
  /** True from the first signal to end on. */
  isDraining: boolean;
}

export interface ShutdownOptions {
  readonly server: Server;
  readonly lifecycle: Lifecycle;
  readonly log: Log;
  /** How long requests are still taken after the signal, in milliseconds. */
  readonly drainDelayMs: number;
  /** How long after that those in flight may take, in milliseconds. */
  readonly shutdownTimeoutMs: number;
  /** Ends the process. */
  readonly exit: (code: number) => void;
}

export type EndingSignal = "SIGTERM" | "SIGINT";

/** npm hands a signal on that the terminal has already sent; one that comes so soon is the same one again. */
const SAME_SIGNAL_MS = 500;

/** How often connections that have become idle are looked for, in milliseconds. */
const SWEEP_MS = 50;

/** Whoever connects to ask, asks by then; another connection is held for later use, and Node does not count it as idle. */
const UNUSED_MS = 500;

/**
 * What to do at a signal, so that a client which closes when it is told to loses nothing: first requests are taken as ever,
 * each answered with `Connection: close`; then the listener closes; then what is in flight ends, or is cut.
 *
 * To be called before the server listens.
 */
export function createShutdown(options: ShutdownOptions): (signal: EndingSignal) => void {
  const { server, lifecycle, log, drainDelayMs, shutdownTimeoutMs, exit } = options;
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });

  function closeListener(): void {
    server.close(() => {
      clearTimeout(cut);
      log.info({}, "ended");
      exit(0);
    });
    setInterval(() => server.closeIdleConnections(), SWEEP_MS);
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
      setTimeout(closeListener, drainDelayMs);
    } else if (performance.now() - begunAt >= SAME_SIGNAL_MS) {
      exit(128 + constants.signals[signal]);
    }
  };
}
