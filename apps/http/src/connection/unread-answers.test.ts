import { EventEmitter } from "node:events";
import type { Server } from "node:http";
import type { Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { peerOf } from "./send-queues.js";
import { boundUnreadAnswers } from "./unread-answers.js";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

const MAX = 1000;

/** A server whose clients take what the test says. */
function scene(doesTell = true) {
  const server = Object.assign(new EventEmitter(), { address: () => ({ port: 5000 }) });
  const queues = new Map<string, number>();
  const onCut = vi.fn<(connections: number) => void>();
  let at = 0;
  const queuesOf = vi.fn<() => Promise<typeof queues | undefined>>(async () =>
    doesTell ? new Map(queues) : undefined,
  );
  const room = boundUnreadAnswers({ maxBytes: MAX, onCut, queuesOf, now: () => at });
  room.of(server as unknown as Server);
  let clients = 0;
  return {
    room,
    queuesOf,
    onCut,
    async passMs(ms: number) {
      at += ms;
      await vi.advanceTimersByTimeAsync(ms);
      await new Promise((resolve) => setImmediate(resolve));
    },
    /** A client for whom the kernel holds so much. */
    connect(held: number) {
      clients += 1;
      const socket = Object.assign(new EventEmitter(), {
        remoteAddress: "127.0.0.1",
        remotePort: 40_000 + clients,
        bytesWritten: held,
        writableLength: 0,
        isCut: false,
        resetAndDestroy() {
          socket.isCut = true;
          queues.delete(peerOf(socket as unknown as Socket)!);
          socket.emit("close");
        },
        hold: (bytes: number) => void queues.set(peerOf(socket as unknown as Socket)!, bytes),
      });
      socket.hold(held);
      server.emit("connection", socket);
      return socket;
    },
  };
}

describe("answers", () => {
  test("go out without a question while the kernel cannot hold too much", async () => {
    const { room, queuesOf } = scene();
    expect(room.take(MAX)).toBe(true);
    const work = vi.fn<() => void>();
    room.whenFree(work);
    expect(work).toHaveBeenCalledOnce();
    expect(queuesOf).not.toHaveBeenCalled();
  });

  test("wait for the kernel's word past that, and go on where clients have read", async () => {
    const { room, passMs, queuesOf } = scene();
    expect(room.take(MAX + 1)).toBe(false);
    const work = vi.fn<() => void>();
    room.whenFree(work);
    expect(work).not.toHaveBeenCalled();
    await passMs(0);
    expect(queuesOf).toHaveBeenCalledOnce();
    expect(work).toHaveBeenCalledOnce();
    expect(room.take(1)).toBe(true);
  });

  test("wait while clients have not read", async () => {
    const { room, passMs, connect, onCut } = scene();
    const client = connect(MAX + 1);
    room.take(MAX + 1);
    const work = vi.fn<() => void>();
    room.whenFree(work);
    await passMs(900);
    expect(work).not.toHaveBeenCalled();
    client.hold(MAX);
    await passMs(100);
    expect(work).toHaveBeenCalledOnce();
    expect(onCut).not.toHaveBeenCalled();
  });

  test("are not bounded where the kernel does not tell", async () => {
    const { room, passMs } = scene(false);
    room.take(2 * MAX);
    const work = vi.fn<() => void>();
    room.whenFree(work);
    await passMs(0);
    expect(work).toHaveBeenCalledOnce();
  });
});

describe("clients", () => {
  test("that read nothing are cut until half is free, those that read are not", async () => {
    const { room, passMs, connect, onCut } = scene();
    const reading = connect(400);
    const silent = [connect(400), connect(400), connect(400)];
    room.take(MAX + 1);
    const work = vi.fn<() => void>();
    room.whenFree(work);
    await passMs(0);
    reading.bytesWritten += 400;
    await passMs(1100);
    expect(silent.filter(({ isCut }) => isCut)).toHaveLength(3);
    expect(reading.isCut).toBe(false);
    expect(onCut).toHaveBeenCalledExactlyOnceWith(3);
    await passMs(100);
    expect(work).toHaveBeenCalledOnce();
  });

  test("that need longest for what is held are cut first", async () => {
    const { room, passMs, connect } = scene();
    const slow = connect(400);
    const slower = connect(700);
    room.take(MAX + 1);
    room.whenFree(() => {});
    await passMs(0);
    for (const client of [slow, slower]) client.bytesWritten += 10;
    await passMs(1100);
    expect([slow.isCut, slower.isCut]).toEqual([false, true]);
  });
});
