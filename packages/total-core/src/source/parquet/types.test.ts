import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { totalsBy } from "../../index.js";
import { boolean, struct, type Thrift } from "../../testing/compact-writer.js";
import { int32s, oneColumn } from "../../testing/one-column.js";
import {
  dictionaryPage,
  littleEndian,
  pageV1,
  run,
  type ElementOptions,
} from "../../testing/parquet-file.js";
import { faultOf, ofBytes, outcome, written, type Element } from "../../testing/parquet-outcome.js";

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

/** The logical type. */
const integer = (bitWidth: number, isSigned: boolean): Thrift =>
  struct({ 10: struct({ 1: { type: 3, bytes: [bitWidth] }, 2: boolean(isSigned) }) });

describe("integers that their type cannot have are BAD_FORMAT", () => {
  // Converted types by their numbers: UINT_8 is 11, INT_8 is 15.
  test.each<readonly [string, Partial<ElementOptions>, bits: number, isSigned: boolean]>([
    ["INT_8", { converted: 15 }, 8, true],
    ["INT_16", { converted: 16 }, 16, true],
    ["UINT_8", { converted: 11 }, 8, false],
    ["UINT_16", { converted: 12 }, 16, false],
    ["INTEGER(8, true)", { logical: integer(8, true) }, 8, true],
    ["INTEGER(16, true)", { logical: integer(16, true) }, 16, true],
    ["INTEGER(8, false)", { logical: integer(8, false) }, 8, false],
    ["INTEGER(16, false)", { logical: integer(16, false), converted: 16 }, 16, false],
    ["INT_32 in 64 bits", { type: "INT64", converted: 17 }, 32, true],
    ["UINT_32 in 64 bits", { type: "INT64", converted: 13 }, 32, false],
    ["INT_8 in 64 bits", { type: "INT64", converted: 15 }, 8, true],
  ])("%s", async (_, element, bits, isSigned) => {
    const all = 2n ** BigInt(bits);
    const [least, greatest] = isSigned ? [-all / 2n, all / 2n - 1n] : [0n, all - 1n];
    const bytes = element.type === "INT64" ? 8 : 4;
    const values = (...list: readonly bigint[]): number[] =>
      list.flatMap((value) => littleEndian(value, bytes));
    const plain = (...list: readonly bigint[]): Buffer =>
      oneColumn([pageV1({ values: list.length, data: values(...list) })], { element, rows: list.length });
    const inDictionary = (...list: readonly bigint[]): Buffer =>
      oneColumn(
        [
          dictionaryPage({ values: list.length, data: values(...list) }),
          pageV1({ values: 1, encoding: 8, data: [1, ...run(1, list.length - 1, 1)] }),
        ],
        { element, rows: 1, hasDictionary: true },
      );
    expect((await outcome(ofBytes(plain(least, greatest, greatest)))).total).toBe(
      String(least + 2n * greatest),
    );
    expect((await outcome(ofBytes(inDictionary(least, greatest)))).total).toBe(String(greatest));
    const expected = `${isSigned ? "a signed" : "an unsigned"} integer of ${bits} bits`;
    for (const value of [least - 1n, greatest + 1n, 2n ** BigInt(8 * bytes - 1) - 1n]) {
      for (const file of [plain(1n, value, 1n), inDictionary(1n, value)]) {
        const fault = await faultOf(ofBytes(file));
        expect(fault).toMatchObject({ code: "BAD_FORMAT", expected, place: { offset: 4 } });
      }
    }
  });

  test("as keys, too", async () => {
    const bytes = oneColumn([pageV1({ values: 1, data: int32s(128) })], {
      element: { converted: 15 },
      rows: 1,
    });
    await expect(totalsBy(ofBytes(bytes, { column: "x", by: "x" }))).rejects.toThrow(
      "offset 4: expected a signed integer of 8 bits, got 128",
    );
  });

  test("have no bound where their type fills its bits, or more than these", async () => {
    for (const [converted, total] of [
      [17, "-1"],
      [18, "-1"],
      [13, String(2 ** 32 - 1)],
      [14, String(2 ** 32 - 1)],
      [undefined, "-1"],
    ] as const) {
      const bytes = oneColumn([pageV1({ values: 1, data: int32s(-1) })], { element: { converted }, rows: 1 });
      expect([converted, (await outcome(ofBytes(bytes))).total]).toEqual([converted, total]);
    }
  });
});
