import * as fc from "fast-check";
import { expect, test } from "vitest";
import { decimalUnits } from "../testing/oracle.js";
import { SmallDecimalSum } from "./small-decimal.js";

const MAX = Number.MAX_SAFE_INTEGER;

function sumOf(...terms: readonly (readonly [coefficient: number, exponent: number])[]): string {
  const sum = new SmallDecimalSum();
  const added = terms.map(([coefficient, exponent]) => sum.add(coefficient, exponent));
  return `${sum.coefficient}e${sum.exponent}${added.every(Boolean) ? "" : ` and not ${added.indexOf(false)}`}`;
}

test("a sum stands at the least of the scales", () => {
  expect(sumOf()).toBe("0e0");
  expect(sumOf([5, 0], [25, -2], [5, -1])).toBe("575e-2");
  expect(sumOf([5, -2], [1, 3])).toBe("100005e-2");
});

test("zeros have any scale", () => {
  expect(sumOf([0, -4000], [1, 4000], [0, -4000])).toBe("1e4000");
  expect(sumOf([1, -300], [-1, -300], [7, 5])).toBe("7e5");
});

test("there is room up to the greatest safe integer, at the common scale", () => {
  expect(sumOf([MAX, 0])).toBe(`${MAX}e0`);
  expect(sumOf([MAX, 0], [1, 0])).toBe(`${MAX}e0 and not 1`);
  expect(sumOf([-MAX, 0], [-1, 0])).toBe(`${-MAX}e0 and not 1`);
  expect(sumOf([MAX, 0], [-MAX, 0])).toBe("0e0");
  expect(sumOf([MAX, 0], [MAX, 0])).toBe(`${MAX}e0 and not 1`);
  expect(sumOf([1, 15], [1, 0])).toBe("1000000000000001e0");
  expect(sumOf([9, 15], [1, 0])).toBe("9000000000000001e0");
  expect(sumOf([10, 15], [1, 0])).toBe("10e15 and not 1");
  expect(sumOf([1, 0], [10, 15])).toBe("1e0 and not 1");
  expect(sumOf([1, 16], [1, 0])).toBe("1e16 and not 1");
  expect(sumOf([1, 0], [1, -4000])).toBe("1e0 and not 1");
});

test("what it takes it adds exactly", () => {
  const coefficient = fc.oneof(fc.integer({ min: -1000, max: 1000 }), fc.maxSafeInteger());
  const term = fc.tuple(coefficient, fc.integer({ min: -18, max: 18 }));
  fc.assert(
    fc.property(fc.array(term, { maxLength: 8 }), (terms) => {
      const sum = new SmallDecimalSum();
      const taken = terms.filter(([c, e]) => sum.add(c, e));
      const decimals = taken.map(([c, e]) => ({ coefficient: BigInt(c), exponent: e }));
      const { coefficient: c, exponent } = sum;
      expect(decimalUnits([{ coefficient: BigInt(c), exponent }], -18)).toBe(decimalUnits(decimals, -18));
    }),
    { numRuns: 1000 },
  );
});
