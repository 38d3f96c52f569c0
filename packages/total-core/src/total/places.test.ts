import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { finite, finiteList } from "../testing/numbers.js";
import { exactUnits } from "../testing/oracle.js";
import { Total } from "./total.js";

const places = (numbers: Iterable<number | bigint | string>, count: number): string => {
  const total = new Total();
  for (const number of numbers) total.add(number);
  return total.toString({ places: count });
};

/** value × 10^-scale to the nearest multiple of 10^-count, ties to even: half a unit more, rounded down, and one less for an odd one of a tie. */
function nearest(value: bigint, scale: number, count: number): string {
  const common = BigInt(Math.max(scale, count));
  const twoUnits = 2n * 10n ** (common - BigInt(count));
  const sought = 2n * value * 10n ** (common - BigInt(scale)) + twoUnits / 2n;
  const rest = ((sought % twoUnits) + twoUnits) % twoUnits;
  const up = (sought - rest) / twoUnits;
  const rounded = rest === 0n && up % 2n !== 0n ? up - 1n : up;
  const digits = String(rounded < 0n ? -rounded : rounded).padStart(count + 1, "0");
  const point = digits.length - count;
  return `${rounded < 0n ? "-" : ""}${digits.slice(0, point)}${count > 0 ? "." : ""}${digits.slice(point)}`;
}

const anyCount = fc.oneof(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 1100 }));

describe("so many digits after the point", () => {
  test("of decimals: the nearest, ties to even", () => {
    const decimal = fc.tuple(
      fc.oneof(fc.bigInt(), fc.bigInt({ min: -3000n, max: 3000n })),
      fc.integer({ min: 0, max: 30 }),
    );
    fc.assert(
      fc.property(decimal, anyCount, ([coefficient, scale], count) => {
        expect(places([`${coefficient}e-${scale}`], count)).toBe(nearest(coefficient, scale, count));
      }),
      { numRuns: 1000 },
    );
  });

  test("of integers: zeros behind the point", () => {
    fc.assert(
      fc.property(fc.bigInt(), anyCount, (integer, count) => {
        expect(places([integer], count)).toBe(`${integer}${count === 0 ? "" : `.${"0".repeat(count)}`}`);
      }),
    );
  });

  test("of binary numbers: the nearest to the exact sum, not to its binary64", () => {
    fc.assert(
      fc.property(fc.oneof(finiteList(6), fc.array(finite, { maxLength: 2 })), anyCount, (numbers, count) => {
        const value = exactUnits(numbers) * 5n ** 1074n;
        expect(places(numbers, count)).toBe(nearest(value, 1074, count));
      }),
    );
    // 1.005 is a little less, and 2^53 + 1.5 rounds to 2^53 + 2 as a binary64.
    expect(places([1.005], 2)).toBe("1.00");
    expect(places([2 ** 53, 1.25], 1)).toBe("9007199254740993.2");
    expect(places([1e308, 1e308], 0)).toBe(String(2n * BigInt(1e308)));
  });

  test.each([
    [["1204.6"], 2, "1204.60"],
    [["0.125"], 2, "0.12"],
    [["0.375"], 2, "0.38"],
    [["-0.125"], 2, "-0.12"],
    [["2.5"], 0, "2"],
    [["3.5"], 0, "4"],
    [["0.5"], 0, "0"],
    [["9.995"], 2, "10.00"],
    [["0.1250000000000000000000000001"], 2, "0.13"],
    [["-0.004"], 2, "0.00"],
    [["-0.005"], 2, "0.00"],
    [["-0.4"], 0, "0"],
    [[-0], 2, "0.00"],
    [[], 3, "0.000"],
    [["1e3"], 1, "1000.0"],
    [["1e-4000"], 4000, `0.${"0".repeat(3999)}1`],
  ])("%j to %d", (numbers, count, digits) => {
    expect(places(numbers, count)).toBe(digits);
  });

  test("NaN and infinities stay as they are", () => {
    expect([NaN, Infinity, -Infinity].map((special) => places([special], 2))).toEqual([
      "NaN",
      "Infinity",
      "-Infinity",
    ]);
  });

  test.each([-1, 0.5, 4001, NaN, Infinity])("%d digits are a RangeError", (count) => {
    expect(() => new Total().toString({ places: count })).toThrow(RangeError);
    expect(() => new Total().toString({ places: count })).toThrow(
      `places: expected an integer from 0 to 4000, got ${count}`,
    );
  });

  test("digits that are no number are a TypeError", () => {
    expect(() => new Total().toString({ places: "2" as never })).toThrow(TypeError);
  });

  test("undefined is as good as none", () => {
    expect(new Total().add("0.1").toString({ places: undefined })).toBe("0.1");
  });
});
