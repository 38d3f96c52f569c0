import { describe, expect, test } from "vitest";
import { Groups } from "@dlg/total-core/internal";
import { groupsOf } from "../testing/groups.js";
import { linesOf, type Table } from "./lines.js";
import { groupTable } from "./tables.js";

const table = (totals: Readonly<Record<string, string | number>>, digits = {}): Table => {
  const groups = groupsOf(totals);
  return groupTable(groups, groups, digits);
};

const textOf = (pieces: Iterable<string | Uint8Array>): string =>
  Array.from(pieces, (piece) => (typeof piece === "string" ? piece : Buffer.from(piece).toString())).join("");

const piped = async (totals: Readonly<Record<string, string | number>>, digits = {}) =>
  textOf(await linesOf(table(totals, digits), undefined));

const inTerminal = async (totals: Readonly<Record<string, string | number>>, columns = 80) =>
  textOf(await linesOf(table(totals), columns));

describe("piped", () => {
  test("a key, a tab and its total", async () => {
    expect(await piped({ north: "0.3", "": "-5", "two words": "1e3" })).toBe(
      "north\t0.3\n\t-5\ntwo words\t1000\n",
    );
  });

  test("tabs, line breaks and backslashes in keys are escaped, and nothing else is", async () => {
    expect(await piped({ "a\tb\nc\rd\\e": 1, "\u001b[31m\u2028é\u0000": 2 })).toBe(
      "a\\tb\\nc\\rd\\\\e\t1\n\u001b[31m\u2028é\u0000\t2\n",
    );
  });

  test("no keys are no lines", async () => {
    expect(await piped({})).toBe("");
    expect(await inTerminal({})).toBe("");
  });

  test("a line that is longer than a piece, between many short ones", async () => {
    const long = "\\".repeat(100_000);
    const short = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`key ${i}`, `${i}.5`]));
    const lines = Object.entries(short).map(([key, total]) => `${key}\t${total}\n`);
    expect(await piped({ ...short, [long]: "7", behind: "8" })).toBe(
      `${lines.join("")}${long}${long}\t7\nbehind\t8\n`,
    );
  });

  test("keys of several parts and totals of several columns stand in fields of their own", async () => {
    const groups = new Groups();
    groups.setColumns(2);
    groups.begin("a\tb\ud800c");
    groups.decimal(15, -1, 1);
    groups.column(1);
    groups.decimal(-25, -1, 1);
    groups.begin("\ud800");
    groups.decimal(1, 2, 1);
    const several = groupTable(groups, groups, { places: 1 });
    expect(textOf(await linesOf(several, undefined))).toBe("a\\tb\tc\t1.5\t-2.5\n\t\t0.0\t100.0\n");
    expect(textOf(await linesOf(several, 80))).toBe("a\\tb  c  1.5   -2.5\n         0.0  100.0\n");
  });

  test("binary totals have the shortest digits, or all", async () => {
    expect(await piped({ a: 0.1 })).toBe("a\t0.1\n");
    expect(await piped({ a: 0.1 }, { exact: true })).toBe(
      "a\t0.1000000000000000055511151231257827021181583404541015625\n",
    );
  });
});

describe("in a terminal", () => {
  test("keys to the left, the points of the totals below each other", async () => {
    expect(await inTerminal({ north: "1234.5", "south east": "-7", west: "0.25", nowhere: NaN })).toBe(
      ["north       1234.5", "south east    -7", "west           0.25", "nowhere      NaN", ""].join("\n"),
    );
  });

  test("a wide character takes two columns", async () => {
    expect(await inTerminal({ 東京: "1", Zürich: "20" })).toBe("東京     1\nZürich  20\n");
  });

  test("characters that move the cursor are escaped, too", async () => {
    expect(await inTerminal({ "\u001b[2J\ta": "1", b: "2" })).toBe("\\u001b[2J\\ta  1\nb             2\n");
  });

  test("keys that leave no room for the totals push their own to the right, and no other", async () => {
    const long = "k".repeat(50);
    expect(await inTerminal({ [long]: "1.5", b: "20" }, 20)).toBe(`${long}   1.5\nb               20\n`);
  });

  test("a total of a thousand digits does not push the others out of sight", async () => {
    expect(await inTerminal({ a: "1e999", b: "2" }, 20)).toBe(`a  1${"0".repeat(999)}\nb           2\n`);
  });
});
