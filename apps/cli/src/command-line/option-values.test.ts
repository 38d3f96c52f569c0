import { FORMATS } from "@dlg/total-core";
import { describe, expect, test } from "vitest";
import {
  choiceFrom,
  headersFromText,
  linesFromText,
  millisecondsFromSeconds,
  numbersApiAddress,
  ORDERS,
  threadsFromText,
} from "./option-values.js";

const formatFromText = choiceFrom("--format", FORMATS);

test.each(["text", "csv", "tsv", "json", "ndjson", "f64", "parquet"])("--format %s is one", (text) => {
  expect(formatFromText(text)).toBe(text);
});

test("--api shows no secret of what is no address", () => {
  expect(() => numbersApiAddress("http://me:secret@a:99999/x")).toThrow(
    '--api: expected an http or https address, or no value, got "http://a:99999/x"',
  );
});

test.each(["", "xml", "JSON", "gz", "toString"])('--format "%s" is none', (text) => {
  expect(() => formatFromText(text)).toThrow(
    `--format: expected one of text, csv, tsv, json, ndjson, f64, parquet, got "${text}"`,
  );
});

test.each([
  ["1", 1000],
  ["0.5", 500],
  [".25", 250],
  ["2.", 2000],
  ["0.0014", 1],
  ["2147483", 2_147_483_000],
])("--timeout %s is so many milliseconds", (text, milliseconds) => {
  expect(millisecondsFromSeconds(text)).toBe(milliseconds);
});

test.each(["", "0", "-1", "1e3", "0x10", "1s", "Infinity", "NaN", "2147484", " 1", "1,5"])(
  '--timeout "%s" is none',
  (text) => {
    expect(() => millisecondsFromSeconds(text)).toThrow(
      `--timeout: expected seconds from 0.001 to 2147483, got "${text}"`,
    );
  },
);

test.each([
  ["1", 1],
  ["007", 7],
  ["1024", 1024],
])("--threads %s is so many", (text, threads) => {
  expect(threadsFromText(text)).toBe(threads);
});

test.each(["", "0", "-1", "1.5", "1e2", "0x10", "two", "NaN", "1025", " 2", "99999999999999999999"])(
  '--threads "%s" is none',
  (text) => {
    expect(() => threadsFromText(text)).toThrow(
      `--threads: expected an integer from 1 to 1024, got "${text}"`,
    );
  },
);

describe("--http-header", () => {
  test("headers add up, and a value may hold colons", () => {
    const headers = headersFromText("X-Time: 12:30 ", headersFromText("Accept:text/plain"));
    expect(headers).toEqual([
      ["Accept", "text/plain"],
      ["X-Time", "12:30"],
    ]);
  });

  test.each(["secret", ": secret", ""])('"%s" is none, and no error shows it', (text) => {
    expect(() => headersFromText(text)).toThrow(
      /^--http-header: expected "name: value", got no colon after a name$/,
    );
  });
});

test.each(["http://localhost:5000/numbers", "HTTPS://example.test"])("--api %s is an address", (text) => {
  expect(numbersApiAddress(text)).toBe(text);
});

test.each(["amounts.txt", "-", "", "ftp://example.test", "http://", "file:///etc/passwd"])(
  '--api "%s" is none',
  (text) => {
    expect(() => numbersApiAddress(text)).toThrow(
      `--api: expected an http or https address, or no value, got "${text}"`,
    );
  },
);

test("--sort is by key or by total", () => {
  expect(choiceFrom("--sort", ORDERS)("key")).toBe("key");
  expect(choiceFrom("--sort", ORDERS)("total")).toBe("total");
  expect(() => choiceFrom("--sort", ORDERS)("keys")).toThrow(
    '--sort: expected one of key, total, got "keys"',
  );
});

test("--skip-lines is a number of lines", () => {
  expect(["0", "12", "007"].map(linesFromText)).toEqual([0, 12, 7]);
  for (const text of ["", "-1", "1.5", "1e3", " 1", "9007199254740992"]) {
    expect(() => linesFromText(text)).toThrow(`--skip-lines: expected an integer from 0, got "${text}"`);
  }
});
