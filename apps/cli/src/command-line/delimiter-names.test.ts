import { expect, test } from "vitest";
import { namedDelimiter } from "./delimiter-names.js";

test.each([
  ['"tab"', "Perhaps: --delimiter '\\t'"],
  ['"TAB"', "Perhaps: --delimiter '\\t'"],
  ['"semicolon"', "Perhaps: --delimiter ';'"],
  ['"comma"', "Perhaps: --delimiter ,"],
  ['"ws"', "Perhaps: --delimiter whitespace"],
  ['"Whitespace"', "Perhaps: --delimiter whitespace"],
  ['"ab"', undefined],
  ['""', undefined],
  ['"constructor"', undefined],
])("a delimiter that is called %s: %s", (got, line) => {
  expect(namedDelimiter(got)).toBe(line);
});
