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
  return Object.assign(new EventEmitter(), {
    close: vi.fn<(closed: () => void) => void>(),
    closeIdleConnections: vi.fn<() => void>(),
  });
}

function scene() {
  const [server, other] = [fakeServer(), fakeServer()];
  const lifecycle: Lifecycle = { isDraining: false };
  const exit = vi.fn<(code: number) => void>();
  const messages: string[] = [];
  const write = (_: object, message: string) => {
    messages.push(message);
  };
  const end = createShutdown({
    servers: [server, other] as unknown as Server[],
    lifecycle,
    log: { debug: write, info: write, warn: write, error: write },
    drainDelayMs: 1000,
    shutdownTimeoutMs: 10_000,
    exit,
  });
  const connect = (bytesRead: number, to = server) => {
    const socket = Object.assign(new EventEmitter(), { bytesRead, destroy: vi.fn<() => void>() });
    to.emit("connection", socket);
    return socket;
  };
  return { server, other, lifecycle, exit, messages, end, connect };
}

describe("at a signal", () => {
  test("the service drains at once, and the listeners close after the delay", () => {
    const { server, other, lifecycle, messages, end } = scene();
    end("SIGTERM");
    expect(lifecycle.isDraining).toBe(true);
    expect(messages).toEqual(["draining"]);
    vi.advanceTimersByTime(999);
    expect(server.close).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(server.close).toHaveBeenCalledOnce();
    expect(other.close).toHaveBeenCalledOnce();
  });

  test("it exits with 0 when all connections of all servers are closed", () => {
    const { server, other, exit, messages, end } = scene();
    end("SIGTERM");
    vi.advanceTimersByTime(1000);
    expect(exit).not.toHaveBeenCalled();
    server.close.mock.calls[0]![0]();
    expect(exit).not.toHaveBeenCalled();
    other.close.mock.calls[0]![0]();
    expect(exit).toHaveBeenCalledExactlyOnceWith(0);
    expect(messages.at(-1)).toBe("ended");
  });

  test("connections that become idle after the listener closed are closed too", () => {
    const { server, other, end } = scene();
    end("SIGTERM");
    vi.advanceTimersByTime(1000);
    const sweeps = () => [server, other].map((one) => one.closeIdleConnections.mock.calls.length);
    const before = sweeps();
    vi.advanceTimersByTime(200);
    for (const [i, sweptNow] of sweeps().entries()) expect(sweptNow).toBeGreaterThan(before[i]!);
  });

  test("connections without a byte are closed soon after the listener, those in use are not", () => {
    const { connect, end } = scene();
    const unused = connect(0);
    const used = connect(100);
    end("SIGTERM");
    vi.advanceTimersByTime(1499);
    expect(unused.destroy).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(unused.destroy).toHaveBeenCalledOnce();
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
    const { server, exit, end } = scene();
    end("SIGINT");
    vi.advanceTimersByTime(499);
    end("SIGINT");
    expect(exit).not.toHaveBeenCalled();
    vi.advanceTimersByTime(501);
    expect(server.close).toHaveBeenCalledOnce();
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
