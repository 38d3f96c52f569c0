import * as fc from "fast-check";
import { expect, test } from "vitest";
import { decimalUnits, sameDecimal, type Decimal } from "../testing/oracle.js";
import { DecimalSum, MAX_BINS } from "./decimal.js";

const exponent: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: -6, max: 3 }),
  fc.integer({ min: -60, max: 60 }),
  fc.constantFrom(-42, -41, -40, -39, 22, 23, 24, 25),
);
const coefficient: fc.Arbitrary<number | bigint> = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc.constantFrom(0, -0, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER),
  fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }),
  fc.constantFrom(10n ** 30n, -(10n ** 30n), 2n ** 64n, 0n),
);
type Term = readonly [number | bigint, number];
const terms: fc.Arbitrary<Term[]> = fc.array(fc.tuple(coefficient, exponent), { maxLength: 40 });

const LEAST_SCALE = -60;

function sumOf(list: readonly Term[]): DecimalSum {
  const sum = new DecimalSum();
  for (const [c, e] of list) sum.add(c, e);
  return sum;
}

function oracle(list: readonly Term[], scale: number = LEAST_SCALE): Decimal {
  const decimals = list.map(([c, e]) => ({ coefficient: BigInt(c), exponent: e }));
  return { coefficient: decimalUnits(decimals, scale), exponent: scale };
}

test("a sum is exact, and its value has no idle zeros", () => {
  fc.assert(
    fc.property(terms, (list) => {
      const value = sumOf(list).value();
      expect(sameDecimal(value, oracle(list))).toBe(true);
      expect(value.coefficient === 0n ? value.exponent === 0 : value.coefficient % 10n !== 0n).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("merge(a, b) and merge(b, a) are the sum of both, and leave the other as it was", () => {
  fc.assert(
    fc.property(terms, terms, (a, b) => {
      const [ab, ba] = [sumOf(a), sumOf(b)];
      const other = sumOf(b);
      ab.merge(other);
      ba.merge(sumOf(a));
      expect(ab.value()).toEqual(sumOf([...a, ...b]).value());
      expect(ba.value()).toEqual(ab.value());
      expect(other.value()).toEqual(sumOf(b).value());
    }),
  );
});

test("a sum merged into itself doubles", () => {
  fc.assert(
    fc.property(terms, (list) => {
      const sum = sumOf(list);
      sum.merge(sum);
      expect(sum.value()).toEqual(sumOf([...list, ...list]).value());
    }),
  );
});

test("reading changes nothing, and adding goes on after it", () => {
  fc.assert(
    fc.property(terms, terms, (before, after) => {
      const sum = sumOf(before);
      expect(sum.value()).toEqual(sum.value());
      for (const [c, e] of after) sum.add(c, e);
      expect(sum.value()).toEqual(sumOf([...before, ...after]).value());
    }),
  );
});

test("safe integers just below, at and above 2^53 in sum", () => {
  const greatest = Number.MAX_SAFE_INTEGER;
  for (const list of [
    [greatest, 1],
    [greatest, 1, 1],
    [greatest, 2],
    [greatest, greatest, greatest],
    [-greatest, -1, -1],
    [-greatest, -greatest, greatest, 1],
  ]) {
    const expected = list.reduce((sum, c) => sum + BigInt(c), 0n);
    const { coefficient: c, exponent: e } = sumOf(list.map((x) => [x, 0])).value();
    expect(c * 10n ** BigInt(e)).toBe(expected);
  }
});

test("more scales than it keeps apart, from 10^-20000 to 10^4000, are summed exactly", () => {
  const list: Term[] = [];
  for (let i = 0; i < 12_000; i++) list.push([(i % 7) - 3 + 10 * i, ((i * 7919) % 24_000) - 20_000]);
  const sum = sumOf(list);
  expect(sum.bins).toBeLessThanOrEqual(MAX_BINS);
  const few = list.slice(0, 200);
  for (const [c, e] of list.slice(200).toReversed()) sum.add(-Number(c), e);
  expect(sum.bins).toBeLessThanOrEqual(MAX_BINS);
  expect(sameDecimal(sum.value(), oracle(few, -20_000))).toBe(true);
});
