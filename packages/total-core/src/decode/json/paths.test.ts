import { expect, test } from "vitest";
import { pathsOfFirstObject } from "./paths.js";

test.each([
  ['{"a":1,"b":{"c":"2","d":null}}\n{"e":1}', ["a", "b.c", "b.d"]],
  ['[{"a":1},{"b":2}]', ["a"]],
  ['{"data":[{"x":1},{"y":2}],"n":[1,2],"none":[]}', ["data.x", "n"]],
  ['  \ufeff{"a":"}{\\"","b":1}{"cut', ["a", "b"]],
  ['{"a.b":1,"/c":2,"":3,"d":{"":{"e":1}},"f":true}', ["f"]],
  ['{"a":1,"a":2}', ["a"]],
  ['{"a":{"b":1}', []],
  ['{"a":1,}', []],
  ["[1,2]", []],
  ["", []],
])("the paths in %s", (text, paths) => {
  expect(pathsOfFirstObject(text)).toEqual(paths);
});

test("a deep or wide object has no end of paths", () => {
  const wide = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`k${i}`, i]));
  expect(pathsOfFirstObject(JSON.stringify(wide))).toHaveLength(200);
  expect(pathsOfFirstObject(`${'{"a":'.repeat(1000)}1${"}".repeat(1000)}`)).toEqual([]);
});
