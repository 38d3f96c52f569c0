import { TOTAL_ERROR_CODES } from "@dlg/total-core";
import { expect, test } from "vitest";
import { STATUS_OF_CODE } from "./problem.js";

test("every code of a TotalError has a status", () => {
  expect(Object.keys(STATUS_OF_CODE).sort()).toEqual([...TOTAL_ERROR_CODES].sort());
});

test("what is wrong with the numbers API is never the client's fault, what it has posted always is", () => {
  const statuses = Object.entries(STATUS_OF_CODE).map(([code, { POST, GET }]) => [code, POST, GET]);
  expect(statuses).toEqual([
    ["BAD_NUMBER", 422, 502],
    ["BAD_FORMAT", 400, 502],
    ["EXPONENT_RANGE", 422, 502],
    ["NO_COLUMN", 422, 502],
    ["NOT_FINITE", 422, 502],
    ["UNSUPPORTED", 415, 502],
    ["SOURCE_UNAVAILABLE", 500, 502],
    ["SOURCE_TIMEOUT", 500, 504],
    ["SOURCE_CHANGED", 500, 502],
    ["BAD_PARTIAL", 500, 500],
  ]);
});
