/** `totalOf` of what is no numbers API. */
import { createInterface } from "node:readline";
import { PassThrough, Readable } from "node:stream";
import { isDeepStrictEqual } from "node:util";
import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import type { Source } from "../source/any-source.js";
import { finite } from "../testing/numbers.js";
import { exactUnits } from "../testing/oracle.js";
import { macrotask, sourceOf, text } from "../testing/sources.js";
import { Total } from "./total.js";
import { totalOf, type TotalOfOptions } from "./total-of.js";
import { totalsBy } from "./totals-by.js";
import { totalsOf } from "./totals-of.js";

async function* each(
  ...elements: readonly unknown[]
): AsyncGenerator<number | bigint | string, void, undefined> {
  yield* elements as readonly string[];
}

/** Units of 2^-1074 as a decimal literal. */
function digitsOfUnits(units: bigint): string {
  return `${units * 5n ** 1074n}e-1074`;
}

const digitsOf = async (source: unknown, options?: TotalOfOptions) =>
  (await totalOf(source as Source, options)).toString();

async function* sparse(): AsyncGenerator<string | null | (string | null)[], void, undefined> {
  yield "1";
  yield ["2", null];
}

function seenEnough(): void {
  throw new Error("seen enough");
}

function webStream(...pieces: readonly unknown[]): ReadableStream {
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
}

function encoded(...pieces: readonly string[]): Uint8Array[] {
  return pieces.map((piece) => new TextEncoder().encode(piece));
}

/** Delivers the pieces, and then fails. */
function failing(...pieces: readonly unknown[]): Readable {
  async function* generated() {
    yield* pieces;
    throw new Error("cable cut");
  }
  return Readable.from(generated());
}

const sales = () => new File(["k,a,b\nx,1,2\ny,3,4\nx,5,6\n"], "x.csv");

describe("an async iterable", () => {
  test.each<[string, readonly unknown[], string]>([
    ["numbers, which are binary", [0.1, 0.2, -1e100, 1e100], "0.30000000000000004"],
    ["bigints", [2n ** 64n, -1n], "18446744073709551615"],
    ["strings, which are decimal", ["0.1", "+.2", "1e2"], "100.3"],
    ["batches", [[1, 2], new Float32Array(3), BigInt64Array.of(4n), text("5 6"), []], "18"],
    [
      "all of them, one after another",
      [0.5, "0.25", 10n ** 20n, [1], text("2"), "3"],
      "100000000000000000006.75",
    ],
    ["integers in other typed arrays of bytes", [Uint8ClampedArray.of(1), Int8Array.of(-2)], "-1"],
    ["nothing", [], "0"],
  ])("of %s", async (_what, elements, expected) => {
    expect(await digitsOf(each(...elements))).toBe(expected);
  });

  test("of any numbers, in any order and of any kind, has the exact total", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(finite, fc.bigInt(), fc.bigInt().map(String)), { maxLength: 60 }),
        async (elements) => {
          const units = elements.map((x) => (typeof x === "number" ? exactUnits([x]) : BigInt(x) << 1074n));
          const sum = units.reduce((a, b) => a + b, 0n);
          const total = await totalOf(each(...elements));
          const expected = new Total();
          for (const x of elements) expected.add(x);
          expect(total.toBytes()).toEqual(expected.toBytes());
          expect(total.count).toBe(elements.length);
          expect(Total.compare(total, new Total().add(`${digitsOfUnits(sum)}`))).toBe(0);
        },
      ),
      { numRuns: 20 },
    ));

  test("of many elements is added in batches of 512", async () => {
    const counts: number[] = [];
    const numbers = Array.from({ length: 1300 }, (_, i) => i);
    const mixed = numbers.map((i) => [i, BigInt(i), String(i)][i % 3]);
    expect(await digitsOf(each(...mixed))).toBe("844350");
    const answer = await totalOf(each(...numbers), { onProgress: ({ count }) => counts.push(count) });
    expect(answer.toNumber()).toBe(844350);
    expect(counts).toEqual([512, 1024, 1300, 1300]);
  });

  test("of the lines of a file is one of numbers", async () => {
    const lines = createInterface({ input: Readable.from(["1.5\n2", ".25\n"]) });
    expect(await digitsOf(lines)).toBe("3.75");
  });

  test.each<[string, readonly unknown[], string]>([
    [
      "an object",
      [1, 2, { amount: 3 }],
      "numbers[2]: expected a number, a bigint, a string or a batch, got an object",
    ],
    ["null", ["1", null], "numbers[1]: expected a number, a bigint, a string or a batch, got null"],
    ["undefined", [undefined], "numbers[0]: expected a number, a bigint, a string or a batch, got undefined"],
    ["a boolean", [true], "numbers[0]: expected a number, a bigint, a string or a batch, got a boolean"],
    [
      "an ArrayBuffer",
      [new ArrayBuffer(8)],
      "numbers[0]: expected a number, a bigint, a string or a batch, got an object",
    ],
    [
      "a DataView",
      [new DataView(new ArrayBuffer(8))],
      "numbers[0]: expected a number, a bigint, a string or a batch, got an object",
    ],
  ])("of %s is a TypeError that names its index", async (_what, elements, message) => {
    await expect(digitsOf(each(...elements))).rejects.toThrow(new TypeError(message));
  });

  test.each([Uint8Array.of(49), Buffer.from("1 2")])(
    "of bytes, which may be text or integers, is a TypeError that names the ways out",
    async (bytes) => {
      const error = await digitsOf(each(1, bytes)).catch(String);
      expect(error).toContain("TypeError: numbers[1]: ");
      expect(error).toContain("streamNumbers(");
    },
  );

  test("of strings that are no literals names the first of them, also before an element of a wrong type", async () => {
    const fault = {
      code: "BAD_NUMBER",
      place: { index: 3 },
      message: 'numbers[3]: expected a number, got "1,5"',
    };
    await expect(digitsOf(each(1, "2", 3n, "1,5", "x"))).rejects.toMatchObject(fault);
    await expect(digitsOf(each(1, "2", 3n, "1,5", {}))).rejects.toMatchObject(fault);
    await expect(digitsOf(each("1e9999"))).rejects.toMatchObject({
      code: "EXPONENT_RANGE",
      place: { index: 0 },
    });
    for (const blank of ["", " ", " 1", "1 2"]) {
      await expect(digitsOf(each(blank))).rejects.toMatchObject({ code: "BAD_NUMBER" });
    }
    const { skipped, count } = await totalOf(each("1", "x", "", "2"), { skipInvalid: true });
    expect([skipped, count]).toEqual([2, 2]);
  });

  test("with skipEmpty: null, undefined and blank strings are counted as empty", async () => {
    const rows = each("1.5", null, "", " \t", undefined, "2");
    const total = await totalOf(rows, { skipEmpty: true });
    expect([total.toString(), total.count, total.empty]).toEqual(["3.5", 2, 4]);
  });

  test("is told to return where its end is not wanted, and totalOf waits for it", async () => {
    const events: string[] = [];
    async function* rows(bad: unknown) {
      try {
        yield 1;
        yield bad;
        for (;;) yield 2;
      } finally {
        await macrotask();
        events.push("closed");
      }
    }
    await expect(digitsOf(rows({}))).rejects.toThrow(TypeError);
    expect(events).toEqual(["closed"]);
    await expect(digitsOf(rows([1]), { onProgress: seenEnough })).rejects.toThrow("seen enough");
    expect(events).toEqual(["closed", "closed"]);
  });

  test("that fails: its own error, and it is not told to return", async () => {
    const end = vi.fn<() => void>();
    const thrown = new Error("no more rows");
    const iterator = { next: () => Promise.reject(thrown), return: end };
    await expect(digitsOf({ [Symbol.asyncIterator]: () => iterator })).rejects.toBe(thrown);
    expect(end).not.toHaveBeenCalled();
  });

  test("that was read to its end is not told to return", async () => {
    const end = vi.fn<() => void>();
    const iterator = { next: async () => ({ done: true, value: undefined }), return: end };
    expect(await digitsOf({ [Symbol.asyncIterator]: () => iterator })).toBe("0");
    expect(end).not.toHaveBeenCalled();
  });

  test("is told to return when the signal aborts, once, even inside a next() that never ends", async () => {
    const end = vi.fn<() => Promise<unknown>>(() => new Promise(() => {}));
    const iterator = { next: () => new Promise(() => {}), return: end };
    const controller = new AbortController();
    const total = digitsOf({ [Symbol.asyncIterator]: () => iterator }, { signal: controller.signal });
    await macrotask();
    expect(end).not.toHaveBeenCalled();
    controller.abort("enough");
    await expect(total).rejects.toBe("enough");
    await macrotask();
    expect(end).toHaveBeenCalledTimes(1);
  });
});

describe("a stream", () => {
  test.each<[string, () => unknown, string]>([
    ["a web stream of bytes", () => webStream(...encoded("1 ", "2", "3")), "24"],
    ["a web stream of text", () => webStream("1 ", "2", "3 "), "24"],
    ["a web stream of numbers", () => webStream(1, 2n, "3"), "6"],
    ["a web stream of batches", () => webStream([1], text("2")), "3"],
    ["a web stream of nothing", () => webStream(), "0"],
    ["a stream of Node", () => new PassThrough().end("1 23"), "24"],
    ["a stream of Node with an encoding", () => new PassThrough({ encoding: "utf8" }).end("1 23"), "24"],
    ["a stream of Node of buffers as objects", () => Readable.from(encoded("1 ", "2", "3")), "24"],
    ["a stream of Node of numbers", () => Readable.from([1, 2, 3]), "6"],
    ["a stream of Node of strings as objects", () => Readable.from(["1", "2", "3.5"]), "6.5"],
    ["a stream of Node of bytes in gzip", () => Readable.from([gzipSync("1 23")]), "24"],
    ["a stream of Node of nothing", () => Readable.from([]), "0"],
  ])("%s", async (_what, stream, expected) => {
    expect(await digitsOf(stream())).toBe(expected);
  });

  test("of bytes takes the options of its format", async () => {
    expect(await digitsOf(webStream(...encoded("a,b\n1,2\n")), { column: "b", name: "x.csv" })).toBe("2");
    await expect(digitsOf(webStream(...encoded("x")), { format: "text", name: "n" })).rejects.toThrow(
      "n:1:1: ",
    );
    await expect(digitsOf(Readable.from(["1 x"]), { format: "text" })).rejects.toMatchObject({
      code: "BAD_NUMBER",
    });
    expect(await digitsOf(Readable.from(["1", "2"]), { format: "text" })).toBe("12");
  });

  test("of pieces of text that are a number each is refused, if nobody tells the format", async () => {
    await expect(digitsOf(webStream("1", "2"))).rejects.toThrow(/^stream: .*"text"/);
    expect(await digitsOf(webStream("1", "2"), { format: "text" })).toBe("12");
  });

  test("of objects names the first that is no number; of what is nothing at all, it is a TypeError", async () => {
    await expect(digitsOf(Readable.from([1, { a: 1 }]))).rejects.toThrow("numbers[1]: ");
    await expect(digitsOf(Readable.from([{ a: 1 }]))).rejects.toThrow("numbers[0]: ");
    await expect(digitsOf(webStream(true))).rejects.toThrow(TypeError);
  });

  test("is cancelled on a fault, on an abort, and with bad options before it is read", async () => {
    const streams = [Readable.from([1, {}]), new PassThrough(), Readable.from(["1"])];
    await expect(digitsOf(streams[0])).rejects.toThrow(TypeError);
    const controller = new AbortController();
    const total = digitsOf(streams[1], { signal: controller.signal });
    controller.abort("enough");
    await expect(total).rejects.toBe("enough");
    await macrotask();
    expect(streams.map((stream) => stream.destroyed)).toEqual([true, true, false]);
    await expect(digitsOf(streams[2], { format: "xml" } as object)).rejects.toThrow(TypeError);
    expect(streams[2]!.destroyed).toBe(false);
  });

  test("that fails is SOURCE_UNAVAILABLE, and a stream of numbers fails with its own error", async () => {
    await expect(digitsOf(failing(Buffer.from("1")))).rejects.toMatchObject({ code: "SOURCE_UNAVAILABLE" });
    await expect(digitsOf(failing())).rejects.toMatchObject({ code: "SOURCE_UNAVAILABLE" });
    await expect(digitsOf(failing(1))).rejects.toThrow("cable cut");
  });

  test("that was read before is a TypeError", async () => {
    const stream = webStream("1 ");
    await digitsOf(stream);
    await expect(digitsOf(stream)).rejects.toThrow(TypeError);
  });
});

describe("a Blob", () => {
  test("is read as often as it is asked for, by the options given", async () => {
    const file = new File(["a,b\n1,2\n"], "x.csv");
    expect(await digitsOf(file, { column: "a" })).toBe("1");
    expect(await digitsOf(file, { column: "b" })).toBe("2");
    await expect(digitsOf(file)).rejects.toMatchObject({ code: "NO_COLUMN", place: { source: "x.csv" } });
  });

  test("gives columns and groups, as every source does", async () => {
    const { columns } = await totalsOf(sales(), { column: ["a", "b"] });
    expect(columns.map(({ total }) => total.toString())).toEqual(["9", "12"]);
    const { groups } = await totalsBy(sales(), { column: "a", by: "k" });
    expect(Array.from(groups, ([key, total]) => `${key} ${total}`)).toEqual(["x 6", "y 3"]);
    const { groups: ofStream } = await totalsBy(sales().stream(), { column: "a", by: "k", format: "csv" });
    expect(ofStream.get("x")?.toString()).toBe("6");
  });
});

async function* oneNumber(): AsyncGenerator<number> {
  yield 1;
}

async function* oneBatch(): AsyncGenerator<bigint | readonly number[]> {
  yield [1];
}

test.each<[string, () => Source]>([
  ["a numbers API", () => sourceOf([1])],
  ["a generator of numbers", oneNumber],
  ["a generator of batches", oneBatch],
  ["a stream of Node", () => Readable.from([1])],
  ["the lines of a file", () => createInterface({ input: Readable.from(["1"]) })],
  ["a Response", () => new Response("1")],
  ["its body", () => new Response("1").body!],
  ["a Blob", () => new Blob(["1"])],
  ["a File", () => new File(["1"], "x.txt")],
  ["a web stream of text", () => webStream("1") as ReadableStream<string>],
  ["a web stream of numbers", () => webStream(1) as ReadableStream<number>],
])("%s has the type of a Source", async (_what, source) => {
  expect((await totalOf(source())).toString()).toBe("1");
});

describe("misuse is a TypeError", () => {
  test.each<[string, unknown, string]>([
    ["nothing", undefined, "got undefined"],
    ["a text", "1 2", "got a string"],
    ["a list", [1, 2], "got an array (for a list in memory: total(list), or new Total().addAll(list))"],
    ["a typed array", new Float64Array(2), "for a list in memory"],
    ["an iterable", new Set([1]), "for a list in memory"],
    ["an object", {}, "got an object"],
    ["numbers that are no method", { numbers: [1] }, "got an object"],
  ])("%s", async (_what, source, shown) => {
    const error: unknown = await digitsOf(source).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).toContain(
      "totalOf: expected a numbers API, an async iterable, a ReadableStream, a Response or a Blob, ",
    );
    expect(String(error)).toContain(shown);
  });

  test.each([
    { format: "csv" },
    { column: "a" },
    { name: "x" },
    { by: "k" },
    { money: true },
    { onStored() {} },
  ])("%j beside a numbers API or an async iterable of numbers", async (options) => {
    const [name] = Object.keys(options);
    const source = sourceOf([1]);
    await expect(digitsOf(source, options as object)).rejects.toThrow(
      new RegExp(`^${name}: expected none beside`),
    );
    expect(source.events).toEqual([]);
    await expect(digitsOf(each(1), options as object)).rejects.toThrow(/streamNumbers\(/);
  });

  test("skipEmpty that is no boolean", async () => {
    await expect(digitsOf(each(1), { skipEmpty: 1 } as object)).rejects.toThrow(
      "skipEmpty: expected a boolean, got a number",
    );
  });
});

describe("the total", () => {
  test("tells what else was seen, beside its count", async () => {
    const rows = new Blob(['{"a":1}\n{"a":null}\n{}\n{"a":"x"}\n']);
    const seen = await totalOf(rows, { field: "a", skipMissing: true, skipInvalid: true });
    const { count, empty, missing, skipped, bytes } = seen;
    expect({ count, empty, missing, skipped, bytes }).toEqual({
      count: 1,
      empty: 2,
      missing: 1,
      skipped: 1,
      bytes: 32,
    });
  });

  test("is a Total like any other: equal by value, shown by its digits, and cannot be changed there", async () => {
    const seen = await totalOf(each("1"));
    const added = new Total().add("1");
    expect(seen).toBeInstanceOf(Total);
    expect(seen).toEqual(added);
    expect(isDeepStrictEqual(seen, added)).toBe(true);
    expect(Object.keys(seen)).toEqual(Object.keys(added));
    expect(`${seen}`).toBe("1");
    expect(Object.getOwnPropertyDescriptor(seen, "empty")).toEqual({
      value: 0,
      writable: false,
      enumerable: false,
      configurable: false,
    });
    expect(seen.add(1n).toString()).toBe("2");
    expect("empty" in seen.clone()).toBe(false);
  });
});

describe("skipEmpty", () => {
  test("is for the arrays in an async iterable, too", async () => {
    const total = await totalOf(
      each(["1", null, " "], [undefined, "2"], null, [1, null], [4n, ""]) as never,
      {
        skipEmpty: true,
      },
    );
    expect(total).toMatchObject({ count: 4, empty: 6 });
    expect(total.toString()).toBe("8");
    await expect(totalOf(each(["1", null, "x"]) as never, { skipEmpty: true })).rejects.toMatchObject({
      place: { index: 2 },
    });
    await expect(totalOf(each(["1", {}]) as never, { skipEmpty: true })).rejects.toThrow("numbers[1]");
  });

  test("lets the types allow empty elements, which they refuse without it", async () => {
    expect((await totalOf(sparse(), { skipEmpty: true })).toString()).toBe("3");
    // @ts-expect-error null is no element
    await expect(totalOf(sparse())).rejects.toThrow("numbers[1]");
  });

  test("is for a web stream of elements, of which the first is empty", async () => {
    const total = await totalOf(webStream(null, 1, undefined, "2"), { skipEmpty: true });
    expect(total).toMatchObject({ count: 2, empty: 2 });
  });
});
