import { TOTAL_ERROR_CODES } from "@dlg/total-core";
import { expect, test } from "vitest";
import { EXIT_CODES } from "./exit-code.js";

test("every code of a TotalError has its exit code, and there is no other", () => {
  expect(Object.keys(EXIT_CODES).sort()).toEqual([...TOTAL_ERROR_CODES].sort());
});

test("bad numbers are 1, sources that could not be read 3, and a total that is not finite is none", () => {
  expect(EXIT_CODES).toEqual({
    BAD_NUMBER: 1,
    BAD_FORMAT: 1,
    EXPONENT_RANGE: 1,
    NO_COLUMN: 1,
    NOT_FINITE: undefined,
    UNSUPPORTED: 3,
    SOURCE_UNAVAILABLE: 3,
    SOURCE_TIMEOUT: 3,
    SOURCE_CHANGED: 3,
    BAD_PARTIAL: 1,
  });
});
