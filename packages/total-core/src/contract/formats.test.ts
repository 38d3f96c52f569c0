import { describe, expect, test } from "vitest";
import type { FormatOption } from "./format-options.js";
import {
  beginsWith,
  exactly,
  FORMAT_TABLE,
  formatFromMediaType,
  formatFromName,
  FORMATS,
  formatsWith,
  type Format,
} from "./formats.js";

/** The formats that each option speaks to, in the order in which messages list them. */
const SPOKEN: Readonly<Record<FormatOption, readonly Format[]>> = {
  field: ["json", "ndjson"],
  skipMissing: ["json", "ndjson"],
  column: ["csv", "tsv", "parquet"],
  by: ["csv", "tsv", "json", "ndjson", "parquet"],
  header: ["csv", "tsv"],
  delimiter: ["csv", "tsv"],
  quotes: ["csv", "tsv"],
  skipLines: ["csv", "tsv"],
  comment: ["csv", "tsv"],
  thousands: ["csv", "tsv", "json", "ndjson", "text"],
  decimal: ["csv", "tsv", "json", "ndjson", "text"],
  money: ["csv", "tsv", "json", "ndjson", "text"],
};

describe("formatFromName", () => {
  test.each([
    ["x.txt", "text"],
    ["x.csv", "csv"],
    ["x.tsv", "tsv"],
    ["x.tab", "tsv"],
    ["x.json", "json"],
    ["x.ndjson", "ndjson"],
    ["x.jsonl", "ndjson"],
    ["x.f64", "f64"],
    ["x.parquet", "parquet"],
    ["/.json", "json"],
    ["a.csv/X.Y.JSON", "json"],
    ["C:\\a.csv\\x.json", "json"],
    ["x", undefined],
    ["x.dat", undefined],
    ["x.csv.bak", undefined],
    ["x.", undefined],
    ["csv", undefined],
    ["a.json/x", undefined],
    ["x.constructor", undefined],
    ["", undefined],
  ])("%j is %s", (name, format) => {
    expect(formatFromName(name)).toEqual({ format, compression: undefined });
  });

  test.each([
    ["a/Sales.CSV.gz", "csv", "gzip"],
    ["x.ndjson.ZST", "ndjson", "zstd"],
    ["x.gz", undefined, "gzip"],
    ["x.json.gz.gz", undefined, "gzip"],
    ["gz", undefined, undefined],
  ])("%j is %s in %s", (name, format, compression) => {
    expect(formatFromName(name)).toEqual({ format, compression });
  });
});

describe("formatFromMediaType", () => {
  test.each([
    ["application/json", "json"],
    ["application/vnd.x+json", "json"],
    ["application/xml", undefined],
    ["toString", undefined],
    ["", undefined],
  ])("%j is %s", (type, format) => {
    expect(formatFromMediaType(type)).toBe(format);
  });
});

describe.each(FORMATS)("the row of %s", (format) => {
  const { extensions, mediaTypes } = FORMAT_TABLE[format];

  test("is found by each of its extensions and media types", () => {
    for (const extension of extensions) {
      expect(formatFromName(`a.${extension}`)).toEqual({ format, compression: undefined });
    }
    for (const type of mediaTypes) expect(formatFromMediaType(type)).toBe(format);
  });

  test("has options that say so", () => {
    const options = Object.keys(SPOKEN) as FormatOption[];
    expect(FORMAT_TABLE[format].options.toSorted()).toEqual(
      options.filter((option) => SPOKEN[option].includes(format)).toSorted(),
    );
    for (const option of options) expect(formatsWith(option)).toEqual(SPOKEN[option]);
  });
});

describe("first bytes", () => {
  test.each([
    [[], undefined],
    [[1], undefined],
    [[1, 2], true],
    [[1, 2, 3], true],
    [[2], false],
    [[1, 3, 2], false],
  ])("1, 2 of %j: %s", (prefix, begins) => {
    expect(beginsWith(exactly([1, 2]), Uint8Array.from(prefix))).toBe(begins);
  });
});
