import { describe, expect, test } from "vitest";
import { formatFromMediaType, formatFromName } from "./formats.js";

describe("formatFromName", () => {
  test.each([
    ["x.txt", "text"],
    ["x.csv", "csv"],
    ["x.tsv", "tsv"],
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
