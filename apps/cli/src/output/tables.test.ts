import { Total } from "@dlg/total-core";
import { describe, expect, test } from "vitest";
import { linesOf } from "./lines.js";
import { groupTable } from "./tables.js";

const groups = (totals: Readonly<Record<string, string | number>>) =>
  Object.entries(totals).map(([key, number]) => [key, new Total().add(number)] as const);

const piped = async (totals: Readonly<Record<string, string | number>>, digits = {}) =>
  [...(await linesOf(groupTable(groups(totals), digits), undefined))].join("");

const inTerminal = async (totals: Readonly<Record<string, string | number>>, columns = 80) =>
  [...(await linesOf(groupTable(groups(totals), {}), columns))].join("");

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
