import { getEventListeners } from "node:events";
import { gzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { collectedBytes } from "../../testing/collected.js";
import { answerHead, chunk, ok, rawServer } from "../../testing/raw-server.js";
import { httpNumbers } from "./http-numbers.js";

const CHUNKED = { "content-type": "application/json", "transfer-encoding": "chunked" };
const PIECE = answerHead("200 OK", CHUNKED) + chunk("[1,").toString();
const GZIP = gzipSync(Array.from({ length: 500 }, (_, i) => i * 7919).join("\n"));

/** Notes timers of a second and more. @returns how many of them are still set */
function longTimers(): () => number {
  const set = vi.spyOn(globalThis, "setTimeout");
  const clear = vi.spyOn(globalThis, "clearTimeout");
  onTestFinished(() => void vi.restoreAllMocks());
  return () => {
    const cleared = new Set<unknown>(clear.mock.calls.map(([timer]) => timer));
    const timers = set.mock.results.filter((_, i) => Number(set.mock.calls[i]?.[1]) >= 1000);
    expect(timers).not.toEqual([]);
    return timers.filter(({ value }) => !cleared.has(value)).length;
  };
}

describe("an abort ends it at once, with the signal's reason, and leaves nothing", () => {
  const gzipHeaders = {
    "content-type": "text/plain",
    "content-encoding": "gzip",
    "content-length": GZIP.length,
  };
  const gzipPiece = Buffer.concat([Buffer.from(answerHead("200 OK", gzipHeaders)), GZIP.subarray(0, 200)]);

  test.each([
    ["before the head", ""],
    ["before the body", answerHead("200 OK", CHUNKED)],
    ["inside the body", PIECE],
    ["inside a gzip body", gzipPiece],
    ["between two tries", answerHead("503 Busy", { "content-length": 0, "retry-after": 5 })],
  ])("%s", async (_, answer) => {
    const timers = longTimers();
    const controller = new AbortController();
    const server = await rawServer((socket) => {
      socket.write(answer);
      setTimeout(() => controller.abort(new Error("enough")), 30);
    });
    await expect(collectedBytes(httpNumbers(server.origin), controller.signal)).rejects.toThrow("enough");
    await server.allClosed();
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
    expect(timers()).toBe(0);
  });

  test("also while nobody asks for more", async () => {
    const server = await rawServer((socket) => socket.write(PIECE));
    const controller = new AbortController();
    const batches = httpNumbers(server.origin).numbers(controller)[Symbol.asyncIterator]();
    await batches.next();
    controller.abort(new Error("enough"));
    await server.allClosed();
    await expect(batches.next()).rejects.toThrow("enough");
  });

  test("a reason that is no error is the reason all the same", async () => {
    const controller = new AbortController();
    const server = await rawServer(() => controller.abort("enough"));
    await expect(collectedBytes(httpNumbers(server.origin), controller.signal)).rejects.toBe("enough");
  });
});

describe("nothing is left", () => {
  const long = Buffer.from(Array.from({ length: 300_000 }, (_, i) => i).join(" "));

  test("when the reader leaves early", async () => {
    const timers = longTimers();
    for (const body of [
      ok(long, { "content-type": "text/plain" }),
      ok(gzipSync(long), { "content-type": "text/plain", "content-encoding": "gzip" }),
    ]) {
      const server = await rawServer((socket) => socket.write(body));
      const { signal } = new AbortController();
      for await (const _ of httpNumbers(server.origin).numbers({ signal })) break;
      await server.allClosed();
      expect(getEventListeners(signal, "abort")).toEqual([]);
      expect(timers()).toBe(0);
    }
  });

  test("when all went well", async () => {
    const timers = longTimers();
    const server = await rawServer((socket) => socket.write(ok("[1]")));
    const { signal } = new AbortController();
    await collectedBytes(httpNumbers(server.origin), signal);
    await server.allClosed();
    expect(getEventListeners(signal, "abort")).toEqual([]);
    expect(timers()).toBe(0);
  });

  test("when bytes follow the answer", async () => {
    const server = await rawServer((socket) =>
      socket.write(Buffer.concat([ok("[1]"), Buffer.from("garbage")])),
    );
    expect((await collectedBytes(httpNumbers(server.origin))).text).toBe("[1]");
    await server.allClosed();
  });
});
