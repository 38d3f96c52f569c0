import { getEventListeners } from "node:events";
import { PassThrough, Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { TotalError } from "../contract/errors.js";
import type { NumbersApi } from "../contract/numbers-api.js";
import { collectedBytes, faultOf } from "../testing/collected.js";
import { streamNumbers, type ByteStream, type StreamNumbersOptions } from "./stream.js";

const PIECES = ["1 ", "2", "3 4"].map((text) => new TextEncoder().encode(text));

function textFrom(stream: unknown, options: StreamNumbersOptions = {}): NumbersApi {
  return streamNumbers(stream as ByteStream, { format: "text", ...options });
}

async function* generated(): AsyncGenerator<Uint8Array> {
  yield* PIECES;
}

function webStream(): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const piece of PIECES) controller.enqueue(piece);
      controller.close();
    },
  });
}

/** As in browsers whose streams cannot be iterated over. */
function bareWebStream(): { getReader(): ReadableStreamDefaultReader<Uint8Array> } {
  const stream = webStream();
  return { getReader: () => stream.getReader() };
}

async function* failing(error: unknown): AsyncGenerator<Uint8Array> {
  yield PIECES[0]!;
  throw error;
}

/** A stream that delivers one piece and then waits for ever. */
function waiting(): { stream: ReadableStream<Uint8Array>; reasons: unknown[] } {
  const reasons: unknown[] = [];
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new Uint8Array([0x31])),
    cancel: (reason) => void reasons.push(reason),
  });
  return { stream, reasons };
}

describe("any stream of bytes is read to its end", () => {
  test.each([
    ["a web stream", webStream],
    ["a web stream without an iterator", bareWebStream],
    ["a Node stream", () => Readable.from(PIECES)],
    ["an async generator", generated],
    ["a list", () => PIECES],
    ["pieces that are Buffers", () => PIECES.map((piece) => Buffer.from(piece))],
    ["the body of a Response", () => new Response("1 23 4").body],
    ["a Blob's stream", () => new Blob(PIECES).stream()],
    ["pieces of text", () => ["1 ", "2", "3 4"]],
    ["pieces of text and of bytes", () => ["1 ", PIECES[1], "3 4"]],
    ["a Node stream of text", () => Readable.from(PIECES).setEncoding("utf8")],
    [
      "a web stream of text",
      () => (webStream() as ReadableStream<BufferSource>).pipeThrough(new TextDecoderStream()),
    ],
  ])("%s", async (_, stream) => {
    expect((await collectedBytes(textFrom(stream()))).text).toBe("1 23 4");
  });

  test("with the name and the options of the format in every batch", async () => {
    const api = textFrom(generated(), { format: "ndjson", name: "-", field: "a.b" });
    expect(await collectedBytes(api)).toMatchObject({ format: "ndjson", name: "-", field: "a.b" });
  });

  test("an empty one is one empty batch", async () => {
    for (const pieces of [[], [new Uint8Array(0)]]) {
      expect(await collectedBytes(textFrom(pieces))).toMatchObject({ text: "", batches: 1 });
    }
  });
});

describe("once", () => {
  test("a second reading is a TypeError", async () => {
    const api = textFrom(PIECES);
    await collectedBytes(api);
    await expect(collectedBytes(api)).rejects.toThrow(TypeError);
  });

  test("a stream that somebody else is reading is a TypeError", async () => {
    const stream = webStream();
    stream.getReader();
    await expect(collectedBytes(textFrom(stream))).rejects.toThrow(TypeError);
  });
});

describe("misuse is a TypeError", () => {
  test.each([undefined, null, "1 2", 5, {}, new Uint8Array(3), () => PIECES])("%s is no stream", (stream) => {
    expect(() => textFrom(stream)).toThrow(TypeError);
  });

  test.each([{ format: "xml" }, { name: 5 }, { field: [5] }])("so is %j", (options) => {
    expect(() => textFrom(PIECES, options as object)).toThrow(TypeError);
  });

  test.each([
    ["numbers", [1, 2]],
    ["another typed array", [new Float64Array(1)]],
    ["a buffer without a view", [new ArrayBuffer(8)]],
    ["nothing", [undefined]],
  ])("pieces that are %s", async (_, pieces) => {
    await expect(collectedBytes(textFrom(pieces))).rejects.toThrow(TypeError);
  });
});

describe("text", () => {
  test("is UTF-8, also where a character is cut between two pieces", async () => {
    const pieces = ["\ufeff", '["\ud83d', "\ude00", '"]'];
    expect((await collectedBytes(textFrom(pieces))).text).toBe('\ufeff["😀"]');
  });

  test.each([
    ["in the middle", ["1 \ud83d 2"], 2],
    ["at the end", ["1 ", "\ud83d"], 2],
    ["before bytes", ["\ud83d", PIECES[0]], 0],
  ])(
    "with half a character %s is BAD_FORMAT at its byte, and the stream is cancelled",
    async (_, pieces, offset) => {
      let returned = 0;
      const values = pieces.values();
      const stream = {
        [Symbol.iterator]: () => ({
          next: () => values.next(),
          return: () => ({ done: true, value: ++returned }),
        }),
      };
      expect(await faultOf(textFrom(stream, { name: "-" }))).toMatchObject({
        code: "BAD_FORMAT",
        place: { source: "-", offset },
      });
      await new Promise((resolve) => setImmediate(resolve));
      expect(returned).toBe(offset === 2 && pieces.length === 2 ? 0 : 1);
    },
  );
});

describe("a stream that fails is SOURCE_UNAVAILABLE", () => {
  test("with its name and the cause", async () => {
    const cause = new Error("cable cut");
    const fault = await faultOf(textFrom(failing(cause), { name: "-" }));
    expect(fault).toMatchObject({ code: "SOURCE_UNAVAILABLE", place: { source: "-" }, cause });
    expect(fault.message).toBe('-: expected a stream that can be read to its end, got an error, "cable cut"');
  });

  test("a web stream too", async () => {
    const stream = new ReadableStream({ start: (controller) => controller.error(new Error("cable cut")) });
    expect((await faultOf(textFrom(stream))).code).toBe("SOURCE_UNAVAILABLE");
  });

  test("a Node stream that is destroyed before its end too", async () => {
    const stream = new PassThrough();
    stream.write("1");
    setImmediate(() => stream.destroy());
    expect((await faultOf(textFrom(stream))).code).toBe("SOURCE_UNAVAILABLE");
  });

  test("whatever it throws", async () => {
    for (const thrown of [undefined, "x", new Error("y".repeat(10_000))]) {
      const fault = await faultOf(textFrom(failing(thrown)));
      expect(fault.code).toBe("SOURCE_UNAVAILABLE");
      expect(fault.message.length).toBeLessThan(200);
    }
  });

  test("but what a source of ours has said already stays as it is", async () => {
    const error = new TotalError("BAD_FORMAT", { expected: "gzip", got: "x" });
    expect(await faultOf(textFrom(failing(error)))).toBe(error);
  });
});

describe("a stream whose end is not wanted is cancelled", () => {
  test("when the reader leaves early", async () => {
    const { stream, reasons } = waiting();
    const { signal } = new AbortController();
    for await (const _ of textFrom(stream).numbers({ signal })) break;
    expect(reasons).toHaveLength(1);
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  test("when the signal aborts, with its reason, even inside a read that never ends", async () => {
    const { stream, reasons } = waiting();
    const controller = new AbortController();
    setImmediate(() => controller.abort(new Error("enough")));
    await expect(collectedBytes(textFrom(stream), controller.signal)).rejects.toThrow("enough");
    expect(reasons).toEqual([controller.signal.reason]);
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
  });

  test("when the signal aborts while nobody asks for more", async () => {
    const stream = new PassThrough();
    stream.write("1");
    const controller = new AbortController();
    const batches = textFrom(stream).numbers(controller)[Symbol.asyncIterator]();
    await batches.next();
    controller.abort(new Error("enough"));
    await new Promise((resolve) => stream.once("close", resolve));
    await expect(batches.next()).rejects.toThrow("enough");
  });

  test("a Node stream is destroyed, even inside a read that never ends", async () => {
    const stream = new PassThrough();
    const controller = new AbortController();
    setImmediate(() => controller.abort(new Error("enough")));
    await expect(collectedBytes(textFrom(stream), controller.signal)).rejects.toThrow("enough");
    await new Promise((resolve) => setImmediate(resolve));
    expect(stream.destroyed).toBe(true);
  });

  test("a generator is told when it can be", async () => {
    let hasLeft = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield PIECES[0]!;
      } finally {
        hasLeft = true;
      }
    }
    for await (const _ of textFrom(endless()).numbers(new AbortController())) break;
    await new Promise((resolve) => setImmediate(resolve));
    expect(hasLeft).toBe(true);
  });

  test("not one that was read to its end", async () => {
    let cancelled = 0;
    const stream = {
      [Symbol.asyncIterator]: () => ({
        next: async () => ({ done: true, value: undefined }),
        return: async () => ({ done: true, value: (cancelled += 1) }),
      }),
    };
    await collectedBytes(textFrom(stream));
    expect(cancelled).toBe(0);
  });

  test("a signal that is aborted already leaves the stream alone", async () => {
    const stream = webStream();
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(collectedBytes(textFrom(stream), signal)).rejects.toThrow("enough");
    expect(stream.locked).toBe(false);
  });
});
