/** Sources that can be read once are never read again as if they were empty, and the event loop has its turns whatever they deliver. */
import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { streamNumbers } from "./stream.js";
import type { Source } from "./any-source.js";
import { totalOf } from "../total/total-of.js";

async function* each<T>(...elements: readonly T[]): AsyncGenerator<T, void, undefined> {
  yield* elements;
}

async function* endless<T>(piece: T): AsyncGenerator<T, void, undefined> {
  // An end, so that a failure is no hang.
  for (let i = 0; i < 200_000; i++) yield piece;
}

describe("what was read to its end is refused", () => {
  test.each<[string, () => Source]>([
    ["an async generator", () => each(1, 2)],
    ["a stream of Node", () => Readable.from(["1 ", "2"], { objectMode: false })],
    ["a stream of Node in object mode", () => Readable.from([1, 2])],
    ["a web stream", () => new Response("1 2").body!],
  ])("%s", async (_, make) => {
    const source = make();
    expect((await totalOf(source)).count).toBe(2);
    await expect(totalOf(source)).rejects.toThrow(TypeError);
    await expect(totalOf(streamNumbers(source as AsyncIterable<string>))).rejects.toThrow(TypeError);
  });

  test("a stream of Node that others have read", async () => {
    const stream = Readable.from(["1 ", "2"]);
    await stream.toArray();
    await expect(totalOf(stream)).rejects.toThrow(
      "stream: expected one that was not read before, got one that was",
    );
  });

  test("a generator of text, and one that was left early", async () => {
    const text = ["1 ", "2"].values();
    expect((await totalOf(streamNumbers(text))).count).toBe(2);
    await expect(totalOf(streamNumbers(text))).rejects.toThrow(TypeError);
    const numbers = each("1", "x", "2");
    await expect(totalOf(numbers)).rejects.toMatchObject({ code: "BAD_NUMBER" });
    await expect(totalOf(numbers)).rejects.toThrow(
      "numbers: expected one that was not read before, got one that was",
    );
  });

  test("what begins anew each time is not", async () => {
    const rows = { [Symbol.asyncIterator]: () => each(1, 2) };
    for (const _ of [1, 2]) expect((await totalOf(rows)).count).toBe(2);
  });
});

test("an iterator has ended where its done is truthy, as for the language", async () => {
  const iterator = { next: () => ({ done: 1, value: 7 }) };
  const source = { [Symbol.asyncIterator]: () => iterator } as unknown as AsyncIterable<number>;
  expect((await totalOf(source)).count).toBe(0);
  const bytes = streamNumbers(source as unknown as AsyncIterable<string>);
  expect((await totalOf(bytes)).count).toBe(0);
});

describe("timers run, and a signal ends it, where nothing but empty pieces come", () => {
  test.each<[string, () => Source]>([
    ["arrays", () => endless<number[]>([])],
    ["batches of bytes", () => endless({ bytes: new Uint8Array(0), format: "text" as const })],
    ["strings", () => streamNumbers(endless(""))],
    ["bytes", () => streamNumbers(endless(new Uint8Array(0)))],
  ])("%s", async (_, make) => {
    const controller = new AbortController();
    setImmediate(() => controller.abort());
    await expect(totalOf(make(), { signal: controller.signal })).rejects.toThrow("abort");
  });
});
