import * as fc from "fast-check";
import { expect, test } from "vitest";
import { canonical } from "../sum/values.js";
import { finite } from "../testing/numbers.js";
import { roundedValue } from "./round.js";

/** `Number` of a string is the oracle here. */
const read = (coefficient: bigint, exponent: number): number => Number(`${coefficient}e${exponent}`);

const HALF_LEAST = { coefficient: 5n ** 1075n, exponent: -1075 };
const OVERFLOW = (2n ** 54n - 1n) * 2n ** 970n;

test("any decimal is rounded to the nearest binary64", () => {
  const coefficient = fc.oneof(fc.bigInt(), fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }));
  const exponent = fc.oneof(fc.integer({ min: -40, max: 40 }), fc.integer({ min: -400, max: 400 }));
  fc.assert(
    fc.property(coefficient, exponent, (c, e) => {
      expect(roundedValue(canonical(c, e))).toBe(c === 0n ? 0 : read(c, e));
    }),
    { numRuns: 2000 },
  );
});

test("every binary64 is what its digits round to, and so is the middle between it and the next, to even", () => {
  fc.assert(
    fc.property(finite, (x) => {
      const [digits = "", exponent = ""] = x.toExponential(20).split("e");
      const [whole = "", fraction = ""] = digits.split(".");
      const c = BigInt(whole + fraction);
      expect(roundedValue(canonical(c, Number(exponent) - 20))).toBe(
        c === 0n ? 0 : read(c, Number(exponent) - 20),
      );
    }),
    { numRuns: 500 },
  );
});

test("every power of two, and the least step to either side of it", () => {
  for (let exponent2 = -1080; exponent2 <= 1024; exponent2++) {
    const power =
      exponent2 < 0
        ? { coefficient: 5n ** BigInt(-exponent2), exponent: exponent2 }
        : { coefficient: 2n ** BigInt(exponent2), exponent: 0 };
    for (const step of [-1n, 0n, 1n]) {
      const c = power.coefficient * 10n ** 30n + step;
      const e = power.exponent - 30;
      expect([exponent2, roundedValue(canonical(c, e))]).toEqual([exponent2, read(c, e)]);
    }
  }
});

test.each([
  ["half the least subnormal is a tie: 0", HALF_LEAST.coefficient, HALF_LEAST.exponent, 0],
  ["a hair above it", HALF_LEAST.coefficient * 10n + 1n, HALF_LEAST.exponent - 1, 5e-324],
  ["three halves of it are a tie: 2", HALF_LEAST.coefficient * 3n, HALF_LEAST.exponent, 1e-323],
  ["a hair below them", HALF_LEAST.coefficient * 30n - 1n, HALF_LEAST.exponent - 1, 5e-324],
  ["2^53 + 1 is a tie", 2n ** 53n + 1n, 0, 2 ** 53],
  ["2^53 + 3 is a tie", 2n ** 53n + 3n, 0, 2 ** 53 + 4],
  ["half an ulp above the greatest", OVERFLOW, 0, Infinity],
  ["a hair below that", OVERFLOW - 1n, 0, Number.MAX_VALUE],
  ["a hair of a hair below that", OVERFLOW * 10n - 1n, -1, Number.MAX_VALUE],
  ["far above", 1n, 4000, Infinity],
  ["farther still", 1n, 300_000_000, Infinity],
  ["far below", 1n, -4000, 0],
])("%s", (_what, coefficient, exponent, expected) => {
  expect(roundedValue({ coefficient, exponent })).toBe(expected);
  expect(roundedValue({ coefficient: -coefficient, exponent })).toBe(-expected);
});
