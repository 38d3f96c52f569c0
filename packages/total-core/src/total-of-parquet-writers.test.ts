/** What some writers write that others do not, and is sound. */
import { describe, expect, test } from "vitest";
import { totalsBy } from "./index.js";
import { i64 } from "./testing/compact-writer.js";
import { int32s, oneColumn, three } from "./testing/one-column.js";
import { parquetFile, pageV1, type GroupOptions } from "./testing/parquet-file.js";
import { ofBytes, outcome } from "./testing/parquet-outcome.js";

async function totalOf(bytes: Uint8Array, column?: string): Promise<string> {
  const { total, count, empty } = await outcome(ofBytes(bytes, column === undefined ? {} : { column }));
  return `${total} of ${count}, ${empty} empty`;
}

describe("row groups of no rows, which Arrow writes with no place for their pages", () => {
  const nowhere = { 9: i64(0) };
  const ofRows = (rows: number): GroupOptions => ({
    rows,
    chunks: ["x", "k"].map((name) => ({
      path: [name],
      type: "INT32",
      values: rows,
      pages: rows === 0 ? [] : [three()],
      metaFields: rows === 0 ? nowhere : {},
    })),
  });
  const columns = (...groups: readonly GroupOptions[]): Buffer =>
    parquetFile({
      schema: ["x", "k"].map((name) => ({ name, type: "INT32", repetition: "REQUIRED" })),
      groups,
    });

  test("a table of no rows totals 0", async () => {
    expect(await totalOf(oneColumn([], { rows: 0, metaFields: nowhere }))).toBe("0 of 0, 0 empty");
  });

  test.each([
    ["first", [0, 3, 3]],
    ["in between", [3, 0, 3]],
    ["last", [3, 3, 0]],
    ["several", [0, 0, 3, 0, 3]],
  ])("among others: %s", async (_, rows) => {
    const bytes = columns(...rows.map(ofRows));
    expect(await totalOf(bytes, "x")).toBe("12 of 6, 0 empty");
    const { groups } = await totalsBy(ofBytes(bytes, { column: "x", by: "k" }));
    expect(Array.from(groups, ([key, total]) => `${key}: ${total.toString()}`)).toEqual([
      "1: 2",
      "2: 4",
      "3: 6",
    ]);
  });

  test("in lists", async () => {
    const bytes = parquetFile({
      schema: [{ name: "x", type: "INT32", repetition: "REPEATED" }],
      groups: [
        {
          rows: 0,
          chunks: [{ path: ["x"], type: "INT32", values: 0, pages: [], metaFields: nowhere }],
        },
        {
          rows: 1,
          chunks: [
            {
              path: ["x"],
              type: "INT32",
              values: 2,
              pages: [pageV1({ values: 2, repetitions: [3, 2], definitions: [4, 1], data: int32s(20, 22) })],
            },
          ],
        },
      ],
    });
    expect(await totalOf(bytes)).toBe("42 of 2, 0 empty");
  });
});
