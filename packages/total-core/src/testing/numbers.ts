/** Numbers that are interesting to add: those at which exact sums have gone wrong. */
import * as fc from "fast-check";
import { exactUnits, nearestNumber, unitsOf } from "./oracle.js";

export function numberFromParts(negative: boolean, exponentField: number, mantissa: bigint): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, (negative ? 1n << 63n : 0n) | (BigInt(exponentField) << 52n) | mantissa);
  return view.getFloat64(0);
}

const ALL_ONES = 2n ** 52n - 1n;
const HALF = 2n ** 51n;

const mantissa: fc.Arbitrary<bigint> = fc.oneof(
  fc.constantFrom(0n, 1n, ALL_ONES, ALL_ONES - 1n, HALF, HALF + 1n, HALF - 1n),
  fc.bigInt({ min: 0n, max: ALL_ONES }),
);

/** Fields of the exponent: the subnormals', those around 1, the greatest, and whatever else. */
const anyField: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(0, 1, 2, 1021, 1022, 1023, 1024, 1075, 1076, 2015, 2016, 2045, 2046),
  fc.integer({ min: 0, max: 2046 }),
);

/** Any finite number. */
export const finite: fc.Arbitrary<number> = fc
  .tuple(fc.boolean(), anyField, mantissa)
  .map(([negative, field, bits]) => numberFromParts(negative, field, bits));

/** Numbers whose exponents lie within `spread` of each other, so that they overlap, tie and cancel. */
function close(spread: number, maxLength: number): fc.Arbitrary<number[]> {
  return anyField.chain((field) =>
    fc.array(
      fc
        .tuple(fc.boolean(), fc.integer({ min: 0, max: spread }), mantissa)
        .map(([negative, above, bits]) => numberFromParts(negative, Math.min(field + above, 2046), bits)),
      { maxLength },
    ),
  );
}

/** A list in which some numbers come back negated, in another place. */
function cancelling(list: fc.Arbitrary<number[]>): fc.Arbitrary<number[]> {
  return fc.tuple(list, fc.infiniteStream(fc.boolean())).map(([numbers, coins]) => {
    const negated = numbers.filter(() => coins.next().value).map((x) => -x);
    return [...numbers, ...negated.toReversed()];
  });
}

/** Lists of finite numbers that overlap, tie, cancel, or have nothing to do with each other. */
export function finiteList(maxLength: number): fc.Arbitrary<number[]> {
  return fc.oneof(
    fc.array(finite, { maxLength }),
    close(3, maxLength),
    close(60, maxLength),
    close(200, maxLength),
    cancelling(fc.array(finite, { maxLength: Math.ceil(maxLength / 2) })),
    cancelling(close(60, Math.ceil(maxLength / 2))),
    fc.array(fc.double({ noNaN: true, min: -1, max: 1 }), { maxLength }),
    fc.array(fc.integer(), { maxLength }),
  );
}

/** The same with NaN and infinities among them, now and then. */
export function numberList(maxLength: number): fc.Arbitrary<number[]> {
  const special = fc.constantFrom(NaN, Infinity, -Infinity);
  const negligible = fc.constantFrom(0, -0);
  return fc.oneof(
    { weight: 8, arbitrary: finiteList(maxLength) },
    { weight: 1, arbitrary: fc.array(negligible, { maxLength }) },
    { weight: 1, arbitrary: fc.array(fc.oneof(finite, special), { maxLength }) },
    { weight: 1, arbitrary: fc.array(fc.oneof(special, negligible), { maxLength }) },
  );
}

/** A generator of random numbers from 0 to below 1 that is the same in every run (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * The numbers, and a few more that bring their total to `hair` units of 2^-1074 from the middle between two neighbouring binary64
 * numbers, where the last bit of all decides how it rounds.
 */
export function nearTie(numbers: readonly number[], hair: bigint): number[] {
  const list = [...numbers];
  const total = exactUnits(list);
  const rounded = nearestNumber(total);
  let missing = unitsOf(rounded) + unitsOf(ulpOf(rounded)) / 2n + hair - total;
  while (missing !== 0n) {
    const x = nearestNumber(missing);
    list.push(x);
    missing -= unitsOf(x);
  }
  return list;
}

function ulpOf(x: number): number {
  return numberFromParts(false, Math.max(fieldOf(x) - 52, 0), fieldOf(x) > 52 ? 0n : 1n);
}

function fieldOf(x: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  return (view.getUint16(0) >> 4) & 0x7ff;
}

/** Sorts of numbers that long lists are made of: from a random generator and an index to a number. */
export const SORTS: Readonly<Record<string, (random: () => number, i: number) => number>> = {
  uniform: (random) => random(),
  signed: (random) => random() - 0.5,
  integers: (_random, i) => i,
  equal: () => 0.1,
  growing: (random, i) => random() * 2 ** Math.min(i / 8, 1000),
  shrinking: (random, i) => random() * 2 ** Math.max(-i / 8, -1000),
  wide: (random) => (random() - 0.5) * 10 ** (600 * random() - 300),
  huge: (random) => (random() - 0.5) * Number.MAX_VALUE,
  subnormal: (random) => numberFromParts(random() < 0.5, 0, BigInt(Math.floor(random() * 2 ** 52))),
  halves: (random, i) => (i === 0 ? 2 ** 53 : random() < 0.5 ? 0.5 : -0.5),
  zeros: (_random, i) => (i % 2 === 0 ? 0 : -0),
  "mostly zeros": (random, i) => (i % 100 === 99 ? random() : 0),
  "one outlier": (random, i) => (i === 7 ? 1e200 : random()),
  "few outliers": (random) =>
    random() < 0.02 ? (random() - 0.5) * 10 ** (60 * random() - 30) : random() - 0.5,
  "cancelling pairs": (_random, i) => (i % 2 === 0 ? 1 + i : -i) * 1e10,
};
