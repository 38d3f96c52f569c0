import { EventEmitter } from "node:events";
import type { Server } from "node:http";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { cutSlowReaders } from "./slow-readers.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const KIB = 1024;

/** A connection whose kernel takes bytes when the test says so. */
class TestSocket extends EventEmitter {
  bytesWritten = 0;
  writableLength = 0;
  readonly resetAndDestroy = vi.fn<() => void>(() => void this.emit("close"));

  write(bytes: number): void {
    this.bytesWritten += bytes;
    this.writableLength += bytes;
  }

  take(bytes = this.writableLength): void {
    this.writableLength -= bytes;
  }

  get isCut(): boolean {
    return this.resetAndDestroy.mock.calls.length > 0;
  }
}

/** Readers that may be silent for 10 s. */
function scene() {
  const server = new EventEmitter();
  const onCut = vi.fn<(connections: number) => void>();
  cutSlowReaders(server as Server, { timeoutMs: 10_000, onCut });
  const connect = () => {
    const socket = new TestSocket();
    server.emit("connection", socket);
    return socket;
  };
  return { connect, onCut };
}

const pass = (seconds: number) => vi.advanceTimersByTime(1000 * seconds);

describe("a reader", () => {
  test("that is silent for too long is cut, and the others are not", () => {
    const { connect, onCut } = scene();
    const [silent, idle, done] = [connect(), connect(), connect()];
    silent.write(KIB);
    done.write(KIB);
    done.take();
    pass(10);
    expect(silent.isCut).toBe(false);
    pass(1);
    expect(silent.isCut).toBe(true);
    expect(onCut).toHaveBeenCalledExactlyOnceWith(1);
    pass(100);
    expect([idle.isCut, done.isCut]).toEqual([false, false]);
    expect(onCut).toHaveBeenCalledOnce();
  });

  test("that reads in leaps, each within the time, is not", () => {
    const { connect } = scene();
    const socket = connect();
    socket.write(1000 * KIB);
    for (let leap = 0; leap < 20; leap++) {
      pass(9);
      socket.take(20 * KIB);
    }
    expect(socket.isCut).toBe(false);
    pass(11);
    expect(socket.isCut).toBe(true);
  });

  test("that never is silent, but reads less than 1 KiB/s, is cut after the time", () => {
    const { connect } = scene();
    const [slow, slowEnough] = [connect(), connect()];
    for (const socket of [slow, slowEnough]) socket.write(1000 * KIB);
    for (let second = 0; second < 30; second++) {
      slow.take(KIB - 1);
      slowEnough.take(KIB);
      pass(1);
      expect(slow.isCut).toBe(second >= 10);
    }
    expect(slowEnough.isCut).toBe(false);
  });

  test("has its time anew for each answer, and none passes while nothing waits for it", () => {
    const { connect } = scene();
    const socket = connect();
    for (let answer = 0; answer < 5; answer++) {
      socket.write(KIB);
      pass(8);
      socket.take();
      pass(60);
    }
    expect(socket.isCut).toBe(false);
  });

  test("that has left is looked at no more", () => {
    const { connect, onCut } = scene();
    const socket = connect();
    socket.write(KIB);
    socket.emit("close");
    pass(100);
    expect(onCut).not.toHaveBeenCalled();
  });
});
