import { expect, test } from "vitest";
import type { Batch } from "../contract/numbers-api.js";
import { text } from "../testing/sources.js";
import { Total } from "./total.js";

test("addAll: takes every kind of batch", () => {
  const total = new Total()
    .addAll([0.5])
    .addAll([2n ** 64n])
    .addAll(Float32Array.of(0.25))
    .addAll(Float64Array.of(0.125))
    .addAll(Uint8Array.of(255))
    .addAll(Uint8ClampedArray.of(255))
    .addAll(Int8Array.of(-128))
    .addAll(Uint16Array.of(65_535))
    .addAll(Int16Array.of(-32_768))
    .addAll(Uint32Array.of(2 ** 32 - 1))
    .addAll(Int32Array.of(-(2 ** 31)))
    .addAll(BigUint64Array.of(2n ** 64n - 1n))
    .addAll(BigInt64Array.of(-(2n ** 63n)))
    .addAll(text("0.1 0.2"));
  const integers =
    2n ** 64n + 255n + 255n - 128n + 65_535n - 32_768n + 2n ** 32n - 1n - 2n ** 31n + 2n ** 63n - 1n;
  expect(total.toString()).toBe(`${integers + 1n}.175`);
  expect(total.count).toBe(15);
});

test("addAll: an empty batch adds nothing, and leaves a total of no numbers", () => {
  const batches: Batch[] = [
    [],
    new Float64Array(0),
    new Int8Array(0),
    new BigInt64Array(0),
    text(""),
    text(" \n"),
  ];
  for (const batch of batches) {
    expect(new Total().addAll(batch).toBytes()).toEqual(new Total().toBytes());
  }
});

test("addAll: each batch is a whole source: 1 and then 2 is not 12", () => {
  expect(new Total().addAll(text("1")).addAll(text("2")).toString()).toBe("3");
});

test.each<[string, unknown, string]>([
  ["a bad literal at the end", text("1 2 3 x"), 'line 1, column 7: expected a number, got "x"'],
  ["a string in a list", [1, 2, 3, "4"], "numbers[3]: expected a number, got a string"],
  ["a bigint among numbers", [1, 2n], "numbers[1]: expected a number, got a bigint"],
  ["a number among bigints", [1n, 2], "numbers[1]: expected a bigint, got a number"],
  ["a hole", Object.assign([1, 2], { length: 3 }), "numbers[2]: expected a number, got undefined"],
  ["an object first", [{}], "numbers[0]: expected a number, got an object"],
  ["null", null, "batch: expected a list of numbers or encoded bytes, got null"],
  ["a string", "1 2", "batch: expected a list of numbers or encoded bytes, got a string"],
  ["a number", 12, "batch: expected a list of numbers or encoded bytes, got a number"],
  [
    "a DataView",
    new DataView(new ArrayBuffer(8)),
    "batch: expected a list of numbers or encoded bytes, got an object",
  ],
  ["a plain object", {}, "batch: expected a list of numbers or encoded bytes, got an object"],
  [
    "an unknown format",
    { bytes: new Uint8Array(1), format: "xml" },
    'format: expected one of text, csv, tsv, json, ndjson, f64, parquet, got "xml"',
  ],
  ["bytes that are none", { bytes: "1 2", format: "text" }, "bytes: expected a Uint8Array, got a string"],
  [
    "bytes that are integers",
    { bytes: new Uint16Array(1), format: "text" },
    "bytes: expected a Uint8Array, got an object",
  ],
  [
    "a name that is none",
    { bytes: new Uint8Array(1), format: "text", name: 1 },
    "name: expected a string, got a number",
  ],
  [
    "a field that is none",
    { bytes: new Uint8Array(1), format: "json", field: 1 },
    "field: expected a string, or a list of them, got a number",
  ],
])("addAll: %s is an error, and nothing is added", (_what, batch, message) => {
  const total = new Total().add(5);
  expect(() => total.addAll(batch as Batch)).toThrow(message);
  expect(total.toBytes()).toEqual(new Total().add(5).toBytes());
});

test("addAll: a format without a decoder is not supported", () => {
  const batch: Batch = { bytes: new Uint8Array(1), format: "parquet", name: "a.b" };
  expect(() => new Total().addAll(batch)).toThrow(
    expect.objectContaining({ code: "UNSUPPORTED", place: { source: "a.b" }, got: "parquet" }),
  );
});

test("addAll: an array whose buffer was given away is an error, not a total of 0", () => {
  const numbers = Float64Array.of(1, 2);
  const bytes = new TextEncoder().encode("1 2");
  structuredClone([numbers, bytes], { transfer: [numbers.buffer, bytes.buffer] });
  expect(() => new Total().addAll(numbers)).toThrow(TypeError);
  expect(() => new Total().addAll({ bytes, format: "text" })).toThrow(TypeError);
});

test("addAll: amounts of money have one currency over all batches, and one that was refused sets none", () => {
  const total = new Total().addAll(money("5"));
  expect(() => total.addAll(money("€1 x"))).toThrow(/expected an amount of money, got "x"/);
  total.addAll(money("$5"));
  for (const dollars of [total, total.clone()]) {
    expect(() => dollars.addAll(money("€5"))).toThrow(
      /expected an amount in \$, as the ones before, got "€5"/,
    );
    expect(dollars.addAll(money("$1 2")).toString()).toBe("13");
  }
});

function money(amounts: string): Batch {
  return { ...text(amounts), money: true };
}

test("what is neither a list nor bytes is called so", () => {
  for (const batch of [new Set([1]), new Map(), {}, new Date()]) {
    expect(() => new Total().addAll(batch as never)).toThrow(
      "batch: expected a list of numbers or encoded bytes, got an object",
    );
  }
});
