import { EventEmitter } from "node:events";
import type { Server } from "node:http";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createShutdown, type Lifecycle } from "./shutdown.js";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function fakeServer() {
  return Object.assign(new EventEmitter(), { closeIdleConnections: vi.fn<() => void>() });
}

function scene(shutdownTimeoutMs = 10_000) {
  const [server, other] = [fakeServer(), fakeServer()];
  const closeListener = vi.fn<(server: Server, maxWaitMs: number, closed: () => void) => void>();
  const lifecycle: Lifecycle = { isDraining: false };
  const exit = vi.fn<(code: number) => void>();
  const messages: string[] = [];
  const write = (_: object, message: string) => {
    messages.push(message);
  };
  const end = createShutdown({
    servers: [server, other] as unknown as Server[],
    closeListener,
    lifecycle,
    log: { debug: write, info: write, warn: write, error: write },
    drainDelayMs: 1000,
    shutdownTimeoutMs,
    exit,
  });
  const connect = (bytesRead: number, to = server) => {
    const socket = Object.assign(new EventEmitter(), { bytesRead, destroy: vi.fn<() => void>() });
    to.emit("connection", socket);
    return socket;
  };
  return { closeListener, server, other, lifecycle, exit, messages, end, connect };
}

describe("at a signal", () => {
  test("the service drains at once, and the listeners close after the delay", () => {
    const { closeListener, server, other, lifecycle, messages, end } = scene();
    end("SIGTERM");
    expect(lifecycle.isDraining).toBe(true);
    expect(messages).toEqual(["draining"]);
    vi.advanceTimersByTime(999);
    expect(closeListener).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(closeListener.mock.calls.map(([one]) => one)).toEqual([server, other]);
  });

  test("it exits with 0 when all connections of all servers are closed", () => {
    const { closeListener, exit, messages, end } = scene();
    end("SIGTERM");
    vi.advanceTimersByTime(1000);
    const [first, last] = closeListener.mock.calls.map(([, , closed]) => closed);
    first!();
    expect(exit).not.toHaveBeenCalled();
    last!();
    expect(exit).toHaveBeenCalledExactlyOnceWith(0);
    expect(messages.at(-1)).toBe("ended");
  });

  test("the listeners have five seconds at most to close, and half of a timeout that is shorter", () => {
    for (const [shutdownTimeoutMs, maxWaitMs] of [
      [20_000, 5000],
      [100, 50],
    ] as const) {
      const { closeListener, end } = scene(shutdownTimeoutMs);
      end("SIGTERM");
      vi.advanceTimersByTime(1000);
      expect(closeListener.mock.calls.map(([, given]) => given)).toEqual([maxWaitMs, maxWaitMs]);
    }
  });

  test("connections without a request are closed once all is quiet, those in use are not", () => {
    const { server, connect, end } = scene();
    const unused = connect(0);
    const used = connect(100);
    end("SIGTERM");
    vi.advanceTimersByTime(1000);
    expect(server.closeIdleConnections).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1000);
    expect(server.closeIdleConnections).toHaveBeenCalled();
    expect(unused.destroy).toHaveBeenCalled();
    expect(used.destroy).not.toHaveBeenCalled();
  });

  test("what is in flight after the timeout is cut; what has ended by then is left alone", () => {
    const { other, connect, end } = scene();
    const hung = connect(100, other);
    const over = connect(100);
    end("SIGTERM");
    over.emit("close");
    vi.advanceTimersByTime(10_999);
    expect(hung.destroy).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(hung.destroy).toHaveBeenCalledOnce();
    expect(over.destroy).not.toHaveBeenCalled();
  });
});

describe("a second signal", () => {
  test("within half a second is npm's echo of the first", () => {
    const { closeListener, exit, end } = scene();
    end("SIGINT");
    vi.advanceTimersByTime(499);
    end("SIGINT");
    expect(exit).not.toHaveBeenCalled();
    vi.advanceTimersByTime(501);
    expect(closeListener).toHaveBeenCalled();
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("after that, %s, ends it at once with %i", (signal, code) => {
    const { exit, end } = scene();
    end("SIGTERM");
    vi.advanceTimersByTime(500);
    end(signal);
    expect(exit).toHaveBeenCalledExactlyOnceWith(code);
  });

  test("ends it at once after the listener closed, too", () => {
    const { exit, end } = scene();
    end("SIGTERM");
    vi.advanceTimersByTime(5000);
    end("SIGTERM");
    expect(exit).toHaveBeenCalledExactlyOnceWith(143);
  });
});
