/** Sound files of writers that differ from most others. */
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { totalsBy } from "../../index.js";
import { i64 } from "../../testing/compact-writer.js";
import { int32s, oneColumn, optional, three, type OneColumn } from "../../testing/one-column.js";
import {
  dictionaryPage,
  littleEndian,
  packed,
  pageV1,
  pageV2,
  parquetFile,
  run,
  type ChunkOptions,
  type ElementOptions,
  type GroupOptions,
} from "../../testing/parquet-file.js";
import { faultOf, ofBytes, shownTotal } from "../../testing/parquet-outcome.js";

/** Arrow's place of no pages. */
const nowhere = { 9: i64(0) };
/** A row group of two columns. @param rows three, or none */
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
const twoColumns = (...groups: readonly GroupOptions[]): Buffer =>
  parquetFile({
    schema: ["x", "k"].map((name) => ({ name, type: "INT32", repetition: "REQUIRED" })),
    groups,
  });

describe("row groups of no rows, which Arrow writes with no place for their pages", () => {
  test("a table of no rows totals 0", async () => {
    expect(await shownTotal(oneColumn([], { rows: 0, metaFields: nowhere }))).toBe("0 of 0, 0 empty");
  });

  test.each([
    ["first", [0, 3, 3]],
    ["in between", [3, 0, 3]],
    ["last", [3, 3, 0]],
    ["several", [0, 0, 3, 0, 3]],
  ])("among others: %s", async (_, rows) => {
    const bytes = twoColumns(...rows.map(ofRows));
    expect(await shownTotal(bytes, "x")).toBe("12 of 6, 0 empty");
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
    expect(await shownTotal(bytes)).toBe("42 of 2, 0 empty");
  });
});

const doubles = (...values: readonly number[]): number[] => [
  ...new Uint8Array(Float64Array.from(values).buffer),
];
const ofType = (
  type: "INT64" | "DOUBLE" | "FIXED_LEN_BYTE_ARRAY" | "BYTE_ARRAY",
  length?: number,
): OneColumn => ({
  element: { type, length, converted: type.endsWith("BYTE_ARRAY") ? 5 : undefined, scale: 0 },
});

describe("zeros after the last value, of which fastparquet writes eight", () => {
  const zeros = [0, 0, 0, 0, 0, 0, 0, 0];
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
            compress: gzipSync,
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
    expect(await shownTotal(bytes)).toBe(total);
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

const group = (children: number | undefined): ElementOptions => ({
  name: "g",
  repetition: "OPTIONAL",
  children,
});
const number = (name: string): ElementOptions => ({ name, type: "INT32", repetition: "REQUIRED" });
const chunk = (...path: readonly string[]): ChunkOptions => ({
  path,
  type: "INT32",
  values: 3,
  pages: [three()],
});

describe("groups of the schema that have no columns", () => {
  test.each([
    ["first", [group(0), number("x"), number("y")]],
    ["in between", [number("x"), group(0), number("y")]],
    ["last", [number("x"), number("y"), group(0)]],
    ["which do not say so", [number("x"), group(undefined), number("y")]],
  ])("%s", async (_, schema) => {
    const bytes = parquetFile({ schema, groups: [{ rows: 3, chunks: [chunk("x"), chunk("y")] }] });
    for (const column of ["x", "y", "2"]) expect(await shownTotal(bytes, column)).toBe("6 of 3, 0 empty");
    expect((await faultOf(ofBytes(bytes, { column: "g" }))).expected).toBe("one of the columns x, y");
  });

  test("within others", async () => {
    const schema = [{ name: "s", repetition: "REQUIRED", children: 2 } as const, group(0), number("x")];
    const bytes = parquetFile({ schema, groups: [{ rows: 3, chunks: [chunk("s", "x")] }] });
    expect(await shownTotal(bytes)).toBe("6 of 3, 0 empty");
  });

  test("alone are NO_COLUMN", async () => {
    const bytes = parquetFile({ schema: [group(0)], groups: [{ rows: 3, chunks: [] }] });
    expect(await faultOf(ofBytes(bytes))).toMatchObject({
      code: "NO_COLUMN",
      expected: "a column",
      got: "none",
    });
  });
});

/** A block of nothing but literals, up to 14 of them. */
const block = (bytes: Uint8Array): Buffer => Buffer.from([bytes.length << 4, ...bytes]);
/** In 32 bits. */
const bigEndian = (length: number): Buffer => Buffer.from([0, 0, 0, length]);
/** Hadoop's framing. */
const withLengths = (bytes: Uint8Array): Uint8Array =>
  Buffer.concat([bigEndian(bytes.length), bigEndian(bytes.length + 1), block(bytes)]);
const [half, rest] = [(bytes: Buffer) => bytes.subarray(0, 6), (bytes: Buffer) => bytes.subarray(6)];

describe("pages of the codec LZ4, which was never defined", () => {
  test.each<readonly [string, (bytes: Buffer) => Uint8Array]>([
    ["in Hadoop's framing, as by Java", withLengths],
    ["of two parts", (bytes) => Buffer.concat([withLengths(half(bytes)), withLengths(rest(bytes))])],
    [
      "of one part in two blocks",
      (bytes) =>
        Buffer.concat([
          bigEndian(12),
          ...[half(bytes), rest(bytes)].flatMap((part) => [bigEndian(7), block(part)]),
        ]),
    ],
    ["one block, as by Arrow before 0.15", block],
    [
      "a frame, as by parquet-rs before 15",
      (bytes) =>
        Buffer.concat([
          Buffer.from("04224d18604082", "hex"),
          Buffer.from([13, 0, 0, 0]),
          block(bytes),
          Buffer.alloc(4),
        ]),
    ],
  ])("%s", async (_, compress) => {
    expect(await shownTotal(oneColumn([three({ compress })], { codec: "LZ4" }))).toBe("6 of 3, 0 empty");
    const shorter = three({ compress: (bytes) => compress(bytes).subarray(0, -1) });
    expect((await faultOf(ofBytes(oneColumn([shorter], { codec: "LZ4" })))).code).toBe("BAD_FORMAT");
  });
});
