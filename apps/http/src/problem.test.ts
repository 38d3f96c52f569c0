import { TOTAL_ERROR_CODES } from "@dlg/total-core";
import { expect, test } from "vitest";
import { STATUS_OF_CODE } from "./problem.js";

test("every code of a TotalError has a status", () => {
  expect(Object.keys(STATUS_OF_CODE).sort()).toEqual([...TOTAL_ERROR_CODES].sort());
});

test("what is wrong with the numbers API is never the client's fault", () => {
  expect(STATUS_OF_CODE).toEqual({
    BAD_NUMBER: 502,
    BAD_FORMAT: 502,
    EXPONENT_RANGE: 502,
    NO_COLUMN: 502,
    NOT_FINITE: 502,
    UNSUPPORTED: 502,
    SOURCE_UNAVAILABLE: 502,
    SOURCE_TIMEOUT: 504,
    SOURCE_CHANGED: 502,
    BAD_PARTIAL: 500,
  });
});
