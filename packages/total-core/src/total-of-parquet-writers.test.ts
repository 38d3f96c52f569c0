/** What some writers write that others do not, and is sound. */
import { describe, expect, test } from "vitest";
import { totalsBy } from "./index.js";
import { binary, i64, struct } from "./testing/compact-writer.js";
import { int32s, oneColumn, optional, three, type OneColumn } from "./testing/one-column.js";
import {
  dictionaryPage,
  littleEndian,
  packed,
  pageV1,
  pageV2,
  parquetFile,
  run,
  type GroupOptions,
} from "./testing/parquet-file.js";
import { faultOf, ofBytes, outcome } from "./testing/parquet-outcome.js";

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

describe("zeros after the last value, of which fastparquet writes eight", () => {
  const zeros = [0, 0, 0, 0, 0, 0, 0, 0];
  const doubles = (...values: readonly number[]): number[] => [
    ...new Uint8Array(Float64Array.from(values).buffer),
  ];
  const ofType = (
    type: "INT64" | "DOUBLE" | "FIXED_LEN_BYTE_ARRAY" | "BYTE_ARRAY",
    length?: number,
  ): OneColumn => ({
    element: { type, length, converted: type.endsWith("BYTE_ARRAY") ? 5 : undefined, scale: 0 },
  });
  test.each<readonly [string, Buffer, string]>([
    ["INT32", oneColumn([three({ data: [...int32s(1, 2, 3), ...zeros] })]), "6 of 3, 0 empty"],
    [
      "INT64",
      oneColumn([pageV1({ values: 2, data: [...littleEndian(7n, 8), ...littleEndian(-2n, 8), ...zeros] })], {
        ...ofType("INT64"),
        rows: 2,
      }),
      "5 of 2, 0 empty",
    ],
    [
      "DOUBLE",
      oneColumn([pageV1({ values: 6, data: [...doubles(1, 2, 3, 4, 5, 0.5), ...zeros] })], {
        ...ofType("DOUBLE"),
        rows: 6,
      }),
      "15.5 of 6, 0 empty",
    ],
    [
      "with nulls, compressed",
      oneColumn(
        [
          pageV1({
            values: 5,
            definitions: packed([1, 0, 1, 0, 0], 1),
            data: [...int32s(4, 5), ...zeros],
            isGzip: true,
          }),
        ],
        { element: optional, rows: 5, codec: "GZIP" },
      ),
      "9 of 2, 3 empty",
    ],
    [
      "of nulls alone, version 2",
      oneColumn([pageV2({ values: 5, nulls: 5, definitions: run(5, 0, 1), data: zeros })], {
        element: optional,
        rows: 5,
      }),
      "0 of 0, 5 empty",
    ],
    [
      "in a dictionary, and after its indices",
      oneColumn(
        [
          dictionaryPage({ values: 2, data: [...int32s(10, 20), ...zeros] }),
          pageV1({ values: 4, encoding: 8, data: [1, ...packed([0, 1, 1, 1], 1), ...zeros] }),
        ],
        { rows: 4, hasDictionary: true },
      ),
      "70 of 4, 0 empty",
    ],
    [
      "decimals of one length",
      oneColumn(
        [pageV1({ values: 3, data: [0, 1, 0, 2, 0, 3, ...zeros] })],
        ofType("FIXED_LEN_BYTE_ARRAY", 2),
      ),
      "6 of 3, 0 empty",
    ],
    [
      "decimals of one length, in a dictionary",
      oneColumn(
        [
          dictionaryPage({ values: 2, data: [0, 10, 0, 20, ...zeros] }),
          pageV1({ values: 3, encoding: 8, data: [1, ...packed([0, 1, 1], 1)] }),
        ],
        { ...ofType("FIXED_LEN_BYTE_ARRAY", 2), hasDictionary: true },
      ),
      "50 of 3, 0 empty",
    ],
    [
      "decimals of different lengths",
      oneColumn(
        [pageV1({ values: 3, data: [1, 0, 0, 0, 7, 2, 0, 0, 0, 1, 0, 0, 0, 0, 0, ...zeros] })],
        ofType("BYTE_ARRAY"),
      ),
      "263 of 3, 0 empty",
    ],
  ])("%s", async (_, bytes, total) => {
    expect(await totalOf(bytes)).toBe(total);
  });

  test("keys", async () => {
    const bytes = parquetFile({
      schema: [
        { name: "x", type: "INT32", repetition: "REQUIRED" },
        { name: "k", type: "BYTE_ARRAY", repetition: "REQUIRED" },
      ],
      groups: [
        {
          rows: 3,
          chunks: [
            { path: ["x"], type: "INT32", values: 3, pages: [three()] },
            {
              path: ["k"],
              type: "BYTE_ARRAY",
              values: 3,
              pages: [three({ data: [1, 0, 0, 0, 97, 0, 0, 0, 0, 1, 0, 0, 0, 97, ...zeros] })],
            },
          ],
        },
      ],
    });
    const { groups } = await totalsBy(ofBytes(bytes, { column: "x", by: "k" }));
    expect(Array.from(groups, ([key, total]) => `${key}: ${total.toString()}`)).toEqual(["a: 4", ": 2"]);
  });
});

describe("pages of version 2 whose header does not know how many nulls there are", () => {
  const definitions = packed([1, 0, 1, 0, 0], 1);
  test.each([
    ["0, as Arrow before 12 writes without statistics", 0],
    ["-1, as parquet-java does", -1],
  ])("%s", async (_, nulls) => {
    const page = pageV2({ values: 5, nulls, definitions, data: int32s(4, 5) });
    expect(await totalOf(oneColumn([page], { element: optional, rows: 5 }))).toBe("9 of 2, 3 empty");
  });

  test("in lists, some other number: Arrow before 12 takes it from statistics, which leave out empty lists", async () => {
    const page = pageV2({
      values: 4,
      nulls: 1,
      repetitions: run(4, 0, 1),
      definitions: packed([2, 1, 0, 2], 2),
      data: int32s(20, 22),
    });
    const bytes = parquetFile({
      schema: [
        { name: "x", repetition: "REPEATED", children: 1 },
        { name: "y", type: "INT32", repetition: "OPTIONAL" },
      ],
      groups: [{ rows: 4, chunks: [{ path: ["x", "y"], type: "INT32", values: 4, pages: [page] }] }],
    });
    expect(await totalOf(bytes)).toBe("42 of 2, 2 empty");
  });
});

describe("statistics that count nulls wrong", () => {
  const page = pageV1({ values: 5, definitions: packed([1, 0, 1, 0, 0], 1), data: int32s(4, 5) });
  const counted = (nulls: number, createdBy?: string): Buffer =>
    oneColumn([page], {
      element: optional,
      rows: 5,
      metaFields: { 12: struct({ 3: i64(nulls) }) },
      file: { fields: { 6: createdBy === undefined ? undefined : binary(createdBy) } },
    });

  test.each([
    ["parquet-mr version 1.8.1 (build abcd)", 0],
    ["parquet-cpp version 1.5.1-SNAPSHOT", 0],
    ["parquet-cpp-arrow version 3.0.0", 0],
    ["parquet-cpp-arrow version 11.0.0", 2],
    ["parquet-rs version 4.0.0 (build abcd)", 0],
    ["Arrow2 - Native Rust implementation of Arrow", 6],
    ["Polars", 6],
    ["parquet-go version 18.0.0", -5],
  ])("are not believed where their writer is known for it: %s", async (createdBy, nulls) => {
    expect(await totalOf(counted(nulls, createdBy))).toBe("9 of 2, 3 empty");
  });

  test.each([
    undefined,
    "parquet-mr version 1.10.0 (build abcd)",
    "parquet-cpp-arrow version 12.0.0",
    "parquet-rs version 53.1.0",
    "DuckDB version v1.5.0 (build abcd)",
    "a writer that is not known",
  ])("are believed of others: %s", async (createdBy) => {
    expect(await totalOf(counted(3, createdBy))).toBe("9 of 2, 3 empty");
    const fault = await faultOf(ofBytes(counted(2, createdBy)));
    expect(fault.message).toBe("offset 4: expected 2 nulls in the column x, got 3");
    expect(fault.code).toBe("BAD_FORMAT");
  });

  test("are not believed of values in structs and lists, where some writers leave out what has no parent", async () => {
    const bytes = parquetFile({
      schema: [
        { name: "s", repetition: "OPTIONAL", children: 1 },
        { name: "x", type: "INT32", repetition: "OPTIONAL" },
      ],
      groups: [
        {
          rows: 4,
          chunks: [
            {
              path: ["s", "x"],
              type: "INT32",
              values: 4,
              pages: [pageV1({ values: 4, definitions: packed([2, 1, 0, 2], 2), data: int32s(20, 22) })],
              metaFields: { 12: struct({ 3: i64(1) }) },
            },
          ],
        },
      ],
    });
    expect(await totalOf(bytes)).toBe("42 of 2, 2 empty");
  });

  test("are held to keys, too", async () => {
    const bytes = (nulls: number): Buffer =>
      parquetFile({
        schema: [
          { name: "x", type: "INT32", repetition: "REQUIRED" },
          { name: "k", type: "INT32", repetition: "OPTIONAL" },
        ],
        groups: [
          {
            rows: 3,
            chunks: [
              { path: ["x"], type: "INT32", values: 3, pages: [three()] },
              {
                path: ["k"],
                type: "INT32",
                values: 3,
                pages: [three({ definitions: packed([0, 1, 0], 1), data: int32s(7) })],
                metaFields: { 12: struct({ 3: i64(nulls) }) },
              },
            ],
          },
        ],
      });
    const { groups } = await totalsBy(ofBytes(bytes(2), { column: "x", by: "k" }));
    expect(Array.from(groups.keys())).toEqual(["", "7"]);
    await expect(totalsBy(ofBytes(bytes(1), { column: "x", by: "k" }))).rejects.toThrow(
      "expected 1 nulls in the column k, got 2",
    );
    await expect(totalsBy(ofBytes(bytes(1), { column: "k", by: "x" }))).rejects.toThrow(
      "expected 1 nulls in the column k, got 2",
    );
  });
});
