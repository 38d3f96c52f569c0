import { TotalError, totalOf, streamNumbers, type Hint } from "@dlg/total-core";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Fault } from "../protocol.js";
import { digitGroups } from "./digits.js";
import { faultText, faultTitle } from "./fault-text.js";
import { byteSize, counted, duration, rate } from "./quantities.js";
import { inWords, programs, waysOut } from "./ways-out.js";

describe("digits are grouped by threes from the point on", () => {
  test.each([
    ["0", ["0"]],
    ["123", ["123"]],
    ["1204.5", ["1", "204.5"]],
    ["-50000005000000", ["-50", "000", "005", "000", "000"]],
    ["0.1234567", ["0.123", "456", "7"]],
    ["NaN", ["NaN"]],
    ["-Infinity", ["-Infinity"]],
  ])("%s", (digits, groups) => {
    expect(digitGroups(digits)).toEqual(groups);
  });

  test("and none is lost", () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.nat(), (integer, fraction) => {
        const digits = `${integer}.${fraction}`;
        expect(digitGroups(digits).join("")).toBe(digits);
      }),
    );
  });
});

test("quantities", () => {
  expect([counted(0, "number"), counted(1, "number"), counted(10_000_001, "number")]).toEqual([
    "0 numbers",
    "1 number",
    "10,000,001 numbers",
  ]);
  expect([0, 999, 999.6, 1000, 79_012_345, 999_960_000, 2e15].map(byteSize)).toEqual([
    "0 B",
    "999 B",
    "1.0 KB",
    "1.0 KB",
    "79.0 MB",
    "1.0 GB",
    "2000 TB",
  ]);
  expect([0.2, 40, 1234, 59_949, 59_950, 200_400].map(duration)).toEqual([
    "1 ms",
    "40 ms",
    "1.2 s",
    "59.9 s",
    "1 min 0 s",
    "3 min 20 s",
  ]);
  expect([rate(1e6, 10), rate(480, 100), rate(480e6, 1000)]).toEqual([undefined, undefined, "480 MB/s"]);
});

const FAULT: Fault = {
  code: "BAD_NUMBER",
  place: {},
  expected: "a number",
  got: '"x"',
  hints: [],
  excerpt: [],
};

test("the place of a fault, as far as it is known", () => {
  const places = [
    { source: "a.csv", line: 3, column: 7, offset: 40 },
    { line: 3, column: 7 },
    { source: "a.f64", offset: 16 },
    { source: "a.parquet" },
    {},
  ];
  expect(places.map((place) => faultTitle({ ...FAULT, place }))).toEqual([
    "a.csv, line 3, column 7",
    "line 3, column 7",
    "a.f64, byte 16",
    "a.parquet",
    "There is no total",
  ]);
});

test("a fault in words", () => {
  expect(faultText(FAULT)).toBe('Expected a number, got "x".');
  expect(faultText({ ...FAULT, code: "SOURCE_UNAVAILABLE" })).toContain("Choose it again");
  expect(faultText({ ...FAULT, code: undefined, got: "a bug" })).toContain("a bug");
});

async function faultIn(text: string, options: object = { format: "csv", column: 1 }): Promise<Fault> {
  const error: unknown = await totalOf(streamNumbers([new TextEncoder().encode(text)], options)).catch(
    (fault: unknown) => fault,
  );
  if (!(error instanceof TotalError)) throw new Error("expected a fault");
  return { ...FAULT, code: error.code, got: error.got, hints: error.hints };
}

const labels = async (text: string, options?: object) =>
  waysOut(await faultIn(text, options), {}).map(({ label, change }) => [label, change]);

describe("the ways out that the library knows are buttons", () => {
  const SKIP = ["Skip what is no number, and count it", { skipInvalid: true }];

  test("another spelling of a number", async () => {
    expect(await labels("1,5", { format: "text" })).toEqual([["Read 1,5 as 1.5", { decimal: "," }], SKIP]);
    expect(await labels("1,500", { format: "text" })).toEqual([
      ["Read 1,500 as 1500", { thousands: "," }],
      ["Read 1,500 as 1.500", { decimal: "," }],
      SKIP,
    ]);
    expect(await labels("1.204,50", { format: "text" })).toEqual([
      ["Read 1.204,50 as 1204.50", { thousands: ".", decimal: "," }],
      SKIP,
    ]);
    expect(await labels("$5", { format: "text" })).toEqual([["Read $5 as 5", { money: true }], SKIP]);
  });

  test("a header that may be numbers", async () => {
    expect(await labels("1\n2")).toEqual([
      ["The first row is numbers", { header: false }],
      ["The first row is names", { header: true }],
    ]);
  });

  test("a quote out of place", async () => {
    expect(await labels('a\n5"')).toEqual([["Quotes are characters like any others", { quotes: false }]]);
  });

  test("JSON documents one after another, which need no program", async () => {
    const fault = await faultIn('{"a":1}\n{"a":2}', { format: "json", field: "a" });
    expect(waysOut(fault, {})).toEqual([
      {
        label: "Read it as JSON documents one after another",
        change: { format: undefined, isSequence: true },
      },
    ]);
    expect(programs(fault.hints)).toEqual([]);
  });

  test("none for what is skipped already, several columns, and programs, which are named", () => {
    expect(waysOut(FAULT, { skipInvalid: true })).toEqual([]);
    expect(waysOut({ ...FAULT, got: "an object" }, {})).toEqual([]);
    const hints: Hint[] = [{ option: "column", value: ["a", "b"] }, { program: "bzip2 -dc" }];
    expect(waysOut({ ...FAULT, code: "UNSUPPORTED", hints }, {})).toEqual([]);
    expect(programs(hints)).toEqual(["bzip2 -dc"]);
  });

  test("each option has its words", () => {
    expect(
      [
        { option: "format", value: "tsv" },
        { option: "delimiter", value: ";" },
        { option: "delimiter", value: "~" },
        { option: "thousands", value: "'" },
        { option: "decimal", value: "," },
        { option: "money", value: true },
        { option: "quotes", value: true },
        { option: "skipLines", value: 1 },
        { option: "skipLines", value: 2 },
        { option: "comment", value: "#" },
        { option: "skipMissing", value: true },
      ].map((value) => inWords(value as Parameters<typeof inWords>[0])),
    ).toEqual([
      "Read it as TSV",
      "Columns end with a semicolon",
      "Columns end with ~",
      "Thousands are grouped by an apostrophe",
      "The decimal sign is a comma",
      "The numbers are amounts of money",
      "Cells may stand in quotes",
      "Pass over the first line",
      "Pass over the first 2 lines",
      "Lines that begin with # are no rows",
      "Count objects without the field as empty",
    ]);
  });
});
