import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { TotalError } from "../../index.js";
import { binary, i32, i64, list, struct } from "../../testing/compact-writer.js";
import { int32s, oneColumn, optional, three, type OneColumn } from "../../testing/one-column.js";
import {
  bigEndian,
  dictionaryPage,
  littleEndian,
  packed,
  pageV1,
  pageV2,
  parquetFile,
  run,
  withFooter,
} from "../../testing/parquet-file.js";
import { faultOf, ofBytes, outcome, shownTotal } from "../../testing/parquet-outcome.js";

const decimals: OneColumn = { element: { type: "FIXED_LEN_BYTE_ARRAY", length: 2, converted: 5, scale: 0 } };
const withDictionary = (
  data: readonly number[],
  dictionary = dictionaryPage({ values: 2, data: int32s(1, 2) }),
) => oneColumn([dictionary, pageV1({ values: 3, encoding: 8, data })], { hasDictionary: true });

/** Two values in lists, with those repetition levels. */
const lists = (repetitions: readonly number[], options: OneColumn) =>
  oneColumn([pageV1({ values: 2, repetitions, definitions: run(2, 1, 1), data: int32s(20, 22) })], {
    element: { repetition: "REPEATED" },
    ...options,
  });

/** Three numbers in structs that may be null, as the numbers may, from a dictionary: there nothing shows that too few were asked for. */
const inStructs = (definitions: readonly number[]) =>
  parquetFile({
    schema: [
      { name: "s", repetition: "OPTIONAL", children: 1 },
      { name: "x", type: "INT32", repetition: "OPTIONAL" },
    ],
    groups: [
      {
        rows: 3,
        chunks: [
          {
            path: ["s", "x"],
            type: "INT32",
            values: 3,
            pages: [
              dictionaryPage({ values: 1, data: int32s(7) }),
              pageV1({ values: 3, encoding: 8, definitions, data: [0, ...run(3, 0, 0)] }),
            ],
          },
        ],
      },
    ],
  });

describe("what is damaged is BAD_FORMAT", () => {
  test.each<readonly [string, Uint8Array]>([
    ["nothing", Buffer.alloc(0)],
    ["a magic number alone", Buffer.from("PAR1")],
    ["two magic numbers", Buffer.from("PAR1PAR1")],
    ["text", Buffer.from("1 2 3, and no Parquet at all")],
    ["another beginning", Buffer.concat([Buffer.from("PAR2"), oneColumn([three()]).subarray(4)])],
    ["another end", Buffer.concat([oneColumn([three()]).subarray(0, -1), Buffer.from("2")])],
    ["a footer longer than the file", withFooter(Buffer.from("PAR1"), struct({}), 2 ** 31)],
    ["a footer into the first bytes", withFooter(Buffer.from("PAR1"), struct({}), 5)],
    ["an empty footer", withFooter(Buffer.from("PAR1"), struct({}))],
    [
      "a footer without a schema",
      withFooter(Buffer.from("PAR1"), struct({ 1: i32(2), 3: i64(0), 4: list([]) })),
    ],
    [
      "a list of 2^31 row groups",
      withFooter(Buffer.from("PAR1"), struct({ 4: list([struct({})], 2 ** 31) })),
    ],
    ["other rows", oneColumn([three()], { file: { rows: 4 } })],
    ["less than no rows", oneColumn([three()], { rows: -1 })],
    ["more rows than values", oneColumn([three()], { values: 3, rows: 4 })],
    ["fewer values in pages", oneColumn([three()], { rows: 4 })],
    ["more values in pages", oneColumn([three()], { rows: 2 })],
    ["no pages", oneColumn([])],
    ["rows, and nowhere any values of them", oneColumn([three()], { rows: 3, values: 0 })],
    ["lists of no rows", lists([...run(1, 0, 1), ...run(1, 1, 1)], { rows: 0, values: 2 })],
    ["lists of fewer values than rows", lists(run(2, 0, 1), { rows: 3, values: 2 })],
    ["another column's path", oneColumn([three()], { path: ["y"] })],
    ["another column's type", oneColumn([three()], { metaFields: { 1: i32(2) } })],
    ["a column beyond the footer", oneColumn([three()], { metaFields: { 9: i64(2 ** 40) } })],
    ["a column before the file", oneColumn([three()], { metaFields: { 9: i64(-1) } })],
    ["a schema with too many children", oneColumn([three()], { element: { children: 2, type: undefined } })],
    ["no such page", oneColumn([Buffer.from([0xff, 0xff, 0xff])])],
    ["a page longer than the file", oneColumn([three({ fields: { 3: i32(2 ** 28) } })])],
    ["a page of another length", oneColumn([three({ fields: { 2: i32(13) } })])],
    ["a page of less than nothing", oneColumn([three({ fields: { 3: i32(-1) } })])],
    ["a page without its header", oneColumn([three({ fields: { 5: undefined } })])],
    ["a page that does not fit its checksum", oneColumn([three({ fields: { 4: i32(1) } })])],
    ["damaged compression", oneColumn([three()], { codec: "GZIP" })],
    // A page of three integers, where the page and the footer say that there are four.
    [
      "too few bytes in LZ4_RAW",
      oneColumn(
        [
          pageV1({
            values: 4,
            data: int32s(1, 2, 3, 4),
            compress: (bytes) => Buffer.from([0xc0, ...bytes.subarray(0, 12)]),
          }),
        ],
        { codec: "LZ4_RAW", rows: 4 },
      ),
    ],
    [
      "too few bytes in SNAPPY",
      oneColumn(
        [
          pageV1({
            values: 4,
            data: int32s(1, 2, 3, 4),
            compress: (bytes) => Buffer.from([12, 0x2c, ...bytes.subarray(0, 12)]),
          }),
        ],
        { codec: "SNAPPY", rows: 4 },
      ),
    ],
    [
      "compression cut short",
      oneColumn([pageV1({ values: 3, data: int32s(1, 2, 3), compress: gzipSync, fields: { 3: i32(20) } })], {
        codec: "GZIP",
      }),
    ],
    ["too few bytes", oneColumn([pageV1({ values: 3, data: int32s(1, 2) })])],
    ["too many bytes", oneColumn([pageV1({ values: 3, data: int32s(1, 2, 3, 4) })])],
    [
      "values in a page of nulls alone, version 1",
      oneColumn([three({ definitions: run(3, 0, 1) })], { element: optional }),
    ],
    [
      "values in a page of nulls alone, version 2",
      oneColumn([pageV2({ values: 3, nulls: 3, definitions: run(3, 0, 1), data: int32s(1, 2, 3) })], {
        element: optional,
      }),
    ],
    ["something after zeros", oneColumn([three({ data: [...int32s(1, 2, 3, 0), 1] })])],
    ["streams of too many bytes", oneColumn([three({ encoding: 9, data: int32s(1, 2, 3, 0) })])],
    [
      "a value of zeros that no header counts",
      oneColumn([three(), three({ values: 2, data: int32s(7, 0, 0) })], { rows: 6 }),
    ],
    [
      "something after the values of a dictionary",
      withDictionary([1, ...run(3, 1, 1)], dictionaryPage({ values: 2, data: int32s(1, 2, 3) })),
    ],
    [
      "something after the last decimal of one length",
      oneColumn([three({ data: [0, 1, 0, 2, 0, 3, 0, 4] })], decimals),
    ],
    [
      "levels that end early",
      oneColumn([pageV1({ values: 3, definitions: [], data: int32s(1, 2, 3) })], { element: optional }),
    ],
    ["no levels", oneColumn([pageV1({ values: 3, data: [] })], { element: optional })],
    [
      "levels longer than the page",
      oneColumn([pageV1({ values: 3, data: int32s(2 ** 30) })], { element: optional }),
    ],
    [
      "other nulls than the header says",
      oneColumn([pageV2({ values: 3, nulls: 1, definitions: run(3, 1, 1), data: int32s(1, 2, 3) })], {
        element: optional,
      }),
    ],
    [
      "nulls in the header of a page that can have none",
      oneColumn([pageV2({ values: 3, nulls: 1, data: int32s(1, 2, 3) })]),
    ],
    [
      "other nulls in one of several pages",
      oneColumn(
        [1, 2].map((nulls) =>
          pageV2({ values: 3, nulls, definitions: packed([1, 0, 1], 1), data: int32s(1, 2) }),
        ),
        { element: optional, rows: 6 },
      ),
    ],
    ["lists that do not begin with a row", lists([...run(1, 1, 1), ...run(1, 0, 1)], { rows: 1, values: 2 })],
    [
      "lists that do not begin with a row, after a page of no values, version 2",
      oneColumn(
        [
          pageV2({ values: 0, data: [] }),
          pageV2({ values: 2, repetitions: run(2, 1, 1), definitions: run(2, 1, 1), data: int32s(1, 2) }),
        ],
        { element: { repetition: "REPEATED" }, rows: 2 },
      ),
    ],
    ["lists without the levels that tell them apart", lists([], { rows: 2, values: 2 })],
    ["a run of levels that are too high", inStructs(run(3, 3, 2))],
    ["levels that are too high", inStructs(packed([2, 3, 2], 2))],
    [
      "levels beyond the page",
      oneColumn([pageV2({ values: 3, data: int32s(1, 2, 3), innerFields: { 5: i32(1000) } })], {
        element: optional,
      }),
    ],
    ["no dictionary", oneColumn([pageV1({ values: 3, encoding: 8, data: [1, ...run(3, 0, 1)] })])],
    ["an index beyond the dictionary", withDictionary([2, ...run(3, 2, 2)])],
    ["indices of too many bits", withDictionary([33, ...run(3, 1, 8)])],
    ["indices that end early", withDictionary([1, ...run(2, 1, 1)])],
    ["no indices at all", withDictionary([])],
    [
      "a dictionary that ends early",
      withDictionary([1, ...run(3, 1, 1)], dictionaryPage({ values: 3, data: int32s(1, 2) })),
    ],
    ["differences that end early", oneColumn([pageV1({ values: 3, encoding: 5, data: [8, 1, 3, 0] })])],
    ["fewer differences than values", oneColumn([pageV1({ values: 3, encoding: 5, data: [8, 1, 1, 0] })])],
    ["streams that end early", oneColumn([pageV1({ values: 3, encoding: 9, data: int32s(1, 2) })])],
    ["decimals that end early", oneColumn([pageV1({ values: 3, data: [1, 2, 3, 4] })], decimals)],
    [
      "decimals of no length",
      oneColumn([pageV1({ values: 3, data: [] })], { element: { ...decimals.element, length: 0 } }),
    ],
    [
      "a scale below 0",
      oneColumn([pageV1({ values: 3, data: [1, 2, 3, 4, 5, 6] })], {
        element: { ...decimals.element, scale: -1 },
      }),
    ],
    [
      "a scale past 4000",
      oneColumn([pageV1({ values: 3, data: [1, 2, 3, 4, 5, 6] })], {
        element: { ...decimals.element, scale: 2 ** 30 },
      }),
    ],
    [
      "a decimal longer than its page",
      oneColumn([pageV1({ values: 1, data: [9, 0, 0, 0, 1] })], {
        element: { type: "BYTE_ARRAY", converted: 5 },
        rows: 1,
      }),
    ],
    [
      "something after the last decimal",
      oneColumn([pageV1({ values: 1, data: [1, 0, 0, 0, 1, 7] })], {
        element: { type: "BYTE_ARRAY", converted: 5 },
        rows: 1,
      }),
    ],
    [
      "prefixes of nothing",
      oneColumn([pageV1({ values: 1, encoding: 7, data: [8, 1, 1, 2, 8, 1, 1, 0] })], {
        ...decimals,
        rows: 1,
      }),
    ],
    [
      "lengths below nothing",
      oneColumn([pageV1({ values: 1, encoding: 7, data: [8, 1, 1, 1, 8, 1, 1, 0] })], {
        ...decimals,
        rows: 1,
      }),
    ],
    [
      "decimals of other lengths",
      oneColumn([pageV1({ values: 1, encoding: 7, data: [8, 1, 1, 0, 8, 1, 1, 2, 5] })], {
        ...decimals,
        rows: 1,
      }),
    ],
  ])("%s", async (_, bytes) => {
    expect((await faultOf(ofBytes(bytes))).code).toBe("BAD_FORMAT");
  });

  test("and tells where in the file", async () => {
    const fault = await faultOf(
      ofBytes(oneColumn([three(), three({ fields: { 4: i32(1) } })], { rows: 6 }), {}),
    );
    expect(fault.place.offset).toBe(4 + three().length);
    expect(fault.message).toMatch(/^offset \d+: expected a page that fits its checksum, got another$/);
  });
});

describe("what cannot be read is UNSUPPORTED", () => {
  test.each<readonly [string, Uint8Array]>([
    ["an encrypted footer", Buffer.from("PARE, and then who knows what PARE")],
    ["an encrypted column", oneColumn([three()], { chunkFields: { 8: struct({ 1: struct({}) }) } })],
    ["a column in another file", oneColumn([three()], { chunkFields: { 1: binary("other.parquet") } })],
    ["a compression that nobody knows", oneColumn([three()], { codec: "LZO" })],
    ["a compression with another number", oneColumn([three()], { metaFields: { 4: i32(99) } })],
    ["an encoding with another number", oneColumn([three({ encoding: 4 })])],
    [
      "levels in an old encoding",
      oneColumn([three({ definitions: [], innerFields: { 3: i32(4) } })], { element: optional }),
    ],
    ["a page of half a gigabyte", oneColumn([three({ fields: { 2: i32(2 ** 30) } })])],
  ])("%s", async (_, bytes) => {
    expect((await faultOf(ofBytes(bytes))).code).toBe("UNSUPPORTED");
  });

  test.each(["SNAPPY", "LZ4_RAW"] as const)(
    "a page in %s that says that it is far too long is BAD_FORMAT",
    async (codec) => {
      const bytes = oneColumn([three({ fields: { 2: i32(2 ** 29 - 1) } })], { codec });
      expect((await faultOf(ofBytes(bytes))).code).toBe("BAD_FORMAT");
    },
  );
});

test("a schema without columns is NO_COLUMN", async () => {
  const fault = await faultOf(ofBytes(oneColumn([three()], { file: { schema: [] } })));
  expect(fault).toMatchObject({ code: "NO_COLUMN", expected: "a column", got: "none" });
});

test("a row group with other columns than the schema is BAD_FORMAT", async () => {
  const schema = ["x", "y"].map((name) => ({ name, type: "INT32", repetition: "REQUIRED" }) as const);
  const fault = await faultOf(ofBytes(oneColumn([three()], { file: { schema } }), { column: "x" }));
  expect(fault).toMatchObject({ code: "BAD_FORMAT", expected: "2 columns in a row group", got: "1" });
});

function oneDecimal(length: number): Buffer {
  const data = [...littleEndian(BigInt(length), 4), ...bigEndian(1n, length)];
  return oneColumn([pageV1({ values: 1, data })], { element: { type: "BYTE_ARRAY", converted: 5 }, rows: 1 });
}

test("a decimal past 10^4000 is EXPONENT_RANGE", async () => {
  expect(await shownTotal(oneDecimal(1661))).toBe("1 of 1, 0 empty");
  expect((await faultOf(ofBytes(oneDecimal(1662)))).code).toBe("EXPONENT_RANGE");
});

describe("where the file counts its nulls, a bit lost before the footer is an error or leaves as many numbers, without checksums", () => {
  const levels = Array.from({ length: 40 }, (_, i) => (i % 7 === 3 ? 0 : 1));
  const count = levels.filter((level) => level === 1).length;
  const definitions = [...packed(levels.slice(0, 32), 1), ...run(3, 1, 1), ...run(1, 0, 1), ...run(4, 1, 1)];
  const nulls = levels.length - count;
  const values = { values: levels.length, definitions };
  const statistics = { 12: struct({ 3: i64(nulls) }) };
  const inDictionary = { encoding: 8, data: [2, ...run(count, 2, 2)] };
  const dictionary = dictionaryPage({ values: 4, data: int32s(1, 20, 300, 4000) });
  const common = { element: optional, rows: levels.length };
  test.each<readonly [string, Buffer]>([
    [
      "by their place in a dictionary, version 1",
      oneColumn([dictionary, pageV1({ ...values, ...inDictionary })], { ...common, metaFields: statistics }),
    ],
    [
      "by their place in a dictionary, version 2",
      oneColumn([dictionary, pageV2({ ...values, nulls, ...inDictionary })], common),
    ],
    [
      "themselves",
      oneColumn([pageV1({ ...values, data: int32s(...Array.from({ length: count }, (_, i) => i)) })], {
        ...common,
        metaFields: statistics,
      }),
    ],
  ])("%s", async (_, bytes) => {
    expect(await outcome(ofBytes(bytes))).toMatchObject({ count, empty: nulls });
    const footer = bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8);
    for (let bit = 8 * 4; bit < 8 * footer; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = changed[bit >> 3]! ^ (1 << (bit & 7));
      const numbers = await outcome(ofBytes(changed)).then(
        (result) => result.count,
        (error: unknown) => error instanceof TotalError && error.code,
      );
      expect([bit, numbers]).toEqual([bit, expect.toBeOneOf([count, "BAD_FORMAT", "UNSUPPORTED"])]);
    }
  });
});
