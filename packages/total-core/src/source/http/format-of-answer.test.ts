import { describe, expect, test } from "vitest";
import type { TotalError } from "../../errors.js";
import type { Format } from "../../numbers-api.js";
import { formatOfAnswer } from "./format-of-answer.js";

function formatOf(
  contentType: string | undefined,
  clues: { path?: string; answeredBy?: string; given?: Format; isEncoded?: boolean } = {},
): string {
  const { path = "/numbers", answeredBy = path, given, isEncoded = false } = clues;
  const urls = [path, answeredBy].map((one) => new URL(one, "http://x.test"));
  try {
    return formatOfAnswer({ given, contentType, isEncoded, urls, name: "http://x.test" });
  } catch (error) {
    return (error as TotalError).code;
  }
}

describe("the Content-Type tells the format", () => {
  test.each([
    ["application/json", "json"],
    ["Application/JSON ; Charset=UTF-8", "json"],
    ["application/problem+json", "json"],
    ["application/x-ndjson", "ndjson"],
    ["application/ndjson", "ndjson"],
    ["application/jsonl", "ndjson"],
    ["application/jsonlines", "ndjson"],
    ["text/plain", "text"],
    ["text/plain;charset=utf-8", "text"],
    ['text/plain; format=flowed; charset="utf-8"', "text"],
    ["text/csv; header=present", "csv"],
    ["text/tab-separated-values", "tsv"],
    ["application/octet-stream", "f64"],
    ["application/vnd.apache.parquet", "parquet"],
    ["text/html", "UNSUPPORTED"],
    ["application/jsonp", "UNSUPPORTED"],
    ["constructor", "UNSUPPORTED"],
    ["", "UNSUPPORTED"],
    [undefined, "UNSUPPORTED"],
  ])("%j: %s", (contentType, format) => {
    expect(formatOf(contentType)).toBe(format);
  });
});

describe("the extension", () => {
  test("goes before a Content-Type that is vague", () => {
    expect(formatOf("text/plain; charset=utf-8", { path: "/x.json" })).toBe("json");
    expect(formatOf("application/octet-stream", { path: "/x.csv" })).toBe("csv");
    expect(formatOf("application/octet-stream", { path: "/x.txt" })).toBe("text");
    expect(formatOf("text/plain", { path: "/x.f64" })).toBe("f64");
  });

  test("counts only where it is known", () => {
    expect(formatOf("text/plain", { path: "/x.php" })).toBe("text");
    expect(formatOf("application/octet-stream", { path: "/x.bin" })).toBe("f64");
    expect(formatOf("text/html", { path: "/x.html" })).toBe("UNSUPPORTED");
  });

  test("does not go before a Content-Type that is clear", () => {
    expect(formatOf("application/json", { path: "/x.csv" })).toBe("json");
  });

  test("tells where there is no Content-Type, or one that is no format", () => {
    expect(formatOf(undefined, { path: "/x.NDJSON" })).toBe("ndjson");
    expect(formatOf("binary/octet-stream", { path: "/a.b/x.jsonl?y.csv#z.tsv" })).toBe("ndjson");
  });

  test("is that of the named address, else of the one that answered", () => {
    expect(formatOf(undefined, { path: "/x.csv", answeredBy: "/y.json" })).toBe("csv");
    expect(formatOf(undefined, { path: "/x", answeredBy: "/y.json" })).toBe("json");
  });

  test("of a compressed file is UNSUPPORTED, unless the answer as a whole is encoded or a clear type is told", () => {
    expect(formatOf("application/octet-stream", { path: "/x.csv.gz" })).toBe("UNSUPPORTED");
    expect(formatOf("application/gzip", { path: "/x.csv.gz" })).toBe("UNSUPPORTED");
    expect(formatOf(undefined, { path: "/x.zst" })).toBe("UNSUPPORTED");
    expect(formatOf("text/plain", { path: "/x.csv.gz", isEncoded: true })).toBe("csv");
    expect(formatOf("text/csv", { path: "/x.csv.gz" })).toBe("csv");
  });
});

describe("the caller's word", () => {
  test("goes before everything", () => {
    expect(formatOf("application/json", { path: "/x.csv", given: "text" })).toBe("text");
    expect(formatOf("text/html", { given: "json" })).toBe("json");
  });
});

describe("a charset", () => {
  test.each(["iso-8859-1", "utf-16", "utf-16le", "windows-1252", '"latin1"', "utf-7"])(
    "of %s is UNSUPPORTED",
    (charset) => {
      expect(formatOf(`text/plain; charset=${charset}`)).toBe("UNSUPPORTED");
      expect(formatOf(`text/plain;a=b;CHARSET=${charset}`, { given: "json" })).toBe("UNSUPPORTED");
    },
  );

  test("does not matter where the format is none of characters", () => {
    expect(formatOf("application/octet-stream; charset=binary")).toBe("f64");
  });
});
