import {
  Bool,
  DateDay,
  Dictionary,
  Field,
  Float64,
  Int32,
  makeData,
  makeVector,
  Null,
  RecordBatch,
  Schema,
  Struct,
  Table,
  tableFromArrays,
  TimestampMicrosecond,
  Vector,
  vectorFromArray,
} from "apache-arrow";
import { describe, expect, test } from "vitest";
import type { NumbersApi } from "../../contract/numbers-api.js";
import { TotalError } from "../../contract/errors.js";
import { totalOf } from "../../total/total-of.js";
import { totalsOf } from "../../total/totals-of.js";
import { arrowNumbers, type ArrowNumbersOptions } from "./arrow-numbers.js";

const table = tableFromArrays({
  id: Int32Array.of(1, 2, 3),
  amount: Float64Array.of(0.1, 0.2, 0.3),
  "unit price": BigInt64Array.of(2n ** 62n, 2n ** 62n, 1n),
});

const shown = async (api: NumbersApi): Promise<string> => (await totalOf(api)).toString();

describe("the column of a table", () => {
  test.each<readonly [string, ArrowNumbersOptions["column"], string]>([
    ["by name", "amount", "0.6"],
    ["with spaces around it", " unit price ", "9223372036854775809"],
    ["by position", 1, "6"],
    ["by a position in a text", "2", "0.6"],
  ])("%s", async (_what, column, total) => {
    expect(await shown(arrowNumbers(table, { column }))).toBe(total);
    expect(await shown(arrowNumbers(table.batches[0]!, { column }))).toBe(total);
  });

  test("the only one", async () => {
    expect(await shown(arrowNumbers(table.select(["amount"])))).toBe("0.6");
  });

  test("several, each with its total", async () => {
    const { columns } = await totalsOf(arrowNumbers(table, { column: ["unit price", "1-2"] }));
    expect(columns.map(({ column, total }) => `${column} ${total.toString()}`)).toEqual([
      "unit price 9223372036854775809",
      "id 6",
      "amount 0.6",
    ]);
  });

  test.each<readonly [string, ArrowNumbersOptions["column"], string]>([
    ["none named", undefined, 'expected one of the columns id, amount, "unit price", got none'],
    [
      "one that is not there",
      "amuont",
      'expected one of the columns id, amount, "unit price" (did you mean amount?), got "amuont"',
    ],
    [
      "a position that is not there",
      4,
      'expected one of the columns id, amount, "unit price", or a position from 1 to 3, got "4"',
    ],
  ])("%s: NO_COLUMN, at once", (_what, column, message) => {
    expect(() => arrowNumbers(table, { column })).toThrow(TotalError);
    expect(() => arrowNumbers(table, { column })).toThrow(message);
  });

  test("a name that stands twice: NO_COLUMN, with the positions", () => {
    const field = new Field("n", new Int32());
    const children = [
      makeData({ type: new Int32(), data: Int32Array.of(5) }),
      makeData({ type: new Int32(), data: Int32Array.of(6) }),
    ];
    const type = new Struct<{ n: Int32 }>([field, field]);
    const twice = new RecordBatch(
      new Schema<{ n: Int32 }>([field, field]),
      makeData({ type, length: 1, children }),
    );
    expect(() => arrowNumbers(twice, { column: "n" })).toThrow(
      'expected one of the positions 1, 2, all of that name, got "n"',
    );
  });

  test.each<readonly [string, ArrowNumbersOptions["column"]]>([
    ["an empty list", []],
    ["0", 0],
    ["half a position", 1.5],
  ])("%s is a RangeError", (_what, column) => {
    expect(() => arrowNumbers(table, { column })).toThrow(RangeError);
  });

  test("of a vector there is none", () => {
    expect(() => arrowNumbers(makeVector(Int32Array.of(1)), { column: "n" })).toThrow(TypeError);
    expect(() => arrowNumbers(makeVector(Int32Array.of(1)), { column: "n" })).toThrow(
      "column: expected none",
    );
  });
});

describe("what is no list of numbers is a TypeError that names its type, at once", () => {
  const day = vectorFromArray([new Date(0)], new DateDay());
  test.each<readonly [string, unknown, string]>([
    ["dates", day, "the vector: expected numbers, got dates (Date32<DAY>)"],
    [
      "timestamps",
      vectorFromArray([0], new TimestampMicrosecond()),
      "got timestamps (Timestamp<MICROSECOND>)",
    ],
    ["booleans", vectorFromArray([true], new Bool()), "got booleans (Bool)"],
    [
      "structs",
      vectorFromArray([{ a: 1 }], new Struct([new Field("a", new Int32())])),
      "got structs (Struct<{a:Int32}>)",
    ],
    [
      "a dictionary of dates",
      vectorFromArray([new Date(0)], new Dictionary(new DateDay(), new Int32())),
      "got a dictionary of dates (Date32<DAY>)",
    ],
    ["a column of dates", new Table({ "the day": day }), 'the column "the day": expected numbers, got dates'],
    ["an array", [1, 2], "source: expected an Arrow vector or table, got an array"],
    ["nothing", undefined, "source: expected an Arrow vector or table, got undefined"],
  ])("%s", (_what, source, message) => {
    expect(() => arrowNumbers(source as never)).toThrow(TypeError);
    expect(() => arrowNumbers(source as never)).toThrow(message);
  });
});

test("a vector of nulls alone is empty", async () => {
  const nulls = new Vector([makeData({ type: new Null(), length: 5 })]);
  expect(await shown(arrowNumbers(nulls))).toBe("0");
  let empty = 0;
  await totalOf(arrowNumbers(nulls), { onProgress: (progress) => (empty = progress.empty) });
  expect(empty).toBe(5);
});

test("no rows, no chunks", async () => {
  expect(await shown(arrowNumbers(vectorFromArray([], new Float64())))).toBe("0");
  expect(await shown(arrowNumbers(new Table(table.schema), { column: "amount" }))).toBe("0");
});

test("NaN and infinities are what they are, and a null in their place is none", async () => {
  expect(await shown(arrowNumbers(vectorFromArray([1, NaN, null], new Float64())))).toBe("NaN");
  expect(await shown(arrowNumbers(vectorFromArray([1, -Infinity, null], new Float64())))).toBe("-Infinity");
});

test("the numbers can be read again, and stop where the signal says so", async () => {
  const api = arrowNumbers(table, { column: "amount" });
  expect([await shown(api), await shown(api)]).toEqual(["0.6", "0.6"]);
  const reason = new Error("enough");
  await expect(totalOf(api, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

test("a chunk without nulls is not copied", async () => {
  const numbers = Float64Array.of(1, 2, 3);
  const batches: unknown[] = [];
  for await (const batch of arrowNumbers(makeVector(numbers)).numbers({
    signal: new AbortController().signal,
  })) {
    batches.push((batch as { readonly numbers: unknown }).numbers);
  }
  expect((batches.at(-1) as Float64Array).buffer).toBe(numbers.buffer);
});

describe("a vector that lacks values is BAD_FORMAT, not a smaller total", () => {
  const int32 = new Int32();
  const data = (parts: object): unknown => ({
    type: int32,
    data: [{ type: int32, nullCount: 0, ...parts }],
    length: 3,
  });
  test.each<readonly [string, unknown, string]>([
    ["values", data({ length: 3, values: Int32Array.of(1, 2) }), "expected 12 bytes of values, got 8"],
    ["all values", data({ length: 3 }), "expected 12 bytes of values, got 0"],
    [
      "bits",
      data({ length: 9, nullCount: 1, values: new Int32Array(9), nullBitmap: Uint8Array.of(255) }),
      "expected 9 bits of validity, got 8",
    ],
    [
      "values behind nulls",
      data({ length: 3, nullCount: 2, values: Int32Array.of(1), nullBitmap: Uint8Array.of(0b010) }),
      "expected 8 bytes of values, got 4",
    ],
  ])("%s", async (_what, vector, message) => {
    const total = totalOf(arrowNumbers(vector as never));
    await expect(total).rejects.toThrow(message);
    await expect(total).rejects.toMatchObject({ code: "BAD_FORMAT" });
  });

  test("a dictionary's value", async () => {
    const dictionary = makeVector(Int32Array.of(5, 6));
    const type = new Dictionary(int32, new Int32());
    const vector = new Vector([makeData({ type, data: Int32Array.of(0, 2), dictionary })]);
    await expect(totalOf(arrowNumbers(vector))).rejects.toThrow(
      "expected an index below 2 of its dictionary, got 2",
    );
  });

  test("nulls at the end need none", async () => {
    const vector = data({
      length: 3,
      nullCount: 2,
      values: Int32Array.of(7),
      nullBitmap: Uint8Array.of(0b001),
    });
    expect(await shown(arrowNumbers(vector as never))).toBe("7");
  });
});
