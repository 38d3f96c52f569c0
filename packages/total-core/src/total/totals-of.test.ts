import { describe, expect, test } from "vitest";
import * as fc from "fast-check";
import type { Batch, FormatOptions, NumbersApi } from "../contract/numbers-api.js";
import { streamNumbers } from "../source/stream.js";
import { totalOf } from "./total-of.js";
import { totalsBy } from "./totals-by.js";
import { totalsOf, type Totals } from "./totals-of.js";

const SALES = "region,month,amount,tax\nnorth,May,1.5,0.3\nsouth,May,2,\nnorth,May,,0.4\nnorth,June,-4,0.1\n";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function csv(text: string, options: FormatOptions): NumbersApi {
  return streamNumbers([bytes(text)], { format: "csv", name: "sales.csv", ...options });
}

function plain({ columns, groups }: Totals): unknown {
  return {
    columns: columns.map(({ column, total, empty, skipped }) => [
      column,
      `${total}`,
      total.count,
      empty,
      skipped,
    ]),
    groups: groups.map(({ keys, totals }) => [...keys, ...totals.map(String)]),
  };
}

/** The name and the total of each column. */
const columnsOf = ({ columns }: Totals): string[] => columns.map(({ column, total }) => `${column} ${total}`);

const totalsOfCsv = async (text: string, options: FormatOptions) => plain(await totalsOf(csv(text, options)));

describe("totalsOf", () => {
  test("of several columns is a total of each, with its name, in the order of the option", async () => {
    expect(await totalsOfCsv(SALES, { column: ["tax", "amount"] })).toEqual({
      columns: [
        ["tax", "0.8", 3, 1, 0],
        ["amount", "-0.5", 3, 1, 0],
      ],
      groups: [],
    });
  });

  test("of a header that ends where the source does is 0", async () => {
    for (const column of [undefined, "amount", ["amount", "tax"]]) {
      const { columns } = await totalsOf(csv(column === undefined ? "amount" : "amount,tax", { column }));
      expect(columns.map(({ total }) => [`${total}`, total.count])).toEqual(
        Array.isArray(column)
          ? [
              ["0", 0],
              ["0", 0],
            ]
          : [["0", 0]],
      );
    }
  });

  test("of several columns and keys is a total of each column in each group", async () => {
    expect(await totalsOfCsv(SALES, { column: ["amount", "tax"], by: ["region", "month"] })).toEqual({
      columns: [
        ["amount", "-0.5", 3, 1, 0],
        ["tax", "0.8", 3, 1, 0],
      ],
      groups: [
        ["north", "May", "1.5", "0.7"],
        ["south", "May", "2", "0"],
        ["north", "June", "-4", "0.1"],
      ],
    });
  });

  test.each([
    ["3-4", ["amount", "tax"]],
    ["3-", ["amount", "tax"]],
    ["4-4", ["tax"]],
    [3, ["amount"]],
    ["4", ["tax"]],
  ])("the columns %j are %j", async (column, names) => {
    const { columns } = await totalsOf(csv(SALES, { column }));
    expect(columns.map((one) => one.column)).toEqual(names);
  });

  test("a name goes before a range", async () => {
    expect(columnsOf(await totalsOf(csv("2-3,b,c\n1,2,3\n", { column: "2-3" })))).toEqual(["2-3 1"]);
  });

  test("without a header columns are named by their positions", async () => {
    const options = { header: false, column: ["3", "2-"] };
    expect(columnsOf(await totalsOf(csv("a,1,10\nb,2,20\n", options)))).toEqual(["3 30", "2 3", "3 30"]);
  });

  test("without a header a range may begin with the first column", async () => {
    const totals = await totalsOf(csv("1,10\n2,20\n", { header: false, column: "1-" }));
    expect(columnsOf(totals)).toEqual(["1 3", "2 30"]);
  });

  test("one column may be a total, a key, or both, more than once", async () => {
    const options = { column: ["n", "n"], by: ["n", "k"] };
    expect(await totalsOfCsv("k,n\na,1\na,1\nb,2\n", options)).toEqual({
      columns: [
        ["n", "4", 3, 0, 0],
        ["n", "4", 3, 0, 0],
      ],
      groups: [
        ["1", "a", "2", "2"],
        ["2", "b", "2", "2"],
      ],
    });
  });

  test.each([
    [
      "2-9",
      '1:1: expected one of the columns region, month, amount, tax, or a position from 1 to 4, got "2-9"',
    ],
    ["4-3", '1:1: expected one of the columns region, month, amount, tax, got "4-3"'],
    [
      "5-",
      '1:1: expected one of the columns region, month, amount, tax, or a position from 1 to 4, got "5-"',
    ],
    [
      "3-5",
      '1:1: expected one of the columns region, month, amount, tax, or a position from 1 to 4, got "3-5"',
    ],
  ])("the columns %j are none", async (column, message) => {
    await expect(totalsOf(csv(SALES, { column }))).rejects.toThrow(`sales.csv:${message}`);
  });

  test("the first bad cell in a row is the one that is told, whatever the order of the columns", async () => {
    const api = csv("a,b\n1,2\nx,y\n", { column: ["b", "a"] });
    await expect(totalsOf(api)).rejects.toThrow('sales.csv:3:1: expected a number, got "x"');
  });

  test("skipped numbers are counted in their column", async () => {
    const { columns } = await totalsOf(csv("a,b\n1,x\ny,z\n", { column: ["a", "b"] }), { skipInvalid: true });
    expect(columns.map(({ skipped }) => skipped)).toEqual([1, 2]);
  });

  test("of numbers in no columns is one total without a name", async () => {
    const api: NumbersApi = {
      async *numbers() {
        yield [1, 2];
      },
    };
    expect(plain(await totalsOf(api))).toEqual({ columns: [[undefined, "3", 2, 0, 0]], groups: [] });
  });

  test("adds sources whose columns have the same names", async () => {
    const api = sources(
      { format: "csv", name: "a.csv", bytes: bytes("x,y\n1,2\n"), column: ["x", "y"] },
      { format: "tsv", name: "b.tsv", bytes: bytes("y\tx\n20\t10\n"), column: ["x", "y"] },
    );
    expect(columnsOf(await totalsOf(api))).toEqual(["x 11", "y 22"]);
  });

  test.each([
    ["y,x\n1,2\n", "b.csv: expected the columns x, y, as in the sources before, got the columns y, x"],
    ["x,y,z\n1,2,3\n", "b.csv: expected the columns x, y, as in the sources before, got the columns x, y, z"],
  ])("refuses a source whose columns in the same range are others", async (text, message) => {
    const api = sources(
      { format: "csv", name: "a.csv", bytes: bytes("x,y\n1,2\n"), column: "1-" },
      { format: "csv", name: "b.csv", bytes: bytes(text), column: "1-" },
    );
    await expect(totalsOf(api)).rejects.toThrow(message);
  });

  test("refuses numbers of which some have keys and some have none", async () => {
    const api = sources(
      { format: "csv", bytes: bytes("k,n\na,1\n"), column: "n", by: "k" },
      { format: "text", bytes: bytes("1 2") },
    );
    await expect(totalsOf(api)).rejects.toThrow(
      new TypeError("batches: expected keys with all numbers or with none, got both"),
    );
  });
});

describe("several columns", () => {
  test("are a RangeError to totalOf and totalsBy", async () => {
    const error = new RangeError("column: expected one column, got 2");
    await expect(totalOf(csv(SALES, { column: ["amount", "tax"] }))).rejects.toThrow(error);
    await expect(totalsBy(csv(SALES, { column: "3-4", by: "region" }))).rejects.toThrow(error);
  });

  test("keys of several parts are a RangeError to totalsBy", async () => {
    const api = csv(SALES, { column: "tax", by: ["region", "month"] });
    await expect(totalsBy(api)).rejects.toThrow(new RangeError("by: expected one column or path, got 2"));
  });

  test.each<[FormatOptions["column"], string]>([
    [[], "column: expected 1 to 1000 of them, got 0"],
    [Array<string>(1001).fill("a"), "column: expected 1 to 1000 of them, got 1001"],
    [["a", 0], "column: expected a name or a position from 1, got 0"],
  ])("%# are a RangeError where there are too few, too many, or one is none", (column, message) => {
    expect(() => csv(SALES, { column })).toThrow(new RangeError(message));
  });
});

test("law: a column's total is the same alone and among others, wherever the bytes are cut", async () => {
  const cell = fc.constantFrom("", "1", "-2.5", '"3"', " 4 ", "0.001");
  const rows = fc.array(fc.tuple(cell, cell, cell), { maxLength: 6 });
  const cuts = fc.array(fc.nat(200), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(rows, cuts, fc.boolean(), async (table, at, header) => {
      const text = `${header ? "a,b,c\n" : "0,0,0\n"}${table.map((row) => `${row.join(",")}\n`).join("")}`;
      const pieces = [0, ...at.toSorted((a, b) => a - b)].map((from, i, all) => text.slice(from, all[i + 1]));
      const read = (column: FormatOptions["column"]) =>
        totalsOf(streamNumbers(pieces.map(bytes), { format: "csv", column, header }));
      const { columns } = await read(["3", "1-2"]);
      for (const [i, position] of [3, 1, 2].entries()) {
        const [alone] = (await read(position)).columns;
        expect(columns[i]).toEqual(alone);
      }
    }),
    { numRuns: 60 },
  );
});

function sources(...batches: Batch[]): NumbersApi {
  return {
    async *numbers() {
      yield* batches;
    },
  };
}
