import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { binary, i32, struct } from "../../testing/compact-writer.js";
import { int32s, oneColumn, optional, three } from "../../testing/one-column.js";
import { dictionaryPage, packed, pageV1, pageV2, run } from "../../testing/parquet-file.js";
import { shownTotal } from "../../testing/parquet-outcome.js";

describe("pages by hand", () => {
  test.each<readonly [string, Buffer, string]>([
    ["version 1", oneColumn([three()]), "6 of 3, 0 empty"],
    ["version 2", oneColumn([pageV2({ values: 3, data: int32s(1, 2, 3) })]), "6 of 3, 0 empty"],
    ["several", oneColumn([three(), three()], { rows: 6 }), "12 of 6, 0 empty"],
    ["compressed", oneColumn([three({ compress: gzipSync })], { codec: "GZIP" }), "6 of 3, 0 empty"],
    ["with a checksum", oneColumn([three({ hasCrc: true })]), "6 of 3, 0 empty"],
    [
      "with nulls, version 1",
      oneColumn([pageV1({ values: 5, definitions: packed([1, 0, 1, 0, 0], 1), data: int32s(4, 5) })], {
        element: optional,
        rows: 5,
      }),
      "9 of 2, 3 empty",
    ],
    [
      "with nulls, version 2",
      oneColumn(
        [pageV2({ values: 5, nulls: 3, definitions: packed([1, 0, 1, 0, 0], 1), data: int32s(4, 5) })],
        {
          element: optional,
          rows: 5,
        },
      ),
      "9 of 2, 3 empty",
    ],
    [
      "of nulls alone, with nothing compressed",
      oneColumn([pageV2({ values: 5, nulls: 5, definitions: run(5, 0, 1), data: [], compress: gzipSync })], {
        element: optional,
        rows: 5,
        codec: "GZIP",
      }),
      "0 of 0, 5 empty",
    ],
    [
      "with a dictionary",
      oneColumn(
        [
          dictionaryPage({ values: 2, data: int32s(10, 20) }),
          pageV1({ values: 4, encoding: 8, data: [1, ...packed([0, 1, 1, 1], 1)] }),
        ],
        { rows: 4, hasDictionary: true },
      ),
      "70 of 4, 0 empty",
    ],
    [
      "with a dictionary that the footer does not tell of",
      oneColumn(
        [
          dictionaryPage({ values: 1, data: int32s(10) }),
          pageV1({ values: 4, encoding: 2, data: [0, ...run(4, 0, 0)] }),
        ],
        { rows: 4 },
      ),
      "40 of 4, 0 empty",
    ],
    [
      "a page of an index among them",
      oneColumn([pageV1({ values: 0, data: [], fields: { 1: i32(1) } }), three()]),
      "6 of 3, 0 empty",
    ],
    ["a page of no values", oneColumn([pageV1({ values: 0, data: [] }), three()]), "6 of 3, 0 empty"],
    [
      "a run of a billion nulls",
      oneColumn([pageV1({ values: 2 ** 30, definitions: run(2 ** 30, 0, 1), data: [] })], {
        element: optional,
        rows: 2 ** 30,
      }),
      "0 of 0, 1073741824 empty",
    ],
    ["of no row groups", oneColumn([], { file: { groups: [] } }), "0 of 0, 0 empty"],
    ["of a row group without rows", oneColumn([], { rows: 0 }), "0 of 0, 0 empty"],
    [
      "a long header",
      oneColumn([three({ innerFields: { 5: struct({ 1: binary("x".repeat(100_000)) }) } })]),
      "6 of 3, 0 empty",
    ],
    [
      "a decimal of no bytes",
      oneColumn([pageV1({ values: 2, data: [0, 0, 0, 0, 1, 0, 0, 0, 0xff] })], {
        element: { type: "BYTE_ARRAY", converted: 5, scale: 1 },
        rows: 2,
      }),
      "-0.1 of 2, 0 empty",
    ],
  ])("%s", async (_, bytes, total) => {
    expect(await shownTotal(bytes)).toBe(total);
  });
});
