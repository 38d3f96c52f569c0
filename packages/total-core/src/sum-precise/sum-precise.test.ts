import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { numberList, seededRandom, SORTS } from "../testing/numbers.js";
import { oracleTotal } from "../testing/oracle.js";
import { sumAtMost, sumPrecise } from "./implementation.js";
import { sumOf } from "./spec.cases.js";

const setOf = (items: readonly unknown[]): unknown => new Set(items);

describe("how many", () => {
  test("past 2^53 - 1 numbers it is a RangeError, and the iterator is closed", () => {
    expect(sumAtMost(3, setOf([1, 2, 4]))).toBe(7);
    expect(() => sumAtMost(2, setOf([1, 2, 4]))).toThrow(RangeError);
    // The number of too many is not looked at.
    expect(() => sumAtMost(2, setOf([1, 2, "4"]))).toThrow(RangeError);
    expect(() => sumAtMost(3, setOf([1, 2, "4"]))).toThrow(TypeError);
    expect(() => sumAtMost(0, setOf([1]))).toThrow(RangeError);
    expect(sumAtMost(0, setOf([]))).toBe(-0);
    const many = Array.from({ length: 20_000 }, (_, i) => i);
    expect(sumAtMost(20_000, setOf(many))).toBe(199_990_000);
    expect(() => sumAtMost(19_999, setOf(many))).toThrow(RangeError);
  });

  test("an endless iterable is closed", () => {
    const closings: string[] = [];
    const endless = { next: () => ({ done: false, value: 1 }), return: () => (closings.push("return"), {}) };
    const items = { [Symbol.iterator]: () => endless };
    expect(() => sumAtMost(10_000, items)).toThrow(RangeError);
    expect(closings).toEqual(["return"]);
  });
});

describe("the sum", () => {
  const containers: Readonly<Record<string, (numbers: readonly number[]) => Iterable<number>>> = {
    "an array": (numbers) => numbers,
    "an array of objects in memory": (numbers) =>
      Object.assign([null, ...numbers] as unknown[], {}).slice(1) as number[],
    "a Float64Array": (numbers) => Float64Array.from(numbers),
    "a part of one": (numbers) => Float64Array.from([5, ...numbers, 6]).subarray(1, -1),
    "a generator": function* (numbers) {
      yield* numbers;
    },
  };

  test.each(Object.entries(containers))("%s: the oracle's", (_what, from) => {
    fc.assert(
      fc.property(numberList(60), (numbers) => {
        expect(sumPrecise(from(numbers))).toBe(sumOf(numbers));
      }),
    );
  });

  test.each([401, 8192, 8193, 16_385])("%d numbers: the oracle's", (length) => {
    for (const sort of ["wide", "halves"]) {
      const random = seededRandom(length);
      const numbers = Array.from({ length }, (_, i) => SORTS[sort]!(random, i));
      const sums = Object.entries(containers).map(([what, from]) => [sort, what, sumPrecise(from(numbers))]);
      expect(sums).toEqual(Object.keys(containers).map((what) => [sort, what, oracleTotal(numbers)]));
    }
  });

  test.each([3, 500, 20_000])(
    "%d times −0 is −0, and with other numbers whose sum is 0 it is 0",
    (length) => {
      for (const from of Object.values(containers)) {
        const zeros = Array<number>(length).fill(-0);
        expect(sumPrecise(from(zeros))).toBe(-0);
        for (const others of [[0], [0, -0], [1, -1], [1, -0, -1]]) {
          expect(sumPrecise(from([...zeros, ...others]))).toBe(0);
          expect(sumPrecise(from([...others, ...zeros]))).toBe(0);
        }
      }
    },
  );

  test("one that failed leaves nothing to the next", () => {
    for (let i = 0; i < 2; i++) {
      expect(() => sumPrecise([NaN, 1e300, "1" as never])).toThrow(TypeError);
      expect(() => sumPrecise([...Array<number>(9000).fill(1), "1" as never])).toThrow(TypeError);
      expect(sumPrecise([1e100, 1, -1e100])).toBe(1);
      expect(sumPrecise(Array<number>(9000).fill(0.5))).toBe(4500);
    }
  });

  test("an iterable that wants sums itself", () => {
    const inner = Array<number>(9000).fill(0.1);
    const outer = [...inner];
    outer[0] = outer[4500] = oracleTotal(inner);
    expect(sumPrecise(summing(1))).toBe(oracleTotal(outer));
  });

  test("errors name what they got", () => {
    expect(() => sumPrecise([1, 2n as never])).toThrow("sumPrecise: expected numbers, got a bigint");
    expect(() => sumPrecise(5 as never)).toThrow("sumPrecise: expected an iterable of numbers, got a number");
  });
});

/** An iterable that sums others while it is read. */
function* summing(depth: number): Generator<number> {
  for (let i = 0; i < 9000; i++) yield i % 4500 === 0 && depth > 0 ? sumPrecise(summing(depth - 1)) : 0.1;
}
