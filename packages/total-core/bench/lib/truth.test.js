import { expect, test } from "vitest";

import { plainDecimal, scaled, sumOfDecimals, trueSum } from "./truth.js";

test.each([
  [[], 0],
  [[0.1, 0.1, 0.1], 0.30000000000000004],
  [[1e308, 1e308, -1e308], 1e308],
  [[1e100, 1, -1e100], 1],
  [[1, 2 ** -53], 1],
  [[1, 2 ** -53, 2 ** -1074], 1 + 2 ** -52],
  [[-1, -(2 ** -53), -(2 ** -1074)], -1 - 2 ** -52],
  [[5e-324, 5e-324], 1e-323],
])("the true sum of %j is %d", (numbers, sum) => {
  expect(trueSum(numbers)).toBe(sum);
});

test.each([
  ["0012.300", "12.3"],
  ["1.5e3", "1500"],
  ["-5e-2\n", "-0.05"],
  ["+7.", "7"],
  [".5", "0.5"],
  ["0.00", "0"],
  ["-0", "0"],
  ["12 amounts.txt", null],
  ["", null],
  [".", null],
])("%j as a plain decimal is %j", (text, plain) => {
  expect(plainDecimal(text)).toBe(plain);
});

test("scaled puts the point in its place", () => {
  expect([scaled(-5n, 2), scaled(1200n, 2), scaled(7n, 0), scaled(0n, 3)]).toEqual(["-0.05", "12", "7", "0"]);
});

test("a sum of decimals is exact, and none where one of them is no number", () => {
  expect(sumOfDecimals(["0.1", "0.2", "-1e1", "18014398509481985"])).toBe("18014398509481975.3");
  expect(sumOfDecimals(["1", ""])).toBeNull();
});
