import { columnFromArray, utf8 } from "@uwdata/flechette";
import { Dictionary, Int32, LargeUtf8, Table, Utf8, vectorFromArray, type DataType } from "apache-arrow";
import { describe, expect, test } from "vitest";
import { TotalError } from "../../contract/errors.js";
import { totalOf } from "../../total/total-of.js";
import { totalsOf } from "../../total/totals-of.js";
import { arrowNumbers } from "./arrow-numbers.js";

const amounts = ["0.1", null, "-1e30", "", "123456789012345678901234567890.12", "0.2", "1e30"];

const TYPES: Readonly<Record<string, DataType>> = {
  Utf8: new Utf8(),
  LargeUtf8: new LargeUtf8(),
  "a dictionary of Utf8": new Dictionary(new Utf8(), new Int32()),
};

describe.each(Object.entries(TYPES))("%s", (_name, type) => {
  test("strings are decimal literals, and nulls and blank ones are empty", async () => {
    const vector = vectorFromArray(amounts, type);
    const total = await totalOf(arrowNumbers(vector));
    expect(total.toString()).toBe("123456789012345678901234567890.42");
    expect([total.count, total.empty]).toEqual([5, 2]);
    const part = vector.concat(vector).slice(5, 8);
    expect((await totalOf(arrowNumbers(part))).toString()).toBe("1000000000000000000000000000000.3");
  });

  test("one that is none is BAD_NUMBER with its index, or skipped", async () => {
    const strings = [...Array.from({ length: 1500 }, () => "1"), null, "1,5", "2"];
    const api = arrowNumbers(vectorFromArray(strings, type));
    const error = await totalOf(api).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TotalError);
    expect(error).toMatchObject({ code: "BAD_NUMBER", place: { index: 1501 } });
    const total = await totalOf(api, { skipInvalid: true });
    expect([total.toString(), total.count, total.empty, total.skipped]).toEqual(["1502", 1501, 1, 1]);
  });
});

test("a column of them beside others", async () => {
  const table = new Table({
    id: vectorFromArray([1, 2], new Int32()),
    amount: vectorFromArray(["0.1", "0.2"], new Utf8()),
    tax: vectorFromArray([null, "5"], new Utf8()),
  });
  const { columns } = await totalsOf(arrowNumbers(table, { column: ["tax", "id", "amount"] }));
  expect(columns.map(({ column, total, empty }) => `${column} ${total.toString()}, ${empty} empty`)).toEqual([
    "tax 5, 1 empty",
    "id 3, 0 empty",
    "amount 0.3, 0 empty",
  ]);
});

test("those of flechette", async () => {
  const total = await totalOf(arrowNumbers(columnFromArray(amounts, utf8())));
  expect(total.toString()).toBe("123456789012345678901234567890.42");
  expect([total.count, total.empty]).toEqual([5, 2]);
});
