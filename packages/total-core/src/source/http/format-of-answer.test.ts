import { describe, expect, test } from "vitest";
import type { TotalError } from "../../contract/errors.js";
import type { Format } from "../../contract/numbers-api.js";
import type { GivenCompression } from "../compression/read-through.js";
import { formatOfAnswer } from "./format-of-answer.js";

interface Clues {
  path?: string;
  answeredBy?: string;
  given?: Format;
  told?: GivenCompression;
  isEncoded?: boolean;
}

/** `csv`, `csv in gzip`, `csv, if not compressed`, `? in gzip`, or the code of an error. */
function formatOf(contentType: string | undefined, clues: Clues = {}): string {
  const { path = "/numbers", answeredBy = path, given: format, told, isEncoded = false } = clues;
  const headers = new Map([
    ["content-type", contentType],
    ["content-encoding", isEncoded ? "gzip" : undefined],
  ]);
  const header = (name: string) => headers.get(name);
  const paths = [path, answeredBy].map((one) => new URL(one, "http://x.test").pathname);
  const clue = { header, paths, name: "http://x.test" };
  try {
    const answer = formatOfAnswer(clue, { format, compression: told });
    const { format: found = "?", compression, isOfWhole } = answer;
    if (compression !== undefined) return `${found} in ${compression}`;
    return isOfWhole ? `${found}, if not compressed` : found;
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
    ["text/plain", "text, if not compressed"],
    ["text/plain;charset=utf-8", "text, if not compressed"],
    ['text/plain; format=flowed; charset="utf-8"', "text, if not compressed"],
    ["text/csv; header=present", "csv"],
    ["text/tab-separated-values", "tsv"],
    ["application/octet-stream", "f64, if not compressed"],
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
    expect(formatOf("text/plain", { path: "/x.php" })).toBe("text, if not compressed");
    expect(formatOf("application/octet-stream", { path: "/x.bin" })).toBe("f64, if not compressed");
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

  test("tells how a file is compressed, and the format of what is inside", () => {
    expect(formatOf("application/octet-stream", { path: "/x.csv.gz" })).toBe("csv in gzip");
    expect(formatOf("text/plain", { path: "/x.json.zst" })).toBe("json in zstd");
    expect(formatOf(undefined, { path: "/x.zst" })).toBe("? in zstd");
    expect(formatOf("application/octet-stream", { path: "/x.gz" })).toBe("? in gzip");
  });

  test("does not where the answer as a whole is encoded, or a clear type is told: the first bytes will", () => {
    expect(formatOf("text/plain", { path: "/x.csv.gz", isEncoded: true })).toBe("csv");
    expect(formatOf("application/octet-stream", { path: "/x.gz", isEncoded: true })).toBe("?");
    expect(formatOf("text/csv", { path: "/x.csv.gz" })).toBe("csv");
  });
});

describe("a Content-Type may be that of a compressed file", () => {
  test.each([
    ["application/gzip", "gzip"],
    ["application/x-gzip", "gzip"],
    ["application/zstd", "zstd"],
    ["application/x-zstd", "zstd"],
  ])("%j", (contentType, compression) => {
    expect(formatOf(contentType)).toBe(`? in ${compression}`);
    expect(formatOf(contentType, { path: "/x.csv" })).toBe(`csv in ${compression}`);
    expect(formatOf(contentType, { path: "/x.json.gz" })).toBe(`json in ${compression}`);
    expect(formatOf(`${contentType}; charset=binary`, { given: "text" })).toBe(`text in ${compression}`);
    expect(formatOf(contentType, { isEncoded: true })).toBe("?");
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
    expect(formatOf("application/octet-stream; charset=binary")).toBe("f64, if not compressed");
  });
});

describe("a compression that the caller tells", () => {
  test.each<[string | undefined, Clues, string]>([
    ["text/csv", { told: "gzip" }, "csv in gzip"],
    ["text/csv", { told: "zstd", path: "/x.json.gz" }, "csv in zstd"],
    ["text/csv", { told: "none" }, "csv in none"],
    ["text/plain", { told: "none" }, "text in none"],
    ["application/gzip", { told: "none", given: "f64" }, "f64 in none"],
    ["application/gzip", { told: "none" }, "UNSUPPORTED"],
    [undefined, { told: "gzip" }, "? in gzip"],
    [undefined, { told: "none" }, "UNSUPPORTED"],
    // The first bytes tell whether it was the Content-Encoding.
    ["text/csv", { told: "gzip", isEncoded: true }, "csv"],
  ])("%j with %j: %s", (contentType, clues, format) => {
    expect(formatOf(contentType, clues)).toBe(format);
  });
});
