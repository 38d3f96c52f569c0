import { describe, expect, test } from "vitest";
import type { DecodedBatch, Progress } from "../contract/numbers-api.js";
import { totalOf } from "./total-of.js";
import { Total } from "./total.js";

function batch(numbers: unknown, others: Partial<DecodedBatch> = {}): DecodedBatch {
  return {
    numbers: numbers as DecodedBatch["numbers"],
    format: "parquet",
    bytes: 8,
    empty: 1,
    ...others,
  };
}

const bigEndian = (width: number, ...bytes: number[]) => ({ bigEndian: Uint8Array.from(bytes), width });

describe("decoded numbers", () => {
  test.each([
    ["floats, whatever the exponent", [0.1, 0.2], -2, "0.30000000000000004"],
    ["a Float32Array, whatever the exponent", Float32Array.of(0.5), -2, "0.5"],
    ["integers", Int32Array.of(-5, 12), 0, "7"],
    ["integers of cents", Int32Array.of(-5, 12), -2, "0.07"],
    ["integers of 64 bits of cents", BigInt64Array.of(-(2n ** 63n), 1n), -2, "-92233720368547758.07"],
    ["unsigned integers of thousands", BigUint64Array.of(2n ** 64n - 1n), 3, "18446744073709551615000"],
    ["bigints of cents", [2n ** 70n, -(2n ** 70n) + 1n], -2, "0.01"],
    ["big-endian integers", bigEndian(3, 0xff, 0xff, 0xfe, 0x01, 0x00, 0x00), 0, "65534"],
    ["big-endian integers of cents", bigEndian(1, 0x80, 0x7f), -2, "-0.01"],
    ["none", Float64Array.of(), 0, "0"],
  ])("%s", (_, numbers, exponent, total) => {
    expect(new Total().addAll(batch(numbers, { exponent })).toString()).toBe(total);
  });

  test("more than fit into one step", async () => {
    const numbers = { bigEndian: new Uint8Array(200_000).map((_, i) => i % 2), width: 2 };
    const api = {
      numbers: async function* () {
        yield batch(numbers);
      },
    };
    expect((await totalOf(api)).toString()).toBe("100000");
  });

  test("their bytes and their empty places are counted", async () => {
    const api = {
      async *numbers() {
        yield batch([1]);
        yield batch([], { bytes: 0, empty: 2 });
      },
    };
    let progress: Progress | undefined;
    await totalOf(api, { onProgress: (state) => (progress = state) });
    expect(progress).toEqual({ count: 1, bytes: 8, empty: 3, missing: 0, skipped: 0 });
  });

  test.each([
    ["numbers", batch("1")],
    ["numbers[1]", batch([1, "1"])],
    ["exponent", batch([1], { exponent: "1" as never })],
    ["bytes", batch([1], { bytes: undefined as never })],
    ["empty", batch([1], { empty: null as never })],
    ["bigEndian", batch({ bigEndian: [1], width: 1 })],
  ])("%s of another kind is a TypeError that says so", (name, bad) => {
    const total = new Total();
    expect(() => total.addAll(bad)).toThrow(TypeError);
    expect(() => total.addAll(bad)).toThrow(`${name}: expected `);
    expect(total.count).toBe(0);
  });

  test.each([
    ["exponent", batch([1], { exponent: 0.5 })],
    ["exponent", batch([1], { exponent: -4001 })],
    ["bytes", batch([1], { bytes: -1 })],
    ["empty", batch([1], { empty: 0.5 })],
    ["width", batch(bigEndian(2, 1, 2, 3))],
    ["width", batch(bigEndian(0))],
  ])("%s out of range is a RangeError that says so", (name, bad) => {
    expect(() => new Total().addAll(bad)).toThrow(RangeError);
    expect(() => new Total().addAll(bad)).toThrow(`${name}: expected `);
  });
});
