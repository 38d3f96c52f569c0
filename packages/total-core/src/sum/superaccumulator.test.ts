import * as fc from "fast-check";
import { expect, test } from "vitest";
import { finite, finiteList, nearTie, numberFromParts } from "../testing/numbers.js";
import { exactUnits, nearestNumber, oracleTotal, unitsOf } from "../testing/oracle.js";
import { ADDS_PER_CARRY, Superaccumulator } from "./superaccumulator.js";

const ALL_ONES = 2n ** 52n - 1n;

function sumOf(numbers: readonly number[]): Superaccumulator {
  const sum = new Superaccumulator();
  for (const x of numbers) sum.add(x);
  return sum;
}

test("a sum is exact", () => {
  fc.assert(
    fc.property(finiteList(50), (numbers) => {
      expect(sumOf(numbers).toUnits()).toBe(exactUnits(numbers));
    }),
  );
});

test("a sum rounds to nearest, ties to even", () => {
  fc.assert(
    fc.property(finiteList(50), (numbers) => {
      expect(sumOf(numbers).toNumber()).toBe(nearestNumber(exactUnits(numbers)));
    }),
  );
});

test("every power of two, its neighbours and half an ulp around them", () => {
  for (let field = 0; field <= 2046; field++) {
    for (const bits of [0n, 1n, ALL_ONES - 1n, ALL_ONES]) {
      const x = numberFromParts(field % 2 === 1, field, bits);
      const halfUlp = numberFromParts(false, Math.max(field - 53, 0), 0n);
      const least = numberFromParts(false, 0, 1n);
      for (const list of [[x], [x, halfUlp], [x, -halfUlp], [x, halfUlp, least], [x, halfUlp, -least]]) {
        expect(sumOf(list).toNumber()).toBe(nearestNumber(exactUnits(list)));
      }
    }
  }
});

test("a tie is decided by any bit below it, wherever the number stands in its limbs", () => {
  for (let shift = 0; shift < 32; shift++) {
    const x = numberFromParts(shift % 2 === 1, 1023 + shift, ALL_ONES - 1n);
    const lastBit = 1023 + shift - 1 - 54;
    for (let bit = lastBit; bit > lastBit - 130; bit--) {
      for (const hair of [1n << BigInt(bit), -(1n << BigInt(bit))]) {
        const numbers = nearTie([x], hair);
        expect([shift, bit, sumOf(numbers).toNumber()]).toEqual([shift, bit, oracleTotal(numbers)]);
      }
    }
  }
});

test("as many adds as fit between two carries, and a few more", () => {
  // Numbers whose parts fill their limbs to the last bit, at a shift of 0 and of 31; after a first sum of the other sign, which
  // leaves carries behind.
  for (const field of [1 + 32 * 5, 32 * 5]) {
    for (const negative of [false, true]) {
      const x = numberFromParts(negative, field, ALL_ONES);
      const sum = sumOf([-x, -x, -x]);
      sum.toUnits();
      for (let i = 0; i < ADDS_PER_CARRY + 5; i++) sum.add(x);
      expect(sum.toUnits()).toBe(unitsOf(x) * BigInt(ADDS_PER_CARRY + 2));
    }
  }
});

test("integers times powers of two, from the least to far above the greatest binary64", () => {
  const integer = fc.maxSafeInteger();
  fc.assert(
    fc.property(fc.array(fc.tuple(integer, fc.integer({ min: -1074, max: 1020 }))), (terms) => {
      const sum = new Superaccumulator();
      let units = 0n;
      for (const [coefficient, exponent2] of terms) {
        sum.addScaled(coefficient, exponent2);
        units += BigInt(coefficient) << BigInt(exponent2 + 1074);
      }
      expect(sum.toUnits()).toBe(units);
      expect(sum.toNumber()).toBe(nearestNumber(units));
    }),
  );
});

test("2^53 times the greatest binary64, and back", () => {
  const sum = new Superaccumulator();
  const greatest = 2n ** 53n - 1n;
  sum.addScaled(Number(greatest), 971 + 53);
  expect(sum.toNumber()).toBe(Infinity);
  expect(sum.toUnits()).toBe(greatest << BigInt(971 + 53 + 1074));
  sum.addScaled(-Number(greatest), 971 + 53);
  sum.addScaled(-Number(greatest), 971 + 53);
  expect(sum.toNumber()).toBe(-Infinity);
  expect(sum.toUnits()).toBe(-(greatest << BigInt(971 + 53 + 1074)));
});

test("reading changes nothing, and adding goes on after it", () => {
  fc.assert(
    fc.property(finiteList(20), finiteList(20), (before, after) => {
      const sum = sumOf(before);
      expect(sum.toNumber()).toBe(sum.toNumber());
      expect(sum.toUnits()).toBe(exactUnits(before));
      for (const x of after) sum.add(x);
      expect(sum.toUnits()).toBe(exactUnits([...before, ...after]));
    }),
  );
});

test("merge(a, b) and merge(b, a) are the sum of both, and leave the other as it was", () => {
  fc.assert(
    fc.property(finiteList(20), finiteList(20), (a, b) => {
      const [ab, ba] = [sumOf(a), sumOf(b)];
      const other = sumOf(b);
      ab.merge(other);
      ba.merge(sumOf(a));
      expect(ab.toUnits()).toBe(exactUnits([...a, ...b]));
      expect(ba.toUnits()).toBe(ab.toUnits());
      expect(other.toUnits()).toBe(exactUnits(b));
    }),
  );
});

test("a sum merged into itself doubles", () => {
  fc.assert(
    fc.property(finiteList(20), (numbers) => {
      const sum = sumOf(numbers);
      sum.merge(sum);
      expect(sum.toUnits()).toBe(2n * exactUnits(numbers));
    }),
  );
});

test("as many merges as fit between two carries, and a few more", () => {
  const x = numberFromParts(true, 1 + 32 * 5, ALL_ONES);
  const sum = sumOf([x]);
  const other = sumOf([x, x]);
  for (let i = 0; i < 1000; i++) sum.merge(other);
  expect(sum.toUnits()).toBe(unitsOf(x) * 2001n);
});

test("a cleared sum is one of nothing", () => {
  fc.assert(
    fc.property(finiteList(20), finite, (numbers, x) => {
      const sum = sumOf(numbers);
      sum.clear();
      expect(sum.toUnits()).toBe(0n);
      expect(sum.toNumber()).toBe(0);
      sum.add(x);
      expect(sum.toUnits()).toBe(unitsOf(x));
    }),
  );
});
