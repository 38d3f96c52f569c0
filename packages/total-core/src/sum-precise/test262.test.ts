/**
 * The demands of the ten files of test262's `test/built-ins/Math/sumPrecise`, in our own words, file by file. The function has to meet them, and so has the
 * one that `shim` defines on `Math`.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { oracleTotal } from "../testing/oracle.js";
import { sumPrecise, type SumPrecise } from "./implementation.js";
import { shim } from "./shim.js";

const own = Object.getOwnPropertyDescriptor(Math, "sumPrecise");

beforeAll(() => {
  Reflect.deleteProperty(Math, "sumPrecise");
  shim();
});

afterAll(() => {
  Reflect.deleteProperty(Math, "sumPrecise");
  if (own !== undefined) Object.defineProperty(Math, "sumPrecise", own);
});

const MAX = Number.MAX_VALUE;
/** The distance of the greatest binary64 from the next one below it. */
const ULP_OF_MAX = 2 ** 971;

/** Sums at the greatest numbers, at which shipping engines went wrong: in between far above them, at the end just below, on or above the border. */
const AT_THE_BORDER: readonly (readonly number[])[] = [
  [2 ** 1023, 2 ** 1023],
  [2 ** 1023, 2 ** 1023 - 2 ** 970],
  [2 ** 1023, 2 ** 1023 - 2 ** 970, -(2 ** 900)],
  [MAX, ULP_OF_MAX / 2],
  [MAX, ULP_OF_MAX / 2, -1e-300],
  [MAX, ULP_OF_MAX / 2, 3, -4e200],
  [MAX, 2 ** 1022, -(2 ** 1022) - ULP_OF_MAX / 4],
  [-MAX, -ULP_OF_MAX / 4, -1e-290],
  [-MAX, -ULP_OF_MAX / 2, 5e-324],
  [MAX, MAX, -MAX, 1.5e300, -(2 ** 1000), 1e-5],
  [2 ** 1023, 7.25, -MAX, -(2 ** 1023), 3e-308, -1e-170],
  [1.25 * 2 ** 1023, -(1.5 * 2 ** 1023), 1.75 * 2 ** 1022, -(2 ** 1023) + 2 ** 970],
];

function* oneAndTwo(): Generator<number> {
  yield 1;
  yield 2;
}

describe.each<readonly [string, () => SumPrecise]>([
  ["sumPrecise", () => sumPrecise],
  ["Math.sumPrecise", () => (Math as unknown as { sumPrecise: SumPrecise }).sumPrecise],
])("%s", (_name, get) => {
  const sum: (items?: unknown, ...more: unknown[]) => number = (...items) =>
    (get() as (...items: unknown[]) => number)(...items);

  test.each([
    ["length.js", "length", 1],
    ["name.js", "name", "sumPrecise"],
  ])("%s", (_file, key, value) => {
    const expected = { value, writable: false, enumerable: false, configurable: true };
    expect(Object.getOwnPropertyDescriptor(get(), key)).toEqual(expected);
  });

  test("not-a-constructor.js", () => {
    const Sum = get() as unknown as new (items: unknown) => unknown;
    expect(() => new Sum([1])).toThrow(TypeError);
    expect(() => Reflect.construct(Object, [], Sum)).toThrow(TypeError);
    expect(Object.hasOwn(Sum, "prototype")).toBe(false);
  });

  test("sum-is-NaN.js", () => {
    for (const list of [
      [NaN],
      [1, NaN, 2],
      [Infinity, -Infinity],
      [-Infinity, 1, Infinity],
      [Infinity, NaN],
    ]) {
      expect(sum(list)).toBeNaN();
    }
  });

  test("sum-is-infinite.js", () => {
    for (const infinity of [Infinity, -Infinity]) {
      for (const list of [[infinity], [infinity, infinity], [1, infinity, -MAX]]) {
        expect(sum(list)).toBe(infinity);
      }
    }
  });

  test("sum-is-minus-zero.js", () => {
    for (const list of [[], [-0], [-0, -0]]) expect(sum(list)).toBe(-0);
    for (const list of [[0], [-0, 0], [0, -0], [1, -1], [-0, 1, -1]]) expect(sum(list)).toBe(0);
  });

  test("sum.js", () => {
    expect(sum([1, 2, 3])).toBe(6);
    expect(sum([0.1, 0.1])).toBe(0.2);
    expect(sum([1e30, 0.1, -1e30])).toBe(0.1);
    expect(sum([1e308, 1e308, 0.1, 0.1, 1e30, 0.1, -1e30, -1e308, -1e308])).toBe(0.30000000000000004);
    for (const list of AT_THE_BORDER) {
      for (const sign of [1, -1]) {
        const signed = list.map((x) => sign * x);
        expect([signed, sum(signed)]).toEqual([signed, oracleTotal(signed)]);
      }
    }
  });

  test("takes-iterable.js", () => {
    expect(sum([1, 2])).toBe(3);
    expect(sum(oneAndTwo())).toBe(3);
    expect(sum(new Set([1, 2]))).toBe(3);
    expect(sum(Object.assign([4], { [Symbol.iterator]: oneAndTwo }))).toBe(3);
    for (const others of [
      [],
      [undefined],
      [null],
      [1, 2],
      [{}],
      [{ length: 1, 0: 1 }],
      [true],
      [Symbol("a")],
    ]) {
      expect(() => sum(...others)).toThrow(TypeError);
    }
  });

  test("throws-on-non-number.js", () => {
    const coerced: string[] = [];
    const object = {
      valueOf: () => coerced.push("valueOf"),
      toString: () => coerced.push("toString"),
      [Symbol.toPrimitive]: () => coerced.push("toPrimitive"),
    };
    for (const item of [object, {}, 0n, "1", null, undefined, true, Symbol("a"), new Number(1), [1]]) {
      for (const before of [[], [1], [NaN], [Infinity, -Infinity]]) {
        expect(() => sum([...before, item, NaN])).toThrow(TypeError);
      }
    }
    const calls: string[] = [];
    const iterator = {
      next: () => (calls.push("next"), { done: false, value: object }),
      return: () => (calls.push("return"), {}),
    };
    expect(() => sum({ [Symbol.iterator]: () => iterator })).toThrow(TypeError);
    expect(calls).toEqual(["next", "return"]);
    expect(coerced).toEqual([]);
    expect(() => sum("12")).toThrow(TypeError);
    expect(sum("")).toBe(-0);
  });
});

test("prop-desc.js", () => {
  const { value: _value, ...attributes } = Object.getOwnPropertyDescriptor(Math, "sumPrecise")!;
  expect(attributes).toEqual({ writable: true, enumerable: false, configurable: true });
});
