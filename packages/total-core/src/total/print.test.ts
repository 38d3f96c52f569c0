import * as fc from "fast-check";
import { expect, test } from "vitest";
import { canonical } from "../sum/values.js";
import { plainDigits } from "../testing/oracle.js";
import { allDigits, shortestDigits } from "./print.js";

test.each([
  [0, "0"],
  [-0, "0"],
  [0.5, "0.5"],
  [-0.5, "-0.5"],
  [3.3, "3.3"],
  [1e21, "1000000000000000000000"],
  [-1.5e22, "-15000000000000000000000"],
  [123456789012345680000, "123456789012345680000"],
  [1e-7, "0.0000001"],
  [-1.25e-9, "-0.00000000125"],
  [5e-324, `0.${"0".repeat(323)}5`],
  [1.7976931348623157e308, `17976931348623157${"0".repeat(292)}`],
  [NaN, "NaN"],
  [Infinity, "Infinity"],
  [-Infinity, "-Infinity"],
])("the shortest digits of %d", (x, digits) => {
  expect(shortestDigits(x)).toBe(digits);
});

test("the shortest digits read back as the same number, and are plain", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
      const digits = shortestDigits(x);
      expect(Number(digits)).toBe(x === 0 ? 0 : x);
      expect(digits).toMatch(/^-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/);
    }),
    { numRuns: 1000 },
  );
});

test.each<[bigint, number, string]>([
  [0n, 0, "0"],
  [3n, -1, "0.3"],
  [33n, -1, "3.3"],
  [-33n, -1, "-3.3"],
  [-3n, -3, "-0.003"],
  [12n, 3, "12000"],
  [-1n, 0, "-1"],
])("all digits of %s × 10^%d", (coefficient, exponent, digits) => {
  expect(allDigits({ coefficient, exponent })).toBe(digits);
});

test("all digits of any exact value", () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.integer({ min: -50, max: 50 }), (coefficient, exponent) => {
      expect(allDigits(canonical(coefficient, exponent))).toBe(plainDigits({ coefficient, exponent }));
    }),
  );
});
