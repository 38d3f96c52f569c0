/** Nulls of Parquet, which a file may count in three places. */
import { describe, expect, test } from "vitest";
import { totalsBy } from "../../index.js";
import { binary, i64, struct } from "../../testing/compact-writer.js";
import { int32s, oneColumn, optional, three } from "../../testing/one-column.js";
import { packed, pageV1, pageV2, parquetFile, run } from "../../testing/parquet-file.js";
import { faultOf, ofBytes, shownTotal } from "../../testing/parquet-outcome.js";

describe("pages of version 2 whose header does not know how many nulls there are", () => {
  const definitions = packed([1, 0, 1, 0, 0], 1);
  test.each([
    ["0, as Arrow before 12 writes without statistics", 0],
    ["-1, as parquet-java does", -1],
  ])("%s", async (_, nulls) => {
    const page = pageV2({ values: 5, nulls, definitions, data: int32s(4, 5) });
    expect(await shownTotal(oneColumn([page], { element: optional, rows: 5 }))).toBe("9 of 2, 3 empty");
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
    expect(await shownTotal(bytes)).toBe("42 of 2, 2 empty");
  });
});

/** Numbers and keys, of which two are null. @param nulls as the footer counts them */
const keyed = (nulls: number): Buffer =>
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
    expect(await shownTotal(counted(nulls, createdBy))).toBe("9 of 2, 3 empty");
  });

  test.each([
    undefined,
    "parquet-mr version 1.10.0 (build abcd)",
    "parquet-cpp-arrow version 12.0.0",
    "parquet-rs version 53.1.0",
    "DuckDB version v1.5.0 (build abcd)",
    "a writer that is not known",
  ])("are believed of others: %s", async (createdBy) => {
    expect(await shownTotal(counted(3, createdBy))).toBe("9 of 2, 3 empty");
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
    expect(await shownTotal(bytes)).toBe("42 of 2, 2 empty");
  });

  test("are not looked at where nothing can be null", async () => {
    const bytes = oneColumn([three()], { metaFields: { 12: struct({ 3: i64(2) }) } });
    expect(await shownTotal(bytes)).toBe("6 of 3, 0 empty");
  });

  test("are held to keys, too", async () => {
    const { groups } = await totalsBy(ofBytes(keyed(2), { column: "x", by: "k" }));
    expect(Array.from(groups.keys())).toEqual(["", "7"]);
    await expect(totalsBy(ofBytes(keyed(1), { column: "x", by: "k" }))).rejects.toThrow(
      "expected 1 nulls in the column k, got 2",
    );
    await expect(totalsBy(ofBytes(keyed(1), { column: "k", by: "x" }))).rejects.toThrow(
      "expected 1 nulls in the column k, got 2",
    );
  });
});
