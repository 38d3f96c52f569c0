import { runInNewContext } from "node:vm";
import * as fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import { numberList } from "../testing/numbers.js";
import { oracleTotal } from "../testing/oracle.js";
import { total } from "./in-memory.js";

test("the promises of the README", () => {
  expect(total([1e308, 1e308, -1e308])).toBe(1e308);
  expect(total([0.1, 0.1, 0.1])).toBe(0.30000000000000004);
  expect(total([0.1, 0.2, 0.3])).toBe(0.6);
  expect(total([2n ** 64n, 1n])).toBe(2n ** 64n + 1n);
});

test("total([]) is 0, and so is the total of any list of nothing", () => {
  expect(total([])).toBe(0);
  expect(total(new Set<number>())).toBe(0);
  expect(total(new Float64Array(0))).toBe(0);
  expect(total(new Float32Array(0))).toBe(0);
  expect(total(new Int32Array(0))).toBe(0);
  expect(total(new BigInt64Array(0))).toBe(0n);
  expect(total(new BigUint64Array(0))).toBe(0n);
});

test("numbers, however they are delivered: the oracle's total", () => {
  fc.assert(
    fc.property(numberList(60), (numbers) => {
      const expected = oracleTotal(numbers);
      expect(total(numbers)).toBe(expected);
      expect(total(Float64Array.from(numbers))).toBe(expected);
      expect(total(numbers.values())).toBe(expected);
    }),
  );
});

test("a Float32Array is summed as what its numbers are, and rounded once", () => {
  fc.assert(
    fc.property(fc.float32Array(), (numbers) => {
      expect(total(numbers)).toBe(oracleTotal(numbers));
    }),
  );
  expect(total(Float32Array.of(0.1, 0.2))).toBe(Math.fround(0.1) + Math.fround(0.2));
  expect(total(new Float32Array(10_000).fill(0.1))).toBe(10_000 * Math.fround(0.1));
});

test("integer arrays of up to 32 bits give the nearest number", () => {
  expect(total(Uint8Array.of(255, 255))).toBe(510);
  expect(total(Int8Array.of(-128, -128))).toBe(-256);
  expect(total(new Uint8ClampedArray([300, -1]))).toBe(255);
  expect(total(Int16Array.of(-32_768, 1))).toBe(-32_767);
  expect(total(Uint16Array.of(65_535, 1))).toBe(65_536);
  expect(total(Int32Array.of(-(2 ** 31), -1))).toBe(-(2 ** 31) - 1);
  expect(total(Uint32Array.of(2 ** 32 - 1, 2 ** 32 - 1))).toBe(2 ** 33 - 2);
  const many = new Uint32Array(2 ** 21 + 1).fill(2 ** 32 - 1);
  expect(total(many)).toBe(Number(BigInt(many.length) * (2n ** 32n - 1n)));
});

test("bigints of any size, and arrays of them, give a bigint", () => {
  expect(total([10n ** 5000n, -1n])).toBe(10n ** 5000n - 1n);
  expect(total(new Set([1n, 2n]))).toBe(3n);
  expect(total(BigInt64Array.of(-(2n ** 63n), -1n))).toBe(-(2n ** 63n) - 1n);
  expect(total(BigUint64Array.of(2n ** 64n - 1n, 1n))).toBe(2n ** 64n);
  expect(total([0n])).toBe(0n);
});

test("−0 is the total of nothing but −0", () => {
  for (const numbers of [[-0], [-0, -0, -0], Array.from({ length: 1000 }, () => -0)]) {
    expect(total(numbers)).toBe(-0);
    expect(total(Float64Array.from(numbers))).toBe(-0);
    expect(total(Float32Array.from(numbers))).toBe(-0);
    expect(total(numbers.values())).toBe(-0);
    expect(total([...numbers, 0])).toBe(0);
  }
});

const Float16Array = (globalThis as { Float16Array?: { of(...numbers: number[]): Iterable<number> } })
  .Float16Array;

test.skipIf(Float16Array === undefined)("a Float16Array, where the runtime has it", () => {
  expect(total(Float16Array!.of(0.5, 0.25))).toBe(0.75);
});

test("arrays of another realm", () => {
  expect(total(runInNewContext("Float64Array.of(0.1, 0.2)") as Float64Array)).toBe(0.1 + 0.2);
  expect(total(runInNewContext("Uint8Array.of(1, 2)") as Uint8Array)).toBe(3);
  expect(total(runInNewContext("BigInt64Array.of(1n, 2n)") as BigInt64Array)).toBe(3n);
  expect(total(runInNewContext("[1, 2]") as number[])).toBe(3);
  expect(total(runInNewContext("new Set([1, 2])") as Set<number>)).toBe(3);
});

test("a Node Buffer is integers", () => {
  expect(total(Buffer.from([1, 2, 255]))).toBe(258);
});

describe("what is no list of numbers is a TypeError", () => {
  test.each<[string, unknown]>([
    ["a string", "1 2"],
    ["a number", 5],
    ["a bigint", 5n],
    ["null", null],
    ["undefined", undefined],
    ["an object", {}],
    ["an object", { length: 2, 0: 1, 1: 2 }],
    ["an object", new DataView(new ArrayBuffer(8))],
    ["an object", new ArrayBuffer(8)],
    ["a function", () => [1]],
    ["a symbol", Symbol.iterator],
  ])("%s", (what, numbers) => {
    expect(() => total(numbers as number[])).toThrow(
      new TypeError(`numbers: expected an array or an iterable of numbers, got ${what}`),
    );
  });

  test.each<[string, unknown, string]>([
    ["a string in the list", [1, 2, 3, "4"], "numbers[3]: expected a number, got a string"],
    ["a number among strings", ["4", 5], "numbers[1]: expected a string, got a number"],
    ["null among strings", ["4", null], "numbers[1]: expected a string, got null"],
    ["null first", [null, "4"], "numbers[0]: expected a number, got null"],
    [
      "a bigint among strings of an iterable",
      new Set(["4", 5n]),
      "numbers[1]: expected a string, got a bigint",
    ],
    [
      "a string among bigints of an iterable",
      new Set([5n, "4"]),
      "numbers[1]: expected a bigint, got a string",
    ],
    ["an object", [1, { valueOf: () => 1 }], "numbers[1]: expected a number, got an object"],
    ["a list", [[1]], "numbers[0]: expected a number, got an array"],
    ["null", [1, null], "numbers[1]: expected a number, got null"],
    ["a boolean", [true], "numbers[0]: expected a number, got a boolean"],
    ["a bigint among numbers", [1, 2n], "numbers[1]: expected a number, got a bigint"],
    ["a number among bigints", [1n, 2n, 3], "numbers[2]: expected a bigint, got a number"],
    ["a hole", Object.assign([1], { length: 2 }), "numbers[1]: expected a number, got undefined"],
    ["a hole first", Object.assign([], { length: 2 }), "numbers[0]: expected a number, got undefined"],
    [
      "a bigint among numbers of an iterable",
      new Set([1, 2n]),
      "numbers[1]: expected a number, got a bigint",
    ],
    [
      "a number among bigints of an iterable",
      new Set([1n, 2]),
      "numbers[1]: expected a bigint, got a number",
    ],
    ["a string in an iterable", new Set([1, "2"]), "numbers[1]: expected a number, got a string"],
    [
      "the characters of a String",
      new String("12"),
      "numbers: expected an array or an iterable of numbers, got an object",
    ],
    ["the entries of a Map", new Map([[1, 2]]), "numbers[0]: expected a number, got an array"],
  ])("%s", (_what, numbers, message) => {
    expect(() => total(numbers as number[])).toThrow(new TypeError(message));
  });

  test("an array whose buffer was given away", () => {
    const numbers = Float64Array.of(1, 2);
    const integers = BigInt64Array.of(1n);
    structuredClone([numbers, integers], { transfer: [numbers.buffer, integers.buffer] });
    expect(() => total(numbers)).toThrow(TypeError);
    expect(() => total(integers)).toThrow(TypeError);
  });
});

test("an iterator is closed where one of its numbers is none", () => {
  const closed: string[] = [];
  function* numbers(): Generator<number> {
    try {
      yield 1;
      yield "2" as unknown as number;
    } finally {
      closed.push("closed");
    }
  }
  expect(() => total(numbers())).toThrow("numbers[1]");
  expect(closed).toEqual(["closed"]);
});

test("an error that the iterable throws is the caller's", () => {
  const thrown = new Error("out of numbers");
  function* numbers(): Generator<number> {
    yield 1;
    throw thrown;
  }
  expect(() => total(numbers())).toThrow(thrown);
});

function* quarters(count: number): Generator<number> {
  for (let i = 0; i < count; i++) yield i / 4;
}

test("a hundred thousand numbers of an iterable", () => {
  expect(total(quarters(100_000))).toBe((100_000 * 99_999) / 8);
});

test.each([1, 511, 512, 513, 1024, 1025])(
  "%d numbers of an iterable, which totals others meanwhile",
  (count) => {
    const others: number[] = [];
    function* numbers(): Generator<number> {
      for (const number of quarters(count)) {
        if (number % 32 === 0) others.push(total(quarters(2000)));
        yield number;
      }
    }
    expect(total(numbers())).toBe((count * (count - 1)) / 8);
    expect(new Set(others)).toEqual(new Set([(2000 * 1999) / 8]));
  },
);

test("nothing but −0 of an iterable, however long", () => {
  expect(total(new Set([-0, 1]).values())).toBe(1);
  for (const count of [1, 512, 2000]) {
    const zeros = Array.from({ length: count }, () => -0);
    expect(total(zeros.values())).toBe(-0);
    expect(total([...zeros, 0].values())).toBe(0);
  }
});

test("its types", () => {
  expectTypeOf(total([1])).toEqualTypeOf<number>();
  expectTypeOf(total([])).toEqualTypeOf<number>();
  expectTypeOf(total(new Float64Array(1))).toEqualTypeOf<number>();
  expectTypeOf(total(new Uint8Array(1))).toEqualTypeOf<number>();
  expectTypeOf(total(new Set([1]))).toEqualTypeOf<number>();
  expectTypeOf(total([1n])).toEqualTypeOf<bigint>();
  expectTypeOf(total(new BigInt64Array(1))).toEqualTypeOf<bigint>();
  expectTypeOf(total([1] as number[] | bigint[])).toEqualTypeOf<number | bigint>();
  // @ts-expect-error a string is no list of numbers
  expect(() => total("12")).toThrow(TypeError);
  // @ts-expect-error with an option neither
  expect(() => total("12", { skipEmpty: true })).toThrow(TypeError);
  expectTypeOf(total(["12"])).toEqualTypeOf<string>();
  expectTypeOf(total(new Set(["12"]))).toEqualTypeOf<string>();
  expectTypeOf(total(["12", null, undefined], { skipEmpty: true })).toEqualTypeOf<string>();
  expectTypeOf([[1], [2]].map((list) => total(list))).toEqualTypeOf<number[]>();
  // @ts-expect-error nor is null a string, without the option
  expect(() => total(["12", null])).toThrow(TypeError);
  // @ts-expect-error nor is a mix
  expect(() => total([1, 2n])).toThrow(TypeError);
});
