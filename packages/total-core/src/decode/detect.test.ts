import { describe, expect, test } from "vitest";
import { formatFromPrefix } from "./detect.js";
import { bytesOf } from "../testing/recorder.js";

test("what is not told by the bytes is JSON where a field is named, and CSV where a column is", () => {
  const empty = new Uint8Array(0);
  expect(formatFromPrefix(bytesOf("5"), { isAll: true, field: "a" })).toBe("json");
  expect(formatFromPrefix(empty, { isAll: true, field: "a" })).toBe("json");
  expect(formatFromPrefix(bytesOf("[1"), { isAll: true, column: "a" })).toBe("csv");
  expect(formatFromPrefix(empty, { isAll: true, column: "a" })).toBe("csv");
});

test("keys, a delimiter, a header that is there or not, no quotes, lines before the header and comments mean CSV as well, quotes nothing", () => {
  for (const options of [
    { by: "a" },
    { delimiter: ";" },
    { header: false },
    { header: true },
    { quotes: false },
    { skipLines: 1 },
    { comment: "#" },
  ]) {
    expect(formatFromPrefix(bytesOf("5"), { isAll: false, ...options })).toBe("csv");
  }
  expect(formatFromPrefix(bytesOf("5"), { isAll: true, quotes: true })).toBe("text");
});

test("where a field and a column are named, what looks like JSON is that, and the rest CSV", () => {
  const options = { isAll: true, field: "a", column: "b" };
  expect(formatFromPrefix(bytesOf(" [1"), options)).toBe("json");
  expect(formatFromPrefix(bytesOf('{"a":1}\n'), options)).toBe("ndjson");
  expect(formatFromPrefix(bytesOf("a,b\n"), options)).toBe("csv");
  expect(formatFromPrefix(new Uint8Array(0), options)).toBe("csv");
  expect(formatFromPrefix(bytesOf(" "), { ...options, isAll: false })).toBeUndefined();
  expect(formatFromPrefix(bytesOf('{"a":1}\n'), { isAll: true, field: "a", by: "b" })).toBe("ndjson");
});

const prefix = (data: string | readonly number[], isAll = true, field?: string): string | undefined =>
  formatFromPrefix(typeof data === "string" ? bytesOf(data) : Uint8Array.from(data), { isAll, field });

describe("the format by first bytes", () => {
  test.each([
    ["PAR1\u0000", "parquet"],
    ["PAR", "text"],
    ["PAR2", "text"],
    ["(1)", "text"],
    ["[1]", "json"],
    ["[", "json"],
    [" \r\n\t[", "json"],
    ["\ufeff[1]", "json"],
    ["\ufeff \n[1]", "json"],
    ["{}", "ndjson"],
    ['{"a":1}\n{"a":2}\n', "ndjson"],
    ['\ufeff\n{"a":1}\n', "ndjson"],
    ['{"a":"{"}\n{"a":2}\n', "ndjson"],
    ['{"a":"\\"{"}\n{"a":2}\n', "ndjson"],
    ["{\n}", "json"],
    ['{"a":1,\n"b":2}', "json"],
    ['{"a":"}",\r\n"b":2}', "json"],
    ['{"a":[1,2\n,3]}', "json"],
    ['{"a":1', "ndjson"],
    ["1 2", "text"],
    ["-5", "text"],
    ["x", "text"],
    ['"a"', "text"],
    ["", "text"],
    [" \n", "text"],
    ["\ufeff", "text"],
    [[0xef, 0xbb], "text"],
    ["\u00001", "text"],
  ])("%j is %s", (data, format) => {
    expect(prefix(data)).toBe(format);
  });

  test.each([
    "",
    "P",
    "PAR",
    [0xef],
    [0xef, 0xbb],
    "\ufeff",
    " ",
    "\r\n ",
    "\ufeff\n",
    "{",
    '{"a":1',
    '{"a":[1,2',
    '{"a":"\\',
  ])("%j might become something else: more bytes are needed", (data) => {
    expect(prefix(data, false)).toBeUndefined();
  });

  test.each([
    ["PAR1", "parquet"],
    ["PAx", "text"],
    ["[", "json"],
    ["1", "text"],
    ["{}", "ndjson"],
    ['{"a":1}', "ndjson"],
    ["{x", undefined],
    ["{\n", "json"],
  ])("%j is %s though more may come", (data, format) => {
    expect(prefix(data, false)).toBe(format);
  });

  test("an object in one line is JSON where the field leads to an array in it", () => {
    expect(prefix('{"a":[1,2]}', true, "a")).toBe("json");
    expect(prefix('{"a":[1,2', true, "a")).toBe("json");
    expect(prefix('{"a":[1,2', false, "a")).toBe("json");
    expect(prefix('{"x":[],"a":{"b":["1"]}}\n', true, "/a/b")).toBe("json");
    expect(prefix('{"a":["x"]}', true, "a")).toBe("json");
    expect(prefix('{"a":[1,2]}', true, "b")).toBe("ndjson");
    expect(prefix('{"a":5}', true, "a")).toBe("ndjson");
    expect(prefix('{"a":5}\n{"a":[1]}', true, "a")).toBe("ndjson");
    expect(prefix('{"a":5', false, "a")).toBeUndefined();
  });

  test("a long object without a line's end is read to its end", () => {
    const long = `{"x":"${"y".repeat(3_000_000)}","a":[1`;
    expect(prefix(long, true)).toBe("ndjson");
    expect(prefix(long, false)).toBeUndefined();
    expect(prefix(`${long}\n`, true)).toBe("json");
    expect(prefix(long, false, "a")).toBe("json");
  });
});
