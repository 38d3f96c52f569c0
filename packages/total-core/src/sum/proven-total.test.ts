import * as fc from "fast-check";
import { expect, test } from "vitest";
import { nearTie, numberList, seededRandom } from "../testing/numbers.js";
import { oracleTotal } from "../testing/oracle.js";
import { LONGEST_PROVEN, provenTotal, UNPROVEN } from "./proven-total.js";

const proven = (numbers: readonly number[]): number =>
  provenTotal(Float64Array.from(numbers), numbers.length);

const outcome = (numbers: readonly number[]): number | "no proof" => {
  const total = proven(numbers);
  return Number.isNaN(total) ? "no proof" : total;
};

test("a total that is proved is the oracle's", () => {
  fc.assert(
    fc.property(numberList(100), (numbers) => {
      fc.pre(numbers.length > 0);
      expect(outcome(numbers)).toBeOneOf(["no proof", oracleTotal(numbers)]);
    }),
    { numRuns: 2000 },
  );
});

test("a hair's breadth from a tie: a total that is proved is the oracle's", () => {
  // Totals of this kind have no proof unless the hair is wider than what is lost at most, and are wrong half of the time without one.
  const random = seededRandom(1);
  let proofs = 0;
  for (let run = 0; run < 3000; run++) {
    const length = 1 + Math.floor(LONGEST_PROVEN * random() ** 4);
    const spread = 2 ** Math.floor(-70 * random());
    const list = Array.from({ length }, () => (random() - 0.4) * (random() < 0.5 ? 1 : spread));
    const hair = BigInt(Math.round(random() - 0.5)) << BigInt(Math.floor(850 + 200 * random()));
    const numbers = nearTie(list, hair);
    const total = outcome(numbers);
    if (total !== "no proof") proofs++;
    expect(total).toBeOneOf(["no proof", oracleTotal(numbers)]);
  }
  expect(proofs).toBeGreaterThan(500);
});

test.each([
  ["uniform", (random: () => number) => random()],
  ["signed", (random: () => number) => random() - 0.5],
  ["integer", (_random: () => number, i: number) => i],
  ["money", (random: () => number) => Math.round(random() * 1e6) / 100],
  ["wide", (random: () => number) => random() * 2 ** Math.floor(random() * 60)],
  ["mostly zero", (random: () => number, i: number) => (i % 50 === 0 ? random() : 0)],
  ["subnormal", (random: () => number) => random() * 2 ** -1030],
])("%s numbers have a proof, at any length", (_sort, number) => {
  for (const length of [1, 2, 10, 32, 33, 100, LONGEST_PROVEN]) {
    const random = seededRandom(length);
    const numbers = Array.from({ length }, (_, i) => number(random, i));
    expect([length, outcome(numbers)]).toEqual([length, oracleTotal(numbers)]);
  }
});

test("lists that cancel, or tie, have a proof where nothing is lost", () => {
  for (const numbers of [
    [1e16, 1, -1e16],
    [0.1, 0.2, -0.3],
    [1, 2 ** -53],
    [1, -1],
    [1, 2 ** -53, 2 ** -80],
    [-0, -0],
  ]) {
    expect(outcome(numbers)).toBe(oracleTotal(numbers));
  }
});

test.each([
  ["spread too far", [1e300, 1e200, 1e100, 1, -1e300, -1e200, -1e100]],
  ["overflow in between", [1e308, 1e308, -1e308]],
  ["are not finite", [1, Infinity]],
  ["are NaN", [1, NaN]],
])("numbers that %s have none", (_what, numbers) => {
  expect(proven(numbers)).toBe(UNPROVEN);
});
