/** The cases that every implementation of sums of binary64 numbers has to get right. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { finite, finiteList, numberList, seededRandom, SORTS } from "../testing/numbers.js";
import { exactUnits, oracleTotal } from "../testing/oracle.js";
import { BinarySum } from "./binary.js";
import { typescriptEngine } from "./engine.js";
import type { SumEngine } from "../kernel/binary.js";

const MAX = Number.MAX_VALUE;
const ULP = 2 ** -52;

/** [what is special, the list, its total] */
const EXAMPLES: readonly (readonly [string, readonly number[], number])[] = [
  ["no rounding in between", [0.1, 0.2, 0.3], 0.6],
  ["one rounding", [0.1, 0.1, 0.1], 0.30000000000000004],
  ["no overflow in between", [1e308, 1e308, -1e308], 1e308],
  ["nor far above", [MAX, MAX, MAX, -MAX, -MAX], MAX],
  ["overflow", [MAX, MAX], Infinity],
  ["negative overflow", [-MAX, -MAX], -Infinity],
  ["half an ulp above the greatest is a tie, and rounds up", [MAX, 2 ** 970], Infinity],
  ["less than half an ulp above the greatest", [MAX, 2 ** 970, -(2 ** -1074)], MAX],
  ["a tie goes down to even", [1, ULP / 2], 1],
  ["a tie goes up to even", [1 + ULP, ULP / 2], 1 + 2 * ULP],
  ["the least bit of all decides a tie upwards", [1, ULP / 2, 2 ** -1074], 1 + ULP],
  ["and downwards", [1 + ULP, ULP / 2, -(2 ** -1074)], 1 + ULP],
  ["a tie of a negative total", [-1, -ULP / 2], -1],
  ["decided away from zero", [-1, -ULP / 2, -(2 ** -1074)], -(1 + ULP)],
  ["all ones in the mantissa, and slightly below", [-(2 - ULP), -(2 ** -60)], -(2 - ULP)],
  ["all ones, and rounded up to a power of two", [-(2 - ULP), -ULP / 2], -2],
  ["just below a power of two", [2, -(2 ** -1074)], 2],
  ["below a power of two the ulp is half as large", [2, -ULP / 2, -(2 ** -1074)], 2 - ULP],
  ["subnormals", [5e-324, 5e-324], 1e-323],
  ["subnormals that become normal", [2 ** -1022 - 2 ** -1074, 2 ** -1074], 2 ** -1022],
  ["a normal that becomes subnormal", [2 ** -1022, -(2 ** -1074)], 2 ** -1022 - 2 ** -1074],
  ["total cancellation", [1e16, 1, -1e16, -1], 0],
  ["zero is not negative", [1, -1, -0], 0],
  ["−0 and 0", [-0, 0], 0],
  ["−0 alone", [-0, -0, -0], -0],
  ["1e100 swallows nothing", [1, 1e100, 1, -1e100], 2],
  ["NaN", [1, NaN, 2], NaN],
  ["an infinity", [1, Infinity, -MAX], Infinity],
  ["a negative infinity", [-Infinity, MAX, MAX], -Infinity],
  ["infinities of both signs", [Infinity, 1, -Infinity], NaN],
];

/** Long enough for every way of adding. */
const LENGTHS: readonly number[] = [
  1, 2, 3, 31, 32, 33, 34, 35, 36, 399, 400, 401, 2047, 2048, 2049, 5000, 20_000,
];

export function runEngineCases(name: string, engine: SumEngine<BinarySum>): void {
  const ways: readonly (readonly [string, (numbers: readonly number[]) => number])[] = [
    ["total", (numbers) => engine.total(Float64Array.from(numbers))],
    ["totalOfNumbers", (numbers) => engine.totalOfNumbers(numbers)],
    ["sum", (numbers) => summed((sum) => engine.sum(Float64Array.from(numbers), sum))],
    ["sumOfNumbers", (numbers) => summed((sum) => engine.sumOfNumbers(numbers, 0, numbers.length, sum))],
  ];

  describe.each(ways)(`${name}: %s`, (_name, total) => {
    test.each(EXAMPLES)("%s", (_what, numbers, expected) => {
      expect(total(numbers)).toBe(expected);
      expect(total(numbers.toReversed())).toBe(expected);
    });

    test.each(EXAMPLES)("%s, among 5,000 numbers that cancel", (_what, numbers, expected) => {
      const noise = Array.from({ length: 2500 }, (_, i) => 2 ** (i % 40) + i);
      const sumWithNoise = total([...noise, ...numbers, ...noise.map((x) => -x)]);
      // With them it is no longer a sum of −0 alone.
      expect(sumWithNoise).toBe(Object.is(expected, -0) ? 0 : expected);
    });

    test("two numbers: the hardware's a + b", () => {
      fc.assert(
        fc.property(finite, finite, (a, b) => {
          expect(total([a, b])).toBe(a + b);
        }),
      );
    });

    test("any list: the oracle's total", () => {
      fc.assert(
        fc.property(numberList(60), (numbers) => {
          fc.pre(numbers.length > 0);
          expect(total(numbers)).toBe(oracleTotal(numbers));
        }),
        { numRuns: 400 },
      );
    });

    test("any long list: the oracle's total", () => {
      fc.assert(
        fc.property(finiteList(40), fc.integer({ min: 20, max: 80 }), (numbers, times) => {
          fc.pre(numbers.length > 0);
          const long = Array.from({ length: times }, () => numbers).flat();
          expect(total(long)).toBe(oracleTotal(long));
        }),
        { numRuns: 60 },
      );
    });

    test("a list and its negation: totals negate", () => {
      fc.assert(
        fc.property(finiteList(60), (numbers) => {
          fc.pre(numbers.length > 0);
          const negated = total(numbers.map((x) => -x));
          // A zero is +0 for both.
          expect(negated === 0 ? 0 : negated).toBe(total(numbers) === 0 ? 0 : -total(numbers));
        }),
      );
    });

    test.each(LENGTHS)("%d numbers of every sort: the oracle's total", (length) => {
      for (const [sort, number] of Object.entries(SORTS)) {
        const random = seededRandom(length);
        const numbers = Array.from({ length }, (_, i) => number(random, i));
        expect([sort, total(numbers)]).toEqual([sort, oracleTotal(numbers)]);
      }
    });
  });

  test(`${name}: the total of no numbers is −0, as Math.sumPrecise has it`, () => {
    expect(engine.total(new Float64Array(0))).toBe(-0);
    expect(engine.totalOfNumbers([])).toBe(-0);
  });

  test(`${name}: one number is itself`, () => {
    fc.assert(
      fc.property(fc.double(), (x) => {
        expect(engine.total(Float64Array.of(x))).toBe(x);
      }),
    );
  });

  test(`${name}: a sum keeps every bit, over many lists`, () => {
    fc.assert(
      fc.property(fc.array(finiteList(30), { maxLength: 5 }), (lists) => {
        const sum = new BinarySum();
        for (const list of lists) engine.sum(Float64Array.from(list), sum);
        for (const list of lists) engine.sumOfNumbers(list, 0, list.length, sum);
        expect(sum.toUnits()).toBe(2n * exactUnits(lists.flat()));
      }),
    );
  });

  test(`${name}: part of a list`, () => {
    const list = Array.from({ length: 30_000 }, (_, i) => i);
    const sum = new BinarySum();
    engine.sumOfNumbers(list, 100, 29_000, sum);
    expect(sum.toNumber()).toBe((29_000 * 28_999) / 2 - (100 * 99) / 2);
    engine.sumOfNumbers(list, 3, 7, sum);
    engine.sumOfNumbers(list, 5, 5, sum);
    expect(sum.toNumber()).toBe((29_000 * 28_999) / 2 - (100 * 99) / 2 + 3 + 4 + 5 + 6);
  });

  test(`${name}: a view into the middle of a buffer, and shared memory`, () => {
    const numbers = Float64Array.from({ length: 3000 }, (_, i) => i / 8);
    expect(engine.total(numbers.subarray(1000, 2000))).toBe((1999 * 2000 - 999 * 1000) / 16);
    const shared = new Float64Array(new SharedArrayBuffer(8 * 3000));
    shared.set(numbers);
    expect(engine.total(shared)).toBe((2999 * 3000) / 16);
  });

  test.each<[string, unknown]>([
    ["undefined", undefined],
    ["a string", "1"],
    ["a bigint", 1n],
    ["null", null],
    ["an object", { valueOf: () => 1 }],
    ["an array", [1]],
    ["a boolean", true],
  ])(`${name}: %s among the numbers is named by its index`, (what, wrong) => {
    for (const length of [4, 33, 500, 3000, 20_000]) {
      for (const index of [0, 1, 3, length - 1]) {
        const list: unknown[] = Array.from({ length }, (_, i) => i / 4);
        list[index] = wrong;
        const message = `numbers[${index}]: expected a number, got ${what}`;
        expect(() => engine.totalOfNumbers(list as number[])).toThrow(message);
        const sum = new BinarySum();
        expect(() => engine.sumOfNumbers(list as number[], 0, length, sum)).toThrow(TypeError);
      }
    }
  });

  test(`${name}: a hole is no number`, () => {
    const list = [1, 2, 3, 4];
    delete list[2];
    expect(() => engine.totalOfNumbers(list)).toThrow("numbers[2]: expected a number, got undefined");
  });

  test(`${name}: a total after one that failed is not touched by it`, () => {
    expect(() => engine.totalOfNumbers([1, 2, "3" as unknown as number])).toThrow(TypeError);
    expect(engine.totalOfNumbers([1e100, 1, -1e100])).toBe(1);
    expect(engine.totalOfNumbers([NaN, 1])).toBeNaN();
    expect(engine.totalOfNumbers([1e100, 1, -1e100])).toBe(1);
  });

  test.each([5, 20, 33, 500, 20_000])(
    `${name}: a getter among %d numbers wants totals of its own`,
    (length) => {
      const list = Array.from({ length }, (_, i) => (i % 2 === 0 ? 1e300 : 0.1) * i);
      const expected = oracleTotal(list);
      const last = list[length - 2]!;
      Object.defineProperty(list, length - 2, {
        get() {
          for (const inner of [3, 30, 300]) {
            const numbers = Array.from({ length: inner }, (_, i) => (i % 2 === 0 ? 1e200 : -0.3) * i);
            expect(typescriptEngine.totalOfNumbers(numbers)).toBe(oracleTotal(numbers));
            expect(typescriptEngine.total(Float64Array.from(numbers))).toBe(oracleTotal(numbers));
            typescriptEngine.sumOfNumbers(numbers, 0, inner, new BinarySum());
          }
          return last;
        },
      });
      expect(engine.totalOfNumbers(list)).toBe(expected);
      expect(summed((sum) => engine.sumOfNumbers(list, 0, length, sum))).toBe(expected);
    },
  );
}

function summed(add: (sum: BinarySum) => void): number {
  const sum = new BinarySum();
  add(sum);
  return sum.toNumber();
}
