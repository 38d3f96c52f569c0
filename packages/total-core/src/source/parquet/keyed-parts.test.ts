import { fileURLToPath } from "node:url";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TotalError, totalsBy, type NumbersApi, type Progress } from "../../index.js";
import { fileNumbers } from "../../node/index.js";
import { pageV1, parquetFile } from "../../testing/parquet-file.js";
import { ofBytes, written, type Element } from "../../testing/parquet-outcome.js";

async function groupsOf(api: NumbersApi): Promise<Record<string, string>> {
  const { groups } = await totalsBy(api);
  return Object.fromEntries(
    Array.from(groups, ([key, total]) => [key, `${total.toString()} of ${total.count}`]),
  );
}

async function faultOf(api: NumbersApi): Promise<TotalError> {
  const error: unknown = await totalsBy(api).then(
    ({ total }) => new Error(`expected a fault, got the total ${total.toString()}`),
    (reason: unknown) => reason,
  );
  if (error instanceof TotalError) return error;
  throw error;
}

const STRING: Element = { type: "BYTE_ARRAY", converted_type: "UTF8" };
const byKey = { column: "x", by: "k" };

/** A file of the numbers `x`, all 1, and of keys. */
function keyed(element: Element, data: readonly unknown[]): Uint8Array {
  return written({ x: { element: { type: "INT32" }, data: data.map(() => 1) }, k: { element, data } });
}

describe("totals by the keys in a column of Parquet", () => {
  test("rows belong together, wherever pages and row groups end, and whatever is null", () => {
    const key = fc.option(fc.constantFrom("a", "b", "c", "ü", "", "a longer key than the others"));
    const rows = fc.array(fc.tuple(fc.option(fc.integer({ min: -9, max: 9 })), key), {
      minLength: 1,
      maxLength: 80,
    });
    const sizes = {
      rowGroupSize: fc.integer({ min: 1, max: 50 }),
      pageSize: fc.integer({ min: 1, max: 60 }),
    };
    return fc.assert(
      fc.asyncProperty(rows, fc.record(sizes), async (list, options) => {
        const sums = new Map<string, { sum: number; count: number }>();
        for (const [number, name] of list) {
          const group = sums.get(name ?? "") ?? { sum: 0, count: 0 };
          sums.set(name ?? "", {
            sum: group.sum + (number ?? 0),
            count: group.count + (number === null ? 0 : 1),
          });
        }
        const x = { element: { type: "INT32" } as const, data: list.map(([number]) => number) };
        const k = { element: STRING, data: list.map(([, name]) => name) };
        const { groups, total } = await totalsBy(ofBytes(written({ x, k }, options), byKey));
        expect(Array.from(groups, ([name, group]) => [name, group.toString(), group.count])).toEqual(
          Array.from(sums, ([name, { sum, count }]) => [name, String(sum), count]),
        );
        expect(total.count).toBe(list.filter(([number]) => number !== null).length);
      }),
      { numRuns: 150 },
    );
  });

  test.each<readonly [string, Element, readonly unknown[], Record<string, string>]>([
    [
      "strings, and nulls as the empty key",
      STRING,
      ["n", null, "s", "n", ""],
      { n: "2 of 2", "": "2 of 2", s: "1 of 1" },
    ],
    ["bytes that are strings", { type: "BYTE_ARRAY" }, [Buffer.from("é")], { é: "1 of 1" }],
    [
      "integers",
      { type: "INT64" },
      [5n, -(2n ** 63n), 5n],
      { "5": "2 of 2", "-9223372036854775808": "1 of 1" },
    ],
    [
      "unsigned integers",
      { type: "INT32", converted_type: "UINT_32" },
      [2 ** 32 - 1],
      { "4294967295": "1 of 1" },
    ],
    [
      "decimals, with all digits of their scale",
      { type: "INT32", logical_type: { type: "DECIMAL", precision: 9, scale: 2 } },
      [150, -5, 150],
      { "1.50": "2 of 2", "-0.05": "1 of 1" },
    ],
    [
      "decimals in bytes",
      {
        type: "FIXED_LEN_BYTE_ARRAY",
        type_length: 2,
        logical_type: { type: "DECIMAL", precision: 4, scale: 0 },
      },
      [Uint8Array.of(0xff, 0xfe), Uint8Array.of(1, 0)],
      { "-2": "1 of 1", "256": "1 of 1" },
    ],
    [
      "booleans",
      { type: "BOOLEAN" },
      [true, false, null, true],
      { true: "2 of 2", false: "1 of 1", "": "1 of 1" },
    ],
    [
      "dates",
      { type: "INT32", converted_type: "DATE" },
      [new Date("2024-02-29"), new Date("1969-12-31")],
      { "2024-02-29": "1 of 1", "1969-12-31": "1 of 1" },
    ],
  ])("%s", async (_, element, data, groups) => {
    expect(await groupsOf(ofBytes(keyed(element, data), byKey))).toEqual(groups);
  });

  test.each([
    [
      "DOUBLE",
      { element: { type: "DOUBLE" }, data: [0.5, 0.25, null, 1e300] },
      { a: "0.75 of 2", b: `1${"0".repeat(300)} of 1` },
    ],
    [
      "INT64",
      { element: { type: "INT64" }, data: [2n ** 62n, 2n ** 62n, null, -1n] },
      { a: `${2n ** 63n} of 2`, b: "-1 of 1" },
    ],
  ] as const)("of numbers that are %s", async (_, x, groups) => {
    const bytes = written({ x, k: { element: STRING, data: ["a", "a", "a", "b"] } });
    expect(await groupsOf(ofBytes(bytes, byKey))).toEqual(groups);
  });

  test("of decimals in bytes, of other writers", async () => {
    const path = fileURLToPath(new URL("../../testing/parquet/arrow.parquet", import.meta.url));
    const { total, groups } = await totalsBy(fileNumbers(path, { column: "amount", by: "id" }));
    expect(total.toString()).toBe("-8828.32");
    expect([groups.size, groups.get("3")!.count, groups.get("4")!.toString()]).toEqual([300, 0, "-232.96"]);
    const few = await groupsOf(fileNumbers(path, { column: "id", by: "few" }));
    expect(Object.values(few)).toHaveLength(6);
  });

  test("many rows, with few keys and with many", async () => {
    const data = Array.from({ length: 50_000 }, (_, i) => i);
    const x = { element: { type: "INT32" } as const, data };
    const few = written(
      { x, k: { element: STRING, data: data.map((i) => `k${i % 3}`) } },
      { rowGroupSize: 20_000 },
    );
    expect(Object.keys(await groupsOf(ofBytes(few, byKey)))).toEqual(["k0", "k1", "k2"]);
    const many = written({ x, k: { element: STRING, data: data.map(String) } }, { pageSize: 5000 });
    const groups = await groupsOf(ofBytes(many, byKey));
    expect(Object.keys(groups)).toHaveLength(50_000);
    expect(groups["49999"]).toBe("49999 of 1");
  });

  test("bytes and empty places are counted", async () => {
    const bytes = written({
      x: { element: { type: "DOUBLE" }, data: [1, null, 3] },
      k: { element: STRING, data: ["a", "b", "a"] },
    });
    let progress: Progress | undefined;
    await totalsBy(ofBytes(bytes, byKey), { onProgress: (state) => (progress = state) });
    expect(progress).toMatchObject({ count: 2, empty: 1 });
    expect(progress!.bytes).toBeGreaterThanOrEqual(16);
  });

  test("no rows at all have no groups", async () => {
    expect(await groupsOf(ofBytes(keyed(STRING, []), byKey))).toEqual({});
  });
});

describe("keys that are none", () => {
  test.each([
    ["floating-point numbers", { type: "DOUBLE" }, [1.5]],
    ["timestamps", { type: "INT64", converted_type: "TIMESTAMP_MILLIS" }, [new Date(0)]],
    ["bytes", { type: "FIXED_LEN_BYTE_ARRAY", type_length: 2 }, [Uint8Array.of(1, 2)]],
  ] as const)("%s are UNSUPPORTED, in words", async (words, element, data) => {
    const fault = await faultOf(ofBytes(keyed(element as Element, data), byKey));
    expect(fault.code).toBe("UNSUPPORTED");
    expect(fault.message).toBe(
      `expected strings, integers, decimals, booleans or dates in the column k, got ${words}`,
    );
  });

  test("a missing column is NO_COLUMN", async () => {
    const fault = await faultOf(ofBytes(keyed(STRING, ["a"]), { column: "x", by: "q" }));
    expect(fault).toMatchObject({ code: "NO_COLUMN", expected: "one of the columns x, k", got: '"q"' });
  });

  test("bytes that are not UTF-8 are BAD_FORMAT", async () => {
    const fault = await faultOf(ofBytes(keyed({ type: "BYTE_ARRAY" }, [Uint8Array.of(0x61, 0xff)]), byKey));
    expect(fault).toMatchObject({ code: "BAD_FORMAT", expected: "a key in UTF-8" });
  });

  test("fewer keys than rows are BAD_FORMAT", async () => {
    const x = pageV1({ values: 2, data: [1, 0, 0, 0, 2, 0, 0, 0] });
    const k = pageV1({ values: 1, data: [1] });
    const bytes = parquetFile({
      schema: [
        { name: "x", type: "INT32", repetition: "REQUIRED" },
        { name: "k", type: "BOOLEAN", repetition: "REQUIRED" },
      ],
      groups: [
        {
          rows: 2,
          chunks: [
            { path: ["x"], type: "INT32", values: 2, pages: [x] },
            { path: ["k"], type: "BOOLEAN", values: 2, pages: [k] },
          ],
        },
      ],
    });
    expect((await faultOf(ofBytes(bytes, byKey))).code).toBe("BAD_FORMAT");
  });
});
