import { afterEach, expect, test, vi } from "vitest";
import type * as EventLoop from "./event-loop.js";

/** The module as it is where the runtime has these globals, and no others in their place. */
async function loadedWith(globals: Readonly<Record<string, unknown>>): Promise<typeof EventLoop> {
  vi.resetModules();
  for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
  const module = await import("./event-loop.js");
  vi.unstubAllGlobals();
  return module;
}

afterEach(() => vi.unstubAllGlobals());

test.each<[string, Readonly<Record<string, unknown>>]>([
  ["in Node", {}],
  ["in a browser, which has no setImmediate", { setImmediate: undefined }],
  ["at the edge, where there are timers alone", { setImmediate: undefined, MessageChannel: undefined }],
])("%s a turn lets timers run, however many wait for it", async (_where, globals) => {
  const { eventLoopTurn } = await loadedWith(globals);
  const timer = vi.fn<() => void>();
  setTimeout(timer);
  for (let i = 0; i < 100 || timer.mock.calls.length === 0; i++) {
    await Promise.all([eventLoopTurn(), eventLoopTurn()]);
  }
  expect(timer).toHaveBeenCalledTimes(1);
});

test.each<[string, (now: () => number) => Readonly<Record<string, unknown>>]>([
  ["in Node", (now) => ({ process: { versions: process.versions, uptime: () => now() / 1000 } })],
  ["elsewhere", (now) => ({ process: undefined, performance: { now } })],
])("%s a turn is due a millisecond after the last one", async (_where, globals) => {
  let now = 128;
  const { eventLoopTurn, isTurnDue } = await loadedWith(globals(() => now));
  expect(isTurnDue()).toBe(false);
  now += 0.75;
  expect(isTurnDue()).toBe(false);
  now += 0.25;
  expect(isTurnDue()).toBe(true);
  await eventLoopTurn();
  expect(isTurnDue()).toBe(false);
});

test("all who wait for a turn at the same time have one millisecond together", async () => {
  let now = 128;
  const { eventLoopTurn, isTurnDue } = await loadedWith({
    process: undefined,
    performance: { now: () => now },
  });
  const worker = async () => {
    await eventLoopTurn();
    const isDue = isTurnDue();
    now += 1;
    return isDue;
  };
  for (let turn = 0; turn < 3; turn++) {
    expect(await Promise.all([worker(), worker(), worker()])).toEqual([false, true, true]);
  }
});

test("a turn that never comes keeps nobody else waiting", async () => {
  const { setImmediate } = globalThis;
  const lost = vi.fn<(callback: () => void) => void>();
  const { eventLoopTurn } = await loadedWith({
    setImmediate: (callback: () => void) =>
      lost.mock.calls.length === 0 ? lost(callback) : setImmediate(callback),
  });
  void eventLoopTurn();
  expect(lost).toHaveBeenCalledTimes(1);
  await expect(eventLoopTurn()).resolves.toBeUndefined();
});

test("a test's fake timers do not stop it", async () => {
  const { eventLoopTurn } = await loadedWith({});
  vi.useFakeTimers();
  try {
    await expect(eventLoopTurn()).resolves.toBeUndefined();
  } finally {
    vi.useRealTimers();
  }
});
