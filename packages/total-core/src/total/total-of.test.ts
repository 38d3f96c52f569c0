import * as fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import type { Format, NumbersApi, Progress } from "../contract/numbers-api.js";
import { sourceOf, text } from "../testing/sources.js";
import { Total } from "./total.js";
import { totalOf, type TotalOfOptions } from "./total-of.js";

const encoder = new TextEncoder();

describe("batches", () => {
  test("of every kind are added, and the next one begins where the last one stopped", async () => {
    const answer = await totalOf(
      sourceOf([1, 2], new Float64Array(3), [10n ** 20n], Int8Array.of(-3), text("0.5 0.25")),
    );
    expect(answer).toBeInstanceOf(Total);
    expect(answer.toString()).toBe("100000000000000000000.75");
    expect(answer.count).toBe(9);
  });

  test("none at all are a total of 0", async () => {
    const answer = await totalOf(sourceOf());
    expect(answer.toString()).toBe("0");
    expect(answer.count).toBe(0);
  });

  test("of the same format, name and options: a token may be cut between two", async () => {
    expect((await totalOf(sourceOf(text("1"), text("2 3"), text(""), text("4")))).toString()).toBe("46");
    expect((await totalOf(sourceOf(text("1", { name: "a" }), text("2", { name: "a" })))).toString()).toBe(
      "12",
    );
    const json = { format: "json", field: "a" } as const;
    const cut = [text('[{"a', json), text('":1', json), text("2}]", json)];
    expect((await totalOf(sourceOf(...cut))).toString()).toBe("12");
  });

  test("any cut of the bytes into batches gives the same total", async () => {
    const bytes = encoder.encode(" 12.5 -3e2\n+.25\r\n7. 1e-3");
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 8 }), async (cuts) => {
        const borders = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
        const batches = borders
          .slice(1)
          .map((end, i) => ({ bytes: bytes.slice(borders[i], end), format: "text" }));
        expect((await totalOf(sourceOf(...batches))).toString()).toBe("-280.249");
      }),
    );
  });

  test.each<[string, unknown, unknown]>([
    ["another name", text("1", { name: "a" }), text("2", { name: "b" })],
    ["a name and none", text("1", { name: "a" }), text("2")],
    ["another format", text("1"), text("2", { format: "ndjson" })],
    ["another option", text("[1]", { format: "json" }), text('[{"a":2}]', { format: "json", field: "a" })],
    ["numbers in between", text("1"), [2]],
    ["no numbers in between", text("3"), []],
  ])("%s begins another source: it ends the token", async (_what, first, second) => {
    const answer = await totalOf(sourceOf(first, second));
    expect(answer.toString()).toBe("3");
  });

  test("numbers that are no batch in between end the token", async () => {
    expect((await totalOf(sourceOf(text("1"), [], text("2")))).toString()).toBe("3");
  });

  test("the source may use its arrays again", async () => {
    const numbers = new Float64Array(2);
    const bytes = new Uint8Array(2);
    const answer = await totalOf({
      async *numbers() {
        for (let i = 0; i < 5; i++) yield numbers.fill(i);
        for (let i = 0; i < 5; i++) yield { bytes: bytes.fill(0x30 + i), format: "text" };
        numbers.fill(99);
        bytes.fill(99);
      },
    });
    expect(answer.toString()).toBe(String(20 + 11223344));
  });

  test("a source that ends in the middle of its format is an error", async () => {
    await expect(totalOf(sourceOf(text("[1,", { format: "json", name: "n.json" })))).rejects.toMatchObject({
      code: "BAD_FORMAT",
      place: { source: "n.json" },
      got: "the end of the input",
    });
    await expect(totalOf(sourceOf(text("[1", { format: "json" }), [2]))).rejects.toMatchObject({
      code: "BAD_FORMAT",
    });
    await expect(totalOf(sourceOf(text("", { format: "json" })))).rejects.toMatchObject({
      code: "BAD_FORMAT",
    });
  });

  test.each<[string, unknown, string]>([
    ["null", null, "batch: expected a list of numbers or encoded bytes, got null"],
    ["a string", "1 2", "batch: expected a list of numbers or encoded bytes, got a string"],
    ["a string in a list", [1, "2"], "numbers[1]: expected a number, got a string"],
    ["an unknown format", text("1", { format: "xml" as Format }), "format: expected one of"],
    [
      "a string among many",
      [...Array.from({ length: 100_000 }, () => 1), "2"],
      "numbers[100000]: expected a number",
    ],
  ])("%s is no batch, and the source is closed", async (_what, batch, message) => {
    const source = sourceOf([1], batch, [2]);
    await expect(totalOf(source)).rejects.toThrow(message);
    await expect(totalOf(source)).rejects.toThrow(TypeError);
    expect(source.events.filter((event) => event === "closed")).toHaveLength(2);
    expect(source.events).not.toContain("done");
  });
});

describe("progress", () => {
  test("is told after each batch and at the end", async () => {
    const told: Progress[] = [];
    const field = { format: "ndjson", field: "a" } as const;
    const source = sourceOf(
      [1, 2],
      text("3 4"),
      text("5"),
      text('{"a":null}\n{"a":"x"}\n{"a":6}\n{"a":""}', field),
    );
    const answer = await totalOf(source, {
      skipInvalid: true,
      onProgress: (progress) => told.push(progress),
    });
    expect(told[0]).toEqual({ count: 2, bytes: 0, empty: 0, missing: 0, skipped: 0 });
    expect(told[1]!.bytes).toBe(3);
    expect(told[2]!.bytes).toBe(4);
    expect(told.at(-1)).toEqual({ count: 5, bytes: 4 + 37, empty: 2, missing: 0, skipped: 1 });
    expect(answer.toString()).toBe(String(3 + 3 + 45 + 6));
  });

  test("is told once where there is nothing", async () => {
    const onProgress = vi.fn<(progress: Progress) => void>();
    await totalOf(sourceOf(), { onProgress });
    const progress = { count: 0, bytes: 0, empty: 0, missing: 0, skipped: 0 };
    expect(onProgress.mock.calls).toEqual([[progress, expect.any(Function)]]);
  });

  test("has the total so far, which is that of the numbers it counts, and a total of its own", async () => {
    const formats = [
      ["text", "1.5 2\n3e2 4 ", {}],
      ["csv", "a,b\n1.5,x\n2,y\n300,z\n4,\n", { column: "a" }],
      ["json", "[1.5,2,3e2,4]", {}],
      ["ndjson", '{"a":1.5}\n{"a":2}\n{"a":300}\n{"a":4}\n', { field: "a" }],
    ] as const;
    const sums = ["0", "1.5", "3.5", "303.5", "307.5"];
    for (const [format, content, options] of formats) {
      for (const size of [1, 7, 1000]) {
        const told: [number, Total][] = [];
        const pieces = content.match(new RegExp(`[^]{1,${size}}`, "g")) ?? [];
        const source = sourceOf(...pieces.map((piece) => text(piece, { format, ...options })));
        const answer = await totalOf(source, {
          onProgress: ({ count }, soFar) => told.push([count, soFar()]),
        });
        told.at(-1)![1].add(1);
        expect(answer.toString()).toBe("307.5");
        for (const [count, soFar] of told.slice(0, -1)) {
          expect([soFar.count, soFar.toString()]).toEqual([count, sums[count]]);
        }
      }
    }
  });

  test("has the total so far of binary numbers, too", async () => {
    const told: string[] = [];
    const source = sourceOf([1e308], [1e308], [-1e308, Number.NaN]);
    await totalOf(source, { onProgress: (_, soFar) => told.push(soFar().toString()) });
    expect(told).toEqual([`1${"0".repeat(308)}`, "Infinity", "NaN", "NaN"]);
  });

  test("that throws ends the total with its error, and closes the source", async () => {
    const thrown = new Error("enough");
    const source = sourceOf([1], [2], [3]);
    const onProgress = (): void => {
      throw thrown;
    };
    await expect(totalOf(source, { onProgress })).rejects.toBe(thrown);
    expect(source.events).toEqual(["next", "closed"]);
    expect(source.signals[0]!.aborted).toBe(true);
  });
});

describe("skipInvalid", () => {
  test("is off: a bad number is an error with its place", async () => {
    await expect(totalOf(sourceOf(text("1\nx", { name: "a.txt" })))).rejects.toThrow(
      'a.txt:2:1: expected a number, got "x"',
    );
  });

  test("counts bad numbers, and goes on", async () => {
    const onProgress = vi.fn<(progress: Progress) => void>();
    const answer = await totalOf(sourceOf(text("1 x 2 1,5 3")), { skipInvalid: true, onProgress });
    expect(answer.toString()).toBe("6");
    const progress = { count: 3, bytes: 11, empty: 0, missing: 0, skipped: 2 };
    expect(onProgress).toHaveBeenLastCalledWith(progress, expect.any(Function));
  });

  test("skips neither a literal out of range nor what is no number in a list", async () => {
    await expect(totalOf(sourceOf(text("1e5000")), { skipInvalid: true })).rejects.toMatchObject({
      code: "EXPONENT_RANGE",
    });
    await expect(totalOf(sourceOf([1, "1"]), { skipInvalid: true })).rejects.toThrow(TypeError);
  });
});

describe("onDeferredFault", () => {
  test("is told of a fault that is thrown only later", async () => {
    const json = { format: "json" } as const;
    const told: unknown[] = [];
    const source: NumbersApi = {
      async *numbers() {
        yield text('["x"', json);
        expect(told).toMatchObject([{ code: "BAD_NUMBER" }]);
        yield text(",1]", json);
      },
    };
    const error: unknown = await totalOf(source, { onDeferredFault: (fault) => told.push(fault) }).catch(
      (reason: unknown) => reason,
    );
    expect(told).toEqual([error]);
  });

  test("is not told of one that is thrown at once", async () => {
    const onDeferredFault = vi.fn<(fault: unknown) => void>();
    await expect(totalOf(sourceOf(text("x ")), { onDeferredFault })).rejects.toThrow("expected a number");
    expect(onDeferredFault).not.toHaveBeenCalled();
  });
});

const NO_SOURCE =
  "totalOf: expected a numbers API, an async iterable, a ReadableStream, a Response or a Blob, ";

test.each<[string, unknown, unknown, string]>([
  ["no api", undefined, {}, `${NO_SOURCE}got undefined`],
  ["null", null, {}, `${NO_SOURCE}got null`],
  ["an api without numbers()", {}, {}, `${NO_SOURCE}got an object`],
  ["options that are none", sourceOf(), null, "options: expected an object, got null"],
  ["a signal that is none", sourceOf(), { signal: "stop" }, "signal: expected an AbortSignal, got a string"],
  ["no function", sourceOf(), { onProgress: 1 }, "onProgress: expected a function, got a number"],
  [
    "no function either",
    sourceOf(),
    { onDeferredFault: {} },
    "onDeferredFault: expected a function, got an object",
  ],
  ["no boolean", sourceOf(), { skipInvalid: "yes" }, "skipInvalid: expected a boolean, got a string"],
  [
    "numbers() that delivers no iterable",
    { numbers: () => [[1]] },
    {},
    "numbers(): expected an async iterable, got an array",
  ],
  [
    "numbers() that delivers a promise",
    { numbers: async () => sourceOf() },
    {},
    "numbers(): expected an async iterable",
  ],
  [
    "numbers() that delivers nothing",
    { numbers: () => {} },
    {},
    "numbers(): expected an async iterable, got undefined",
  ],
])("%s is a TypeError", async (_what, api, options, message) => {
  const answer = totalOf(api as NumbersApi, options as TotalOfOptions);
  await expect(answer).rejects.toThrow(TypeError);
  await expect(answer).rejects.toThrow(message);
});
