import { describe, expect, test } from "vitest";
import type { Column, FormatOptions } from "../../contract/format-options.js";
import type { NumbersApi } from "../../contract/numbers-api.js";
import { streamNumbers } from "../../source/stream.js";
import { totalsOf } from "../../total/totals-of.js";

function csv(text: string | Uint8Array, options: FormatOptions): NumbersApi {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  return streamNumbers([bytes], { format: "csv", ...options });
}

/** The names of the columns that are found. */
async function found(text: string | Uint8Array, options: FormatOptions): Promise<unknown> {
  const { columns } = await totalsOf(csv(text, options));
  return columns.map(({ column }) => column);
}

const list = <T>(length: number, item: (i: number) => T): T[] => Array.from({ length }, (_, i) => item(i));
const row = (length: number, item: (i: number) => string): string => `${list(length, item).join(",")}\n`;

const WIDE = row(1000, (i) => `c${i}`) + row(1000, () => "1");

describe("a thousand columns", () => {
  test("are found by names, positions and ranges that overlap, in their order", async () => {
    const column: readonly Column[] = ["3-4", 2, "c0", "4-5", "2"];
    expect(await found(WIDE, { column })).toEqual(["c2", "c3", "c1", "c0", "c3", "c4", "c1"]);
    expect(await found(WIDE, { column: list(1000, (i) => `c${i}`) })).toHaveLength(1000);
    expect(await found(WIDE, { column: "1-" })).toHaveLength(1000);
    expect(await found(WIDE.replaceAll("c", ""), { column: "1-", header: false })).toHaveLength(1000);
  });

  test("may have a thousand others as keys", async () => {
    const wide = row(2000, (i) => `c${i}`) + row(2000, () => "1");
    const options = { column: "1-1000", by: list(1000, (i) => 1001 + i) };
    for (const header of [true, false]) {
      const { columns, groups } = await totalsOf(csv(wide.replaceAll("c", ""), { ...options, header }));
      expect(columns.at(-1)?.column).toBe(header ? "999" : "1000");
      expect(groups[0]?.keys).toHaveLength(1000);
    }
  });

  test.each<[string, readonly Column[]]>([
    ["two ranges with more together", ["1-600", "2-602"]],
    ["a thousand ranges of as many", list(1000, () => "1-")],
  ])("are the most: %s are refused", async (_, column) => {
    for (const header of [true, false]) {
      await expect(found(WIDE, { column, header })).rejects.toMatchObject({
        code: "NO_COLUMN",
        expected: "at most 1000 columns",
      });
    }
  });
});

describe("a column", () => {
  test("may be called as a range that is too wide", async () => {
    expect(await found("id,1-5000\n1,2\n", { column: ["1-5000", "1-"] })).toEqual(["1-5000", "id", "1-5000"]);
  });

  test("is called by its very bytes: what is no UTF-8 is no other name", async () => {
    const bytes = new Uint8Array([0xf0, 0x9f, 0x98, 0x2c, 0x62, 0x0a, 0x31, 0x2c, 0x32, 0x0a]);
    await expect(found(bytes, { column: "\ufffd" })).rejects.toThrow("expected one of the columns");
  });

  test.each<[readonly Column[], number]>([
    [["2-4", "1"], 5],
    [[1, "2-4"], 1],
    [[2, "3"], 7],
  ])("of %j whose name is a number is refused at that name", async (column, place) => {
    await expect(found("1,a,2,3\n1,2,3,4\n", { column })).rejects.toMatchObject({
      code: "NO_COLUMN",
      place: { line: 1, column: place },
    });
  });
});
