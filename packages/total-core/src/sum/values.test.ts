import * as fc from "fast-check";
import { expect, test } from "vitest";
import { finiteList } from "../testing/numbers.js";
import { exactUnits, sameDecimal } from "../testing/oracle.js";
import { canonical, powerOfTen, unitsOfValue, valueOfUnits } from "./values.js";

test("a value keeps its worth without its zeros", () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.nat(70), fc.integer({ min: -30, max: 30 }), (digits, zeros, exponent) => {
      const coefficient = digits * 10n ** BigInt(zeros);
      const value = canonical(coefficient, exponent);
      expect(sameDecimal(value, { coefficient, exponent })).toBe(true);
      expect(value.coefficient === 0n ? value.exponent === 0 : value.coefficient % 10n !== 0n).toBe(true);
    }),
  );
});

test("every number of zeros is taken away", () => {
  for (let zeros = 0; zeros <= 200; zeros++) {
    expect(canonical(-6n * 10n ** BigInt(zeros), -100)).toEqual({ coefficient: -6n, exponent: zeros - 100 });
  }
});

test("a huge power of two has no zeros to be looked for", () => {
  const coefficient = 1n << 5_000_000n;
  expect(canonical(coefficient, 0).coefficient === coefficient).toBe(true);
});

test("units of 2^-1074 and back", () => {
  fc.assert(
    fc.property(finiteList(5), (numbers) => {
      const units = exactUnits(numbers);
      const value = valueOfUnits(units);
      expect(unitsOfValue(value)).toBe(units);
      expect(sameDecimal(value, { coefficient: units * 5n ** 1074n, exponent: -1074 })).toBe(true);
      expect(value).toEqual(canonical(value.coefficient, value.exponent));
    }),
  );
});

test("what is no multiple of 2^-1074 has no units", () => {
  expect(unitsOfValue({ coefficient: 1n, exponent: -1 })).toBeUndefined();
  expect(unitsOfValue({ coefficient: 5n ** 1075n, exponent: -1075 })).toBeUndefined();
  expect(unitsOfValue({ coefficient: 5n ** 1074n, exponent: -1074 })).toBe(1n);
});

test("powers of ten, kept and computed", () => {
  for (const n of [0, 1, 63, 64, 65, 400]) expect(powerOfTen(n)).toBe(BigInt(`1${"0".repeat(n)}`));
});
