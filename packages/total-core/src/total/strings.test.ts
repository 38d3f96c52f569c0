/** Lists of decimal literals: `total`, `addAll`, batches of a numbers API. */
import * as fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import { decimalUnits, plainDigits } from "../testing/oracle.js";
import type { Batch } from "../contract/numbers-api.js";
import { total } from "./in-memory.js";
import { totalOf } from "./total-of.js";
import { Total } from "./total.js";

const term = fc.tuple(
  fc.oneof(fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }), fc.bigInt()),
  fc.integer({ min: -30, max: 12 }),
);

function literal([coefficient, exponent]: readonly [bigint, number]): string {
  return exponent % 3 === 0 ? `${coefficient}e${exponent}` : plainDigits({ coefficient, exponent });
}

/** Each way to total a list, all at once. */
const WAYS: readonly (readonly [string, (strings: readonly string[]) => string])[] = [
  ["total of an array", (strings) => total(strings)],
  ["total of an iterable", (strings) => total(strings.values() as Iterable<string> & object)],
  ["total with the option", (strings) => total([null, ...strings, " "], { skipEmpty: true })],
  ["addAll", (strings) => new Total().addAll(strings).toString()],
  [
    "addAll with the option",
    (strings) => new Total().addAll(["", ...strings, undefined], { skipEmpty: true }).toString(),
  ],
  ["add", (strings) => strings.reduce((sum, each) => sum.add(each), new Total()).toString()],
];

describe.each(WAYS)("%s", (_way, totalOfList) => {
  test("is the exact one, whatever the digits and scales", () => {
    fc.assert(
      fc.property(fc.array(term, { minLength: 1, maxLength: 40 }), (terms) => {
        const decimals = terms.map(([coefficient, exponent]) => ({ coefficient, exponent }));
        const expected = plainDigits({ coefficient: decimalUnits(decimals, -30), exponent: -30 });
        expect(totalOfList(terms.map(literal))).toBe(expected);
      }),
      { numRuns: 30 },
    );
  });

  test("0.1 and 0.2 are 0.3", () => {
    expect(totalOfList(["0.1", "0.2"])).toBe("0.3");
    expect(totalOfList(["1204.60", "-.6", "+1e2", "5."])).toBe("1309");
    expect(totalOfList(["-0"])).toBe("0");
  });

  test("more than a safe integer in each scale, just below, at and above its bound", () => {
    const greatest = "999999999999999";
    for (const count of [9, 10, 1000]) {
      const list = Array.from({ length: count }, () => greatest);
      expect(totalOfList(list)).toBe(String(BigInt(count) * BigInt(greatest)));
      expect(totalOfList(list.map((each) => `-0.${each}`))).toBe(
        plainDigits({ coefficient: -BigInt(count) * BigInt(greatest), exponent: -15 }),
      );
    }
    const preloaded = [String(Number.MAX_SAFE_INTEGER - 1)];
    for (let i = 0; i < 4; i++) {
      preloaded.push("1");
      expect(totalOfList(preloaded)).toBe(String(BigInt(Number.MAX_SAFE_INTEGER) + BigInt(i)));
    }
  });

  test.each<[readonly string[], number, string]>([
    [["1", "x"], 1, "BAD_NUMBER"],
    [["1", "2", "1,5"], 2, "BAD_NUMBER"],
    [["1", " 2"], 1, "BAD_NUMBER"],
    [["1", "1e4001"], 1, "EXPONENT_RANGE"],
    [["NaN"], 0, "BAD_NUMBER"],
  ])("%j names the bad one", (strings, index, code) => {
    expect(() => totalOfList(strings)).toThrow(
      expect.objectContaining({ code, got: JSON.stringify(strings[index]) }),
    );
  });
});

test("the place of a bad string is its index", () => {
  const fault = { code: "BAD_NUMBER", place: { index: 1 }, message: 'numbers[1]: expected a number, got ""' };
  expect(() => total(["1", ""])).toThrow(expect.objectContaining(fault));
  expect(() => total(new Set(["1", ""]))).toThrow(expect.objectContaining(fault));
  const before = new Total().add("1");
  expect(() => before.addAll(["1", ""])).toThrow(expect.objectContaining(fault));
  expect(() => before.addAll(["1", null], {})).toThrow("numbers[1]: expected a string, got null");
  expect(before.toBytes()).toEqual(new Total().add("1").toBytes());
});

describe("skipEmpty", () => {
  test("is for strings alone", () => {
    for (const numbers of [[1, 2], new Float64Array([1]), new Float32Array([1]), [1n]]) {
      expect(() => total(numbers as never, { skipEmpty: true })).toThrow("numbers[0]: expected a string");
    }
    expect(() => total([1] as never, { skipEmpty: 1 } as never)).toThrow(
      "skipEmpty: expected a boolean, got a number",
    );
    expect([[1, 2], [3]].map(total as never)).toEqual([3, 3]);
  });

  const empty = [null, undefined, "", " ", "\t\r\n", "\u00a0"];

  test("passes over null, undefined and blank strings", () => {
    expect(total([...empty, "0.1", ...empty, "0.2"], { skipEmpty: true })).toBe("0.3");
    expect(new Total().addAll([...empty, "0.1", ...empty], { skipEmpty: true }).count).toBe(1);
    expect(total(new Set([null, "5"]), { skipEmpty: true })).toBe("5");
  });

  test("with it a list of nothing is a list of strings", () => {
    expect(total(empty, { skipEmpty: true })).toBe("0");
    expect(total([], { skipEmpty: false })).toBe("0");
    expect(total([] as string[])).toBe(0);
    expect(new Total().addAll(empty, { skipEmpty: true }).toBytes()).toEqual(new Total().toBytes());
  });

  test("passes over nothing else", () => {
    const options = { skipEmpty: true };
    expect(() => total(["1", " 2"], options)).toThrow(
      expect.objectContaining({ code: "BAD_NUMBER", place: { index: 1 } }),
    );
    expect(() => total(["1", 2 as unknown as string], options)).toThrow(
      "numbers[1]: expected a string, null or undefined, got a number",
    );
    expect(() => total([null, 2n as unknown as string], options)).toThrow(
      "numbers[1]: expected a string, null or undefined, got a bigint",
    );
    expect(() => total(5 as unknown as string[], options)).toThrow(
      "numbers: expected an array or an iterable of strings, got a number",
    );
    expect(() => new Total().addAll(new Set(["1"]) as unknown as string[], options)).toThrow(
      "batch: expected an array of strings, got an object",
    );
  });

  test("is a boolean", () => {
    const wrong = { skipEmpty: "yes" as unknown as boolean };
    expect(() => total(["1"], wrong)).toThrow("skipEmpty: expected a boolean, got a string");
    expect(() => new Total().addAll(["1"], wrong)).toThrow(TypeError);
  });

  test("what map passes along is no option", () => {
    expect([["0.1", "0.2"], ["5"]].map(total as (strings: string[]) => string)).toEqual(["0.3", "5"]);
  });
});

test("a batch of a numbers API may be strings; bad ones are skipped where that is asked for", async () => {
  const api = {
    async *numbers(): AsyncGenerator<Batch> {
      yield ["0.1", "x", ""];
      yield [0.5];
      yield ["0.2"];
    },
  };
  const outOfRange = {
    async *numbers(): AsyncGenerator<Batch> {
      yield ["1", "1e5000"];
    },
  };
  await expect(totalOf(outOfRange, { skipInvalid: true })).rejects.toMatchObject({ code: "EXPONENT_RANGE" });
  await expect(totalOf(api)).rejects.toThrow('numbers[1]: expected a number, got "x"');
  const skipped: number[] = [];
  const onProgress = (progress: { skipped: number }): void => void skipped.push(progress.skipped);
  const answer = await totalOf(api, { skipInvalid: true, onProgress });
  expect(answer.toString()).toBe("0.8");
  expect(skipped.at(-1)).toBe(2);
});

test("a list that begins with a string has nothing but strings", () => {
  expect(() => new Total().addAll(["1", 2] as unknown as string[])).toThrow(
    "numbers[1]: expected a string, got a number",
  );
  expect(() => new Total().addAll([1, "2"] as unknown as string[])).toThrow(
    "numbers[1]: expected a number, got a string",
  );
  expectTypeOf(new Total().addAll(["1"])).toEqualTypeOf<Total>();
  expectTypeOf(new Total().addAll([null], { skipEmpty: true })).toEqualTypeOf<Total>();
  // @ts-expect-error null needs the option
  expect(() => new Total().addAll(["1", null])).toThrow(TypeError);
});
