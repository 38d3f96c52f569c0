import { gzipSync } from "node:zlib";
import { parquetWriteBuffer } from "hyparquet-writer";
import { expect, test } from "vitest";
import { newFile } from "../node/threads/threads.cases.js";
import type { ShardOptions } from "./shard.js";
import { differencesOf } from "./shards.cases.js";
import { temporaryFolder } from "../testing/temporary-folder.js";

const folder = temporaryFolder();

const BOM = "\ufeff";

/** @param counts of shards */
export function sameAsOneMachine(counts: readonly number[]): void {
  const differences = async (
    content: string | Uint8Array,
    options: ShardOptions,
    more: readonly number[] = [],
  ) => differencesOf([await newFile(folder, content)], options, [...counts, ...more]);

  test.each([
    ["nothing at all", ""],
    ["numbers of all lengths", "1 22 333 4444 55555 -6.5 +.25 7. 8e3 9E-2"],
    ["CRLF, tabs, blank lines and spaces at both ends", " \r\n1\r\n\r\n\t2 \r\n3\t\r\n "],
    ["no line feed at the end", "1\n2\n33"],
    ["a byte-order mark", `${BOM}12 3\n4`],
    ["a bad token at the start", "x 1 2"],
    ["a bad token at the end", "1 2\n3 x"],
    ["a bad token on a line that began long ago", "1 2 3 4 5 6 7 8 9 10 11 12 x 13"],
    ["many bad tokens", "1\n2 a\nb 3\n\n c\n4 5 d"],
    ["a NUL byte", "1\n2\0\n3"],
    ["one long token", "1".repeat(100)],
    ["numbers that other options would read", "1,5 2,50 1.234,56"],
  ])("text: %s", async (_what, content) => {
    expect(await differences(content, { format: "text" })).toEqual([]);
  });

  test.each([
    ["a quoted cell with line breaks over many shards", `a,b\n1,"x\n\n5,6\n7,8\n"\n2,y\n3,"z\n"`],
    ["CRLF, a mark, no line feed at the end", `${BOM}a,b\r\n1,2\r\n"3","4"`],
    ["a header longer than the shards", `${"x".repeat(70)},b\n1,2\n3,4\n`],
    ["a header alone", "a,b"],
    ["a header in quotes with line breaks", `a,"b\nc\nd"\n1,2\n`],
    ["nothing at all", ""],
    ["a bad number late", "a,b\n1,2\n3,4\n5,six\n"],
    ["a bad number behind quoted line breaks", `a,b\n1,"\n\n\n"\n2,"\n"\nx,3\n`],
    ["a ragged row", "a,b\n1,2\n3\n4,5\n"],
    ["a quote out of place", `a,b\n1,2\n3,nail 5" long\n4,5\n`],
    ["quotes that swallow rows", `a,b\n1,"\n2,"\n3,"\n4,"\n5,"\n6,"\n`],
    ["a field that ends in the middle of the file", `a,b\n1,"${"1,2\n".repeat(20)}"\n3,4\n5,6\n`],
    ["a quote that never ends", `a,b\n1,2\n3,"${"1,2\n".repeat(20)}`],
    ["a number in the header", "1,b\n2,3\n"],
    ["no such column", "c,b\n2,3\n"],
    ["another delimiter", "a;b\n2;3\n"],
    ["empty cells", "a,b\n,3\n \n,4\n"],
  ])("csv: %s", async (_what, content) => {
    expect(await differences(content, { format: "csv", column: "a" })).toEqual([]);
  });

  test.each([
    ["lines to skip", 'bank\nof "x\na,b\n1,2\n3,4\n', { skipLines: 2, column: "a" }],
    ["comments", "# 1\na,b\n#3\n1,2\n#x\n3,4\n", { comment: "#", column: "a" }],
    ["no header", "1,2\n3,4\n", { header: false, column: 2 }],
    ["no quotes", `a,b\n1,"\n2,"\n3,x"\n`, { quotes: false, column: "a" }],
    ["white space between fields", "a  b\n1  2\n10 20\nx  1\n", { delimiter: "whitespace", column: "b" }],
    ["groups of digits", "a;b\n1.234,5;2\n3;4\n", { thousands: ".", decimal: ",", column: "a" }],
    ["money", "a,b\n$1.50,2\n(2.00),3\n$3,4\n", { money: true, column: "a" }],
    ["two currencies", "a,b\n$1.50,2\n2.00,3\n3 EUR,4\n", { money: true, column: "a" }],
    ["several columns", "a,b\n1,2\n3,4\n5,\n", { column: ["a", "b"] }],
    ["a range of columns", "a,b\n1,2\n3,x\n5,\n", { column: "1-" }],
    ["several columns in another order", "a,b,c\n1,2,x\n3,4,y\n5,6,z\n", { column: ["b", "a"] }],
    ["a column twice", "a,b\n1,2\n3,4\n5,6\n", { column: ["b", "b"] }],
    ["several columns behind quotes", 'a,b\n"1\n","2"\n"3","4"\n"5","\n6"\n', { column: ["a", "b"] }],
    ["several columns without names", "1;2\n3;4\n5;6\n", { column: [2, 1], header: false }],
    ["several columns of words", "a b\n1 2\n3   4\n5 x\n", { column: ["b", "a"], delimiter: "whitespace" }],
    ["several columns of a header alone", "a,b", { column: ["a", "b"] }],
    ["a range that is one column", "a\n1\n3\n5\n", { column: "1-" }],
    ["keys", "a,b\n1,x\n2,y\n3,x\n", { column: "a", by: "b" }],
    ["keys of two parts", "a,b,c\n1,x,1\n2,y,2\n3,x,1\n", { column: "a", by: ["b", "c"] }],
  ] as const)("csv with options: %s", async (_what, content, options) => {
    expect(await differences(content, { format: "csv", ...options })).toEqual([]);
  });

  test.each([
    ["doubles", doubles(1, 2.5, -3, 1e300)],
    ["NaN and infinities", doubles(NaN, Infinity, -Infinity, -0)],
    ["an end within a double", doubles(1, 2).subarray(0, 13)],
    ["three bytes", new Uint8Array(3)],
    ["nothing at all", new Uint8Array(0)],
  ])("f64: %s", async (_what, content) => {
    expect(await differences(content, { format: "f64" }, [5, 11, 16])).toEqual([]);
  });

  test.each([
    ["numbers", '{"x":1}\n{"x":2.5}\n\n{"x":null}\n{"x":"3"}'],
    ["a bad one", '{"x":1}\n{"x":2.5}\n{"x":"a"}\n{"x":3}'],
    ["broken JSON", '{"x":1}\n{"x":2.5\n{"x":3}'],
    ["no such field", '{"x":1}\n{"y":2.5}\n{"x":3}'],
    ["CRLF and a mark", `${BOM}{"x":1}\r\n{"x":2}\r\n`],
  ])("ndjson: %s", async (_what, content) => {
    expect(await differences(content, { format: "ndjson", field: "x" })).toEqual([]);
    expect(await differences(content, { format: "ndjson", field: "x", skipMissing: true })).toEqual([]);
  });

  test.each([
    ["numbers", '{"x":1,"y":2}\n{"x":3,"y":null}\n{"y":"5","x":"6"}\n'],
    ["a bad one", '{"x":1,"y":2}\n{"x":3,"y":"a"}\n{"y":5,"x":"b"}\n'],
    ["one missing", '{"x":1,"y":2}\n{"x":3}\n{"y":5,"x":6}\n'],
  ])("ndjson, several fields: %s", async (_what, content) => {
    const options: ShardOptions = { format: "ndjson", field: ["y", "x"] };
    expect(await differences(content, options)).toEqual([]);
    expect(await differences(content, { ...options, skipMissing: true })).toEqual([]);
    expect(await differences(content, { ...options, column: ["a", "b"], field: "x" })).toEqual([]);
  });

  test.each([
    ["JSON", "[1,2,3.5]", {}],
    ["JSON by its bytes", '[{"x":1},{"x":2}]', { field: "x" }],
    ["NDJSON by its bytes", '{"x":1}\n{"x":2}\n', { field: "x" }],
    ["keys of JSON", '{"x":1,"k":"a"}\n{"x":2,"k":"b"}\n{"x":2,"k":"a"}\n', { field: "x", by: "k" }],
    ["gzip", gzipSync("1 2 3\n".repeat(40)), {}],
    ["damaged gzip", gzipSync("1 2 3\n".repeat(40)).subarray(0, -3), {}],
  ])("read whole: %s", async (_what, content, options) => {
    expect(await differences(content, options)).toEqual([]);
  });

  test.each([
    ["one column", { column: "cents" }],
    ["several columns", { column: ["cents", "weight"] }],
    ["keys", { column: "cents", by: "region" }],
    ["a column of texts", { column: "region" }],
    ["no such column", { column: "cent" }],
    ["none named", {}],
  ] as const)("parquet: %s", async (_what, options) => {
    const content = salesIn([3, 1, 40, 0, 2]);
    expect(await differences(content, options, [5])).toEqual([]);
    expect(await differences(content.with(content.indexOf(0x15) + 1, 0xff), options)).toEqual([]);
  });

  test("several sources in one shard, empty ones among them", async () => {
    const contents = ["1 2 3\n", "", "4 5", "", "", "6\n7\n8\n", ""];
    const paths = await Promise.all(contents.map((content) => newFile(folder, content)));
    expect(await differencesOf(paths, {}, [...counts, 4, 5, 9])).toEqual([]);
  });

  test.each([
    ["a fault in the second", ["a\n1\n2\n", "a\n1\nx\n", "a\ny\n"], { column: "a" }],
    ["other columns", ["a,b\n1,2\n3,4\n", "c,d\n1,2\n"], { column: ["1", "2"] }],
    ["fewer columns", ["a,b\n1,2\n3,4\n", "c\n1\n"], { column: "1-" }],
    ["numbers in no columns", ["a,b\n1,2\n3,4\n", ""], { column: ["a", "b"] }],
    ["one currency", ["a\n1\n$2\n", "a\n1\n", "a\n$1\n3\n"], { column: "a", money: true }],
    ["another currency", ["a\n1\n$2\n", "a\n1\n3 EUR\n", "a\n$1\n3\n"], { column: "a", money: true }],
    ["two others", ["a\n1\n$2\n", "a\n1\n3 EUR\n5 USD\n", "a\n$1\n3\n"], { column: "a", money: true }],
    ["a fault before another currency", ["a\n1\n$2\n", "a\nx\n3 EUR\n"], { column: "a", money: true }],
    ["the same keys", ["a,b\n1,x\n2,y\n", "a,b\n3,z\n4,x\n"], { column: "a", by: "b" }],
    ["wrong guesses", [`a,b\n1,"\n2,3\n"\n`, `a,b\n1,"\n2,3\n2,3\n"\n7,8\n`], { column: "a" }],
  ] as const)("several CSV files: %s", async (_what, contents, options) => {
    const paths = await Promise.all(contents.map((content) => newFile(folder, content)));
    expect(await differencesOf(paths, { format: "csv", ...options }, counts)).toEqual([]);
  });
}

/** A Parquet file with row groups of so many rows. */
function salesIn(groups: readonly number[]): Uint8Array {
  const rows = groups.reduce((sum, count) => sum + count, 0);
  const numbers = Array.from({ length: rows }, (_, i) => i);
  const bytes = parquetWriteBuffer({
    schema: [
      { name: "root", num_children: 3 },
      { name: "region", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" },
      {
        name: "cents",
        type: "INT64",
        converted_type: "DECIMAL",
        scale: 2,
        precision: 18,
        repetition_type: "OPTIONAL",
      },
      { name: "weight", type: "DOUBLE", repetition_type: "OPTIONAL" },
    ],
    columnData: [
      { name: "region", data: numbers.map((i) => `r${i % 3}`) },
      { name: "cents", data: numbers.map((i) => (i % 5 === 0 ? null : BigInt(i * i))) },
      { name: "weight", data: numbers.map((i) => i / 10) },
    ],
    rowGroupSize: [...groups],
  });
  return new Uint8Array(bytes);
}

function doubles(...values: number[]): Uint8Array {
  return new Uint8Array(Float64Array.from(values).buffer);
}
