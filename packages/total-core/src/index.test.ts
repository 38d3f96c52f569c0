import { expect, test } from "vitest";
import * as forUsers from "./index.js";
import * as forUsersOfNode from "./node/index.js";

test("users get what is for them, and nothing that the front ends alone need", () => {
  expect(Object.keys(forUsers).sort()).toEqual([
    "Currencies",
    "FORMATS",
    "TOTAL_ERROR_CODES",
    "Total",
    "TotalError",
    "blobNumbers",
    "checkFormatOptions",
    "equip",
    "formatFromName",
    "httpNumbers",
    "isOptionError",
    "simulatedNumbers",
    "streamNumbers",
    "total",
    "totalOf",
    "totalsBy",
    "totalsOf",
  ]);
  expect(Object.keys(forUsersOfNode).sort()).toEqual([
    "PartsMerge",
    "descriptorNumbers",
    "fileNumbers",
    "listSources",
    "partOfShard",
    "shardsOf",
  ]);
});
