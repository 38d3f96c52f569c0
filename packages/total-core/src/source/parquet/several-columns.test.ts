import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { totalsOf, type FormatOptions } from "../../index.js";
import { ofBytes, written, type Element } from "../../testing/parquet-outcome.js";

const INTEGER: Element = { type: "INT32" };
const CENTS: Element = { type: "INT64", converted_type: "DECIMAL", scale: 2, precision: 18 };
const DOUBLE: Element = { type: "DOUBLE" };
const STRING: Element = { type: "BYTE_ARRAY", converted_type: "UTF8" };

const SALES = written({
  region: { element: STRING, data: ["north", "south", null, "north"] },
  month: { element: INTEGER, data: [5, 5, 6, 5] },
  amount: { element: CENTS, data: [150n, null, 25n, -75n] },
  weight: { element: DOUBLE, data: [0.1, 0.2, 0.3, null] },
});

async function shown(bytes: Uint8Array, options: FormatOptions): Promise<unknown> {
  const { columns, groups } = await totalsOf(ofBytes(bytes, options));
  return {
    columns: columns.map(
      ({ column, total, empty }) => `${column} ${total} of ${total.count}, ${empty} empty`,
    ),
    groups: groups.map(({ keys, totals }) => [...keys, ...totals.map(String)]),
  };
}

describe("several columns of Parquet", () => {
  test("each has a total by its own type, and its own nulls", async () => {
    expect(await shown(SALES, { column: ["weight", "amount"] })).toEqual({
      columns: ["weight 0.6 of 3, 1 empty", "amount 1 of 3, 1 empty"],
      groups: [],
    });
  });

  test("a range is of positions among the leaves of the schema", async () => {
    expect(await shown(SALES, { column: ["3-"] })).toMatchObject({
      columns: ["amount 1 of 3, 1 empty", "weight 0.6 of 3, 1 empty"],
    });
    await expect(shown(SALES, { column: "3-5" })).rejects.toThrow(
      'expected one of the columns region, month, amount, weight, or a position from 1 to 4, got "3-5"',
    );
  });

  test("keys may have several parts, of several types", async () => {
    const options = { column: ["amount", "weight"], by: ["region", "month"] };
    expect(await shown(SALES, options)).toMatchObject({
      groups: [
        ["north", "5", "0.75", "0.1"],
        ["south", "5", "0", "0.2"],
        ["", "6", "0.25", "0.3"],
      ],
    });
  });

  test("a file without rows totals 0 in each", async () => {
    const empty = written({ a: { element: INTEGER, data: [] }, b: { element: DOUBLE, data: [] } });
    expect(await shown(empty, { column: ["a", "b"] })).toMatchObject({
      columns: ["a 0 of 0, 0 empty", "b 0 of 0, 0 empty"],
    });
  });
});

test("law: columns and keys belong together by rows, wherever pages and row groups end", () => {
  const number = fc.option(fc.integer({ min: -99, max: 99 }));
  const key = fc.option(fc.constantFrom("a", "b", "ü", ""));
  const rows = fc.array(fc.tuple(number, number, key, fc.integer({ min: 0, max: 2 })), {
    minLength: 1,
    maxLength: 60,
  });
  const sizes = fc.record({
    rowGroupSize: fc.integer({ min: 1, max: 40 }),
    pageSize: fc.integer({ min: 1, max: 60 }),
  });
  return fc.assert(
    fc.asyncProperty(rows, sizes, async (list, options) => {
      const expected = new Map<string, [string, string, number, number]>();
      for (const [x, y, k, l] of list) {
        const group = expected.get(`${k ?? ""}|${l}`) ?? [k ?? "", String(l), 0, 0];
        group[2] += x ?? 0;
        group[3] += y ?? 0;
        expected.set(`${k ?? ""}|${l}`, group);
      }
      const data = (element: Element, i: number) => ({ element, data: list.map((row) => row[i]) });
      const file = written(
        { x: data(INTEGER, 0), y: data(INTEGER, 1), k: data(STRING, 2), l: data(INTEGER, 3) },
        options,
      );
      const { groups } = await totalsOf(ofBytes(file, { column: ["x", "y"], by: ["k", "l"] }));
      expect(groups.map(({ keys, totals }) => [...keys, ...totals.map((total) => total.toNumber())])).toEqual(
        [...expected.values()],
      );
    }),
    { numRuns: 60 },
  );
});
