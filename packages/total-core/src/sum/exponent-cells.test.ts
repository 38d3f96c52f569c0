import * as fc from "fast-check";
import { expect, test } from "vitest";
import { finite, finiteList, numberFromParts } from "../testing/numbers.js";
import { exactUnits, unitsOf } from "../testing/oracle.js";
import { ADDS_PER_GROUP, addByExponent } from "./exponent-cells.js";
import { Superaccumulator } from "./superaccumulator.js";

const ALL_ONES = 2n ** 52n - 1n;

function unitsByExponent(values: Float64Array): bigint {
  const sum = new Superaccumulator();
  addByExponent(values, sum);
  return sum.toUnits();
}

test("a sum is exact", () => {
  fc.assert(
    fc.property(finiteList(50), (numbers) => {
      expect(unitsByExponent(Float64Array.from(numbers))).toBe(exactUnits(numbers));
    }),
  );
});

/** As many as the cells of a group hold at once, of which one is a zero, so that an odd number of odd parts is added up. */
function fullGroup(x: number): Float64Array {
  const values = new Float64Array(ADDS_PER_GROUP).fill(x);
  values[0] = 0;
  return values;
}

test.each([0, 64, 125])("group %d: high cells filled to the last bit", (group) => {
  // The greatest exponent of the group, and a mantissa that begins with n ones and has no more: if the high part is to end there
  // it is as large as can be, and odd.
  for (let ones = 28; ones <= 44; ones++) {
    const field = Math.min(16 * group + 15, 2046);
    const x = numberFromParts(group % 2 === 1, field, ALL_ONES - (2n ** BigInt(53 - ones) - 1n));
    const expected = unitsOf(x) * BigInt(ADDS_PER_GROUP - 1);
    expect([ones, unitsByExponent(fullGroup(x))]).toEqual([ones, expected]);
  }
});

test.each([0, 64, 125])("group %d: low cells filled to the last bit", (group) => {
  // The least exponent of the group, and a mantissa that ends with n ones: if the low part is to begin there it is as large as can
  // be, and odd.
  for (let ones = 28; ones <= 44; ones++) {
    const x = numberFromParts(group % 2 === 1, 16 * group, 2n ** BigInt(ones) - 1n);
    const expected = unitsOf(x) * BigInt(ADDS_PER_GROUP - 1);
    expect([ones, unitsByExponent(fullGroup(x))]).toEqual([ones, expected]);
  }
});

test("a list longer than what the cells hold", () => {
  const x = numberFromParts(true, 1023, ALL_ONES);
  const length = 3 * ADDS_PER_GROUP + 1;
  expect(unitsByExponent(new Float64Array(length).fill(x))).toBe(unitsOf(x) * BigInt(length));
});

test("what an addition throws away is never kept for the next list", () => {
  fc.assert(
    fc.property(fc.array(finite, { minLength: 1, maxLength: 9 }), (numbers) => {
      const values = Float64Array.from(numbers);
      expect(unitsByExponent(values)).toBe(unitsByExponent(values));
    }),
  );
});

test("numbers that are not finite are handed on one by one", () => {
  const handedOn: number[] = [];
  addByExponent(Float64Array.of(NaN, 1, -Infinity, 2 ** 993, 0, Infinity), { add: (x) => handedOn.push(x) });
  expect(handedOn).toEqual([NaN, 1, -Infinity, 2 ** 993, 0, Infinity]);
});

test("a list whose numbers were not all handed on leaves nothing to the next one", () => {
  const failing = {
    add() {
      throw new RangeError("no more room");
    },
  };
  expect(() => addByExponent(Float64Array.of(1, 2, 3, 4), failing)).toThrow("no more room");
  expect(unitsByExponent(Float64Array.of(1, 2))).toBe(unitsOf(3));
});
