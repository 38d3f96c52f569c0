import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nearTie, numberList, seededRandom } from "../testing/numbers.js";
import { oracleTotal } from "../testing/oracle.js";
import { provenTotal, provenTotalOfNumbers, UNPROVEN } from "./proven-total.js";

const bothWays: readonly (readonly [string, (numbers: readonly number[]) => number])[] = [
  ["provenTotal", (numbers) => provenTotal(Float64Array.from(numbers))],
  ["provenTotalOfNumbers", (numbers) => provenTotalOfNumbers(numbers)],
];

describe.each(bothWays)("%s", (_name, proven) => {
  test("a total that is proved is the oracle's", () => {
    fc.assert(
      fc.property(numberList(100), (numbers) => {
        fc.pre(numbers.length > 0);
        const total = proven(numbers);
        expect(Number.isNaN(total) ? "no proof" : total).toBeOneOf(["no proof", oracleTotal(numbers)]);
      }),
      { numRuns: 1000 },
    );
  });

  test("a hair's breadth from a tie: a total that is proved is the oracle's", () => {
    // Such totals have no proof unless the hair is wider than what is lost at most, and are wrong half of the time without one.
    const random = seededRandom(1);
    let proofs = 0;
    for (let run = 0; run < 600; run++) {
      const length = 1 + Math.floor(2 ** (11.5 * random()));
      const spread = 2 ** Math.floor(-60 * random());
      const list = Array.from({ length }, () => (random() - 0.4) * (random() < 0.5 ? 1 : spread));
      const hair = BigInt(Math.round(random() - 0.5)) << BigInt(Math.floor(850 + 200 * random()));
      const numbers = nearTie(list, hair);
      const total = proven(numbers);
      if (!Number.isNaN(total)) proofs++;
      expect(Number.isNaN(total) ? "no proof" : total).toBeOneOf(["no proof", oracleTotal(numbers)]);
    }
    expect(proofs).toBeGreaterThan(100);
  });

  test("blocks that hardly fit their window, or do not: a total that is proved is the oracle's", () => {
    const random = seededRandom(2);
    for (let run = 0; run < 60; run++) {
      const first = Array.from({ length: 2048 }, random);
      const second = Array.from({ length: 2048 }, random);
      // The second block's window is about 2^14 to begin with.
      for (let i = 0; i < 12; i++) second[4 * i] = -(2 ** (8 + 8 * random()));
      const numbers = nearTie([...first, ...second], 1n << BigInt(Math.floor(900 + 150 * random())));
      const total = proven(numbers);
      expect(Number.isNaN(total) ? "no proof" : total).toBeOneOf(["no proof", oracleTotal(numbers)]);
    }
  });

  test.each([
    ["uniform", (random: () => number) => random()],
    ["signed", (random: () => number) => random() - 0.5],
    ["integers", (_random: () => number, i: number) => i],
    ["amounts", (random: () => number) => Math.round(random() * 1e6) / 100],
    ["wide", (random: () => number) => random() * 2 ** Math.floor(random() * 60)],
    ["mostly zeros", (random: () => number, i: number) => (i % 300 === 0 ? random() : 0)],
  ])("%s numbers have a proof, at any length", (_sort, number) => {
    for (const length of [1, 2, 10, 32, 33, 100, 1000, 2047, 2048, 2049, 2051, 10_000, 40_000]) {
      const random = seededRandom(length);
      const numbers = Array.from({ length }, (_, i) => number(random, i));
      expect([length, proven(numbers)]).toEqual([length, oracleTotal(numbers)]);
    }
  });

  test("a window too small for a later block is made larger", () => {
    const numbers = Array.from({ length: 10_000 }, (_, i) => (i < 5000 ? 1 / (i + 3) : 2 ** 40 * (i + 0.1)));
    expect(proven(numbers)).toBe(oracleTotal(numbers));
  });

  test("short lists that cancel, or tie, have a proof where nothing is lost", () => {
    for (const numbers of [
      [1e16, 1, -1e16],
      [0.1, 0.2, -0.3],
      [1, 2 ** -53],
      [1, -1],
      [1, 2 ** -53, 2 ** -80],
      [-0, -0],
    ]) {
      expect(proven(numbers)).toBe(oracleTotal(numbers));
    }
  });

  test.each([
    ["spread too far", [1e300, 1e200, 1e100, 1, -1e300, -1e200, -1e100]],
    ["overflow in between", [1e308, 1e308, -1e308]],
    ["are not finite", [1, Infinity]],
    ["are NaN", [1, NaN]],
    ["cancel, in a long list", Array.from({ length: 5000 }, (_, i) => (i % 2 === 0 ? 0.1 : -0.1))],
    ["spread too far, in a long list", Array.from({ length: 5000 }, (_, i) => 10 ** ((i % 600) - 300))],
  ])("numbers that %s have none", (_what, numbers) => {
    expect(proven(numbers)).toBe(UNPROVEN);
  });
});

test("an array with anything but numbers in it has no proof", () => {
  for (const length of [3, 40, 3000]) {
    for (const wrong of ["1", 1n, undefined, null]) {
      const list: unknown[] = Array.from({ length }, (_, i) => i);
      list[length - 1] = wrong;
      expect(provenTotalOfNumbers(list as number[])).toBe(UNPROVEN);
      list[length - 1] = 1;
      list[1] = wrong;
      expect(provenTotalOfNumbers(list as number[])).toBe(UNPROVEN);
    }
  }
});
