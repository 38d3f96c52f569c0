import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { faultOf, ofBytes, outcome, written, type Element } from "./testing/parquet-outcome.js";

function twosComplement(value: bigint, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) =>
    Number(BigInt.asUintN(8, value >> BigInt(8 * (length - 1 - i)))),
  );
}

function leastBytes(value: bigint): number {
  const bits = (value < 0n ? ~value : value).toString(2).length + 1;
  return Math.ceil(bits / 8);
}

const sumOf = (values: readonly (bigint | null)[]): bigint =>
  values.reduce((a: bigint, b) => a + (b ?? 0n), 0n);

/** With the point before the last `scale` digits, and no idle zeros. */
function decimal(coefficient: bigint, scale: number): string {
  const sign = coefficient < 0n ? "-" : "";
  const digits = String(coefficient < 0n ? -coefficient : coefficient).padStart(scale + 1, "0");
  const point = digits.length - scale;
  const fraction = digits.slice(point).replace(/0+$/, "");
  return `${sign}${digits.slice(0, point)}${fraction === "" ? "" : `.${fraction}`}`;
}

describe("a column of integers is exact", () => {
  const types: readonly (readonly [string, Element, bits: number, isSigned: boolean])[] = [
    ["INT32", { type: "INT32" }, 32, true],
    ["INT64", { type: "INT64" }, 64, true],
    ["INT_8", { type: "INT32", converted_type: "INT_8" }, 8, true],
    ["UINT_32", { type: "INT32", converted_type: "UINT_32" }, 32, false],
    ["UINT_64", { type: "INT64", converted_type: "UINT_64" }, 64, false],
    [
      "INTEGER(64, false)",
      { type: "INT64", logical_type: { type: "INTEGER", bitWidth: 64, isSigned: false } },
      64,
      false,
    ],
    [
      "INTEGER(16, true)",
      { type: "INT32", logical_type: { type: "INTEGER", bitWidth: 16, isSigned: true } },
      16,
      true,
    ],
  ];
  test.each(types)("%s", (_, element, bits, isSigned) => {
    const all = 2n ** BigInt(bits);
    const integers = fc.bigInt(
      isSigned ? { min: -all / 2n, max: all / 2n - 1n } : { min: 0n, max: all - 1n },
    );
    return fc.assert(
      fc.asyncProperty(fc.array(fc.option(integers), { minLength: 1, maxLength: 100 }), async (values) => {
        const data = values.map((value) =>
          element.type === "INT32" && value !== null ? Number(value) : value,
        );
        const bytes = written({ x: { element, data } }, { rowGroupSize: 40, pageSize: 64 });
        const { total, count, empty } = await outcome(ofBytes(bytes));
        expect({ total, count, empty }).toEqual({
          total: String(sumOf(values)),
          count: values.filter((value) => value !== null).length,
          empty: values.filter((value) => value === null).length,
        });
      }),
      { numRuns: 25 },
    );
  });
});

describe("a column of decimals is exact, of every physical kind", () => {
  const kinds: readonly (readonly [string, Element, bytes: number, write: (value: bigint) => unknown])[] = [
    ["INT32", { type: "INT32" }, 4, Number],
    ["INT64", { type: "INT64" }, 8, (value) => value],
    ...[1, 5, 8, 9, 16, 17, 32].map((length): (typeof kinds)[number] => [
      `FIXED_LEN_BYTE_ARRAY(${length})`,
      { type: "FIXED_LEN_BYTE_ARRAY", type_length: length },
      length,
      (value) => twosComplement(value, length),
    ]),
    // Not always as short as possible.
    [
      "BYTE_ARRAY",
      { type: "BYTE_ARRAY" },
      20,
      (value) => twosComplement(value, leastBytes(value) + Number(value & 1n)),
    ],
  ];
  test.each(kinds)("%s", (_, physical, bytes, write) => {
    const half = 2n ** BigInt(8 * bytes - 1);
    const integers = fc.oneof(fc.bigInt({ min: -half, max: half - 1n }), fc.constantFrom(0n, 1n, -1n, 25n));
    const cases = fc.tuple(fc.array(fc.option(integers), { minLength: 1, maxLength: 60 }), fc.nat(9));
    return fc.assert(
      fc.asyncProperty(cases, async ([values, scale]) => {
        const logical_type = { type: "DECIMAL" as const, precision: 9, scale };
        const element: Element = { ...physical, logical_type };
        const data = values.map((value) => (value === null ? null : write(value)));
        const { total, count } = await outcome(
          ofBytes(written({ x: { element, data } }, { rowGroupSize: 25 })),
        );
        expect(total).toBe(count === 0 ? "0" : decimal(sumOf(values), scale));
      }),
      { numRuns: 25 },
    );
  });

  test("as older writers annotate them, too", async () => {
    const element: Element = { type: "INT32", converted_type: "DECIMAL", scale: 2, precision: 9 };
    // hyparquet-writer takes numbers for these.
    expect((await outcome(ofBytes(written({ x: { element, data: [0.1, 0.2] } })))).total).toBe("0.3");
  });
});

function doubles(...data: readonly (number | null)[]): Uint8Array {
  return written({ x: { element: { type: "DOUBLE" }, data } });
}

describe("a column of floating-point numbers is binary", () => {
  test("DOUBLE: the sum rounded once, NaN and infinities too", async () => {
    expect((await outcome(ofBytes(doubles(0.1, 0.2, null, 0.3)))).total).toBe("0.6");
    expect((await outcome(ofBytes(doubles(1e308, 1e308, -1e308)))).total).toBe(`1${"0".repeat(308)}`);
    expect((await outcome(ofBytes(doubles(1, NaN)))).total).toBe("NaN");
    expect((await outcome(ofBytes(doubles(-Infinity, 1)))).total).toBe("-Infinity");
  });

  test("FLOAT: each is the binary32 that it is", async () => {
    const bytes = written({ x: { element: { type: "FLOAT" }, data: [0.1, 0.5] } });
    expect((await outcome(ofBytes(bytes))).total).toBe(String(Math.fround(0.1) + 0.5));
  });

  test("FLOAT16", async () => {
    const element: Element = {
      type: "FIXED_LEN_BYTE_ARRAY",
      type_length: 2,
      logical_type: { type: "FLOAT16" },
    };
    const data = [1.5, -0.25, 65504, 2 ** -24, 2 ** -14, 0.0999755859375];
    const { total } = await outcome(ofBytes(written({ x: { element, data } })));
    expect(Number(total)).toBe(data.reduce((a, b) => a + b));
    expect((await outcome(ofBytes(written({ x: { element, data: [Infinity, 1] } })))).total).toBe("Infinity");
  });

  test("many of them, in many pages and row groups", async () => {
    const data = Array.from({ length: 100_000 }, (_, i) => (i % 10 === 3 ? null : i / 4));
    const bytes = written(
      { x: { element: { type: "DOUBLE" }, data } },
      { rowGroupSize: 30_000, pageSize: 10_000 },
    );
    const sum = data.reduce((a: number, b) => a + (b ?? 0), 0);
    expect(await outcome(ofBytes(bytes))).toMatchObject({ total: String(sum), count: 90_000, empty: 10_000 });
  });

  test("few different ones", async () => {
    const data = Array.from({ length: 50_000 }, (_, i) => (i % 3) / 8);
    const bytes = written({ x: { element: { type: "DOUBLE", repetition_type: "REQUIRED" }, data } });
    expect(bytes.length).toBeLessThan(20_000);
    expect((await outcome(ofBytes(bytes))).total).toBe(String(data.reduce((a, b) => a + b)));
  });
});

describe("what is no number is BAD_NUMBER, in words", () => {
  test.each([
    ["strings", { type: "BYTE_ARRAY", converted_type: "UTF8" }, ["1"]],
    ["bytes", { type: "BYTE_ARRAY" }, [Uint8Array.of(1)]],
    ["bytes", { type: "FIXED_LEN_BYTE_ARRAY", type_length: 1 }, [Uint8Array.of(1)]],
    ["booleans", { type: "BOOLEAN" }, [true]],
    ["dates", { type: "INT32", converted_type: "DATE" }, [new Date(0)]],
    ["timestamps", { type: "INT64", converted_type: "TIMESTAMP_MILLIS" }, [new Date(0)]],
    ["JSON", { type: "BYTE_ARRAY", converted_type: "JSON" }, [5]],
    [
      "UUIDs",
      { type: "FIXED_LEN_BYTE_ARRAY", type_length: 16, logical_type: { type: "UUID" } },
      [new Uint8Array(16)],
    ],
  ] as const)("%s: %j", async (words, element, data) => {
    const fault = await faultOf(ofBytes(written({ x: { element: element as Element, data } })));
    expect(fault.code).toBe("BAD_NUMBER");
    expect(fault.message).toBe(`expected numbers in the column x, got ${words}`);
  });
});
