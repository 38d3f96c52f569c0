import { expect, test } from "vitest";
import { alignedLines } from "./aligned-lines.js";

const row = (name: string, ...totals: string[]) => ({ names: [name], totals });

test.each([
  ["", 0],
  ["north", 5],
  ["Zürich", 6],
  ["Zu\u0308rich", 6],
  ["東京", 4],
  ["서울", 4],
  ["ﾄｳｷｮｳ", 5],
  ["Ａ", 2],
  ["😀", 2],
  ["👩‍👩‍👧", 2],
  ["❤️", 2],
  ["❤", 1],
  ["\u200b", 0],
  ["مكة", 3],
])("the key %j is %d columns wide", (text, width) => {
  const lines = alignedLines({ rows: () => [row(text, "1"), row("ten wide..", "2")] }, 80);
  expect([...lines]).toEqual([`${text}${" ".repeat(10 - width)}  1\n`, "ten wide..  2\n"]);
});

const SALES = {
  header: { names: ["region", "month"], totals: ["amount", "a long name"] },
  rows: () => [
    { names: ["north", "2024-01"], totals: ["1204.5", "7"] },
    { names: ["s", "2024-02"], totals: ["-3.25", "10.5"] },
  ],
};

test("several names and totals under their own names", () => {
  expect([...alignedLines(SALES, 80)]).toEqual([
    "region  month     amount  a long name\n",
    "north   2024-01  1204.5           7\n",
    "s       2024-02    -3.25         10.5\n",
  ]);
});

const WIDE = {
  rows: () => [
    { names: ["n".repeat(30), "ab"], totals: ["1", "2.5"] },
    { names: ["s", "c"], totals: ["10", "3"] },
  ],
};

test("in a narrow terminal wide names leave room to the others", () => {
  expect([...alignedLines(WIDE, 24)]).toEqual([
    `${"n".repeat(30)}  ab   1  2.5\n`,
    `s${" ".repeat(10)}  c   10  3\n`,
  ]);
});
