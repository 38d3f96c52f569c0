import { EventEmitter } from "node:events";
import type { Server } from "node:http";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { closeIdle, closeUnused } from "./idle.js";
import type { SocketOfServer } from "./socket.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

interface TestSocket {
  readonly bytesRead: number;
  readonly destroy: () => void;
  _httpMessage?: object | null;
}

function scene() {
  const closeIdleConnections = vi.fn<() => void>();
  const server = Object.assign(new EventEmitter(), { closeIdleConnections });
  const sockets = new Set<TestSocket>();
  closeIdle([server as unknown as Server], sockets as unknown as Set<SocketOfServer>);
  const connect = (bytesRead: number): TestSocket & { readonly destroy: ReturnType<typeof vi.fn> } => {
    const socket = { bytesRead, destroy: vi.fn<() => void>() };
    sockets.add(socket);
    return socket;
  };
  return { server, closeIdleConnections, connect };
}

test("connections without a request are closed when nothing has come for half a second", () => {
  const { closeIdleConnections, connect } = scene();
  const unused = connect(0);
  const used = connect(100);
  vi.advanceTimersByTime(500);
  expect(closeIdleConnections).not.toHaveBeenCalled();
  expect(unused.destroy).not.toHaveBeenCalled();
  vi.advanceTimersByTime(200);
  expect(closeIdleConnections).toHaveBeenCalled();
  expect(unused.destroy).toHaveBeenCalled();
  expect(used.destroy).not.toHaveBeenCalled();
});

test.each(["request", "checkContinue"])("each %s puts that off", (event) => {
  const { server, closeIdleConnections } = scene();
  for (let i = 0; i < 20; i++) {
    server.emit(event);
    vi.advanceTimersByTime(400);
  }
  expect(closeIdleConnections).not.toHaveBeenCalled();
  vi.advanceTimersByTime(400);
  expect(closeIdleConnections).toHaveBeenCalled();
});

test("they are kept while any answer is under way, which the sweep could cut", () => {
  const { closeIdleConnections, connect } = scene();
  const served = connect(100);
  served._httpMessage = {};
  vi.advanceTimersByTime(9000);
  expect(closeIdleConnections).not.toHaveBeenCalled();
  served._httpMessage = null;
  vi.advanceTimersByTime(700);
  expect(closeIdleConnections).toHaveBeenCalled();
});

test("what becomes idle later is closed too", () => {
  const { closeIdleConnections } = scene();
  vi.advanceTimersByTime(1000);
  const before = closeIdleConnections.mock.calls.length;
  vi.advanceTimersByTime(200);
  expect(closeIdleConnections.mock.calls.length).toBeGreaterThan(before);
});

test("a connection that is unused for long is closed, but not when a request has come meanwhile", () => {
  const server = new EventEmitter();
  closeUnused(server as Server);
  const timeOut = (meanwhile: object) => {
    const socket = { bytesRead: 100, _httpMessage: null, destroy: vi.fn<() => void>() };
    server.emit("timeout", socket);
    expect(socket.destroy).not.toHaveBeenCalled();
    Object.assign(socket, meanwhile);
    vi.advanceTimersByTime(0);
    return socket.destroy.mock.calls.length;
  };
  expect(timeOut({})).toBe(1);
  expect(timeOut({ bytesRead: 101 })).toBe(0);
  expect(timeOut({ bytesRead: 200, _httpMessage: {} })).toBe(0);
});
