/** The other package of Arrow, whose columns have other properties. */
import * as flechette from "@uwdata/flechette";
import { Decimal, makeData, Table, tableToIPC as arrowToIPC, Vector } from "apache-arrow";
import { expect, test } from "vitest";
import { totalOf } from "../../total/total-of.js";
import { arrowNumbers } from "./arrow-numbers.js";

const { columnFromArray, tableFromArrays, tableFromIPC, tableToIPC } = flechette;

async function shown(source: unknown, column?: string): Promise<string> {
  let empty = 0;
  const total = await totalOf(arrowNumbers(source as never, column === undefined ? {} : { column }), {
    onProgress: (now) => (empty = now.empty),
  });
  return `${total.toString()} of ${total.count}, ${empty} empty`;
}

test.each<readonly [string, flechette.DataType, readonly unknown[], string]>([
  ["int8", flechette.int8(), [-128, null, 127], "-1 of 2, 1 empty"],
  ["uint32", flechette.uint32(), [2 ** 32 - 1, 1], "4294967296 of 2, 0 empty"],
  ["int64", flechette.int64(), [-(2n ** 63n), null, -1n], "-9223372036854775809 of 2, 1 empty"],
  ["uint64", flechette.uint64(), [2n ** 64n - 1n, 1n], "18446744073709551616 of 2, 0 empty"],
  ["float16", flechette.float16(), [0.5, -2, null], "-1.5 of 2, 1 empty"],
  ["float32", flechette.float32(), [0.5, null, 0.25], "0.75 of 2, 1 empty"],
  ["float64", flechette.float64(), [0.1, 0.2, 0.3], "0.6 of 3, 0 empty"],
  ["decimal64", flechette.decimal64(18, 2), [1.25, -0.5, null], "0.75 of 2, 1 empty"],
  ["decimal128", flechette.decimal128(38, 2), [1.25, -0.5, null], "0.75 of 2, 1 empty"],
  ["decimal256", flechette.decimal256(76, 2), [1.25, -3], "-1.75 of 2, 0 empty"],
  ["a dictionary", flechette.dictionary(flechette.int32()), [5, null, 5, -1], "9 of 3, 1 empty"],
])("%s", async (_name, type, values, expected) => {
  const column = columnFromArray(values as never, type);
  expect(await shown(column)).toBe(expected);
  const table = flechette.tableFromColumns({ other: column, n: column });
  expect(await shown(table, "n")).toBe(expected);
  for (const useDecimalInt of [false, true]) {
    expect(await shown(tableFromIPC(tableToIPC(table, {})!, { useDecimalInt }), "n")).toBe(expected);
  }
});

test("decimal32, as apache-arrow writes it", async () => {
  const type = new Decimal(2, 9, 32);
  const data = makeData({
    type,
    length: 3,
    nullCount: 1,
    data: Uint32Array.of(125, -50, 7),
    nullBitmap: Uint8Array.of(0b011),
  });
  const table = tableFromIPC(arrowToIPC(new Table({ n: new Vector([data]) })));
  expect(await shown(table)).toBe("0.75 of 2, 1 empty");
});

test("dates are none, and the type has a name without one of its own", () => {
  const table = tableFromArrays({ day: [new Date(0)] });
  expect(() => arrowNumbers(table)).toThrow("the column day: expected numbers, got dates");
});
