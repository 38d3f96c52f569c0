import { expect, test } from "vitest";
import { groupsFromColumns, groupsFromStat, isInForeground } from "./foreground.js";

test.each([
  ["4711 (node) R 1 4711 17 34816 4712 4194304", { own: 4711, foreground: 4712 }],
  ["4711 (a) (b) S 1 2) S 1 4711 17 34816 4711 0", { own: 4711, foreground: 4711 }],
  ["1 (node) R 0 1 1 0 -1 4194560", { own: 1, foreground: -1 }],
])("the groups in %j", (stat, groups) => {
  expect(groupsFromStat(stat)).toEqual(groups);
});

test("the groups as ps prints them", () => {
  expect(groupsFromColumns(" 4711    -1\n")).toEqual({ own: 4711, foreground: -1 });
});

test("a process without a terminal is not in the background", () => {
  expect(typeof isInForeground()).toBe("boolean");
});
