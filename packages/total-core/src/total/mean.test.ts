import * as fc from "fast-check";
import { expect, expectTypeOf, test } from "vitest";
import { finiteList, numberList } from "../testing/numbers.js";
import { exactUnits, nearestNumber, unitsOf } from "../testing/oracle.js";
import { Total } from "./total.js";

type Numeral = number | bigint | string;

const of = (...numbers: readonly Numeral[]): Total =>
  numbers.reduce((total: Total, number) => total.add(number), new Total());

/** The nearer one of the two neighbours of numerator / denominator × 2^-1074: a mantissa of 53 bits, or what is left of it below 2^-1022. */
function nearestQuotient(numerator: bigint, denominator: bigint): number {
  if (numerator < 0n) return -nearestQuotient(-numerator, denominator);
  const below = numerator / denominator;
  const dropped = BigInt(Math.max(0, below.toString(2).length - 53));
  const low = (below >> dropped) << dropped;
  const high = low + (1n << dropped);
  const twice = 2n * numerator - (low + high) * denominator;
  const isEven = ((low >> dropped) & 1n) === 0n;
  return nearestNumber(twice < 0n || (twice === 0n && isEven) ? low : high);
}

test("the binary64 nearest to the exact quotient, of binary numbers", () => {
  fc.assert(
    fc.property(finiteList(40), (numbers) => {
      fc.pre(numbers.length > 0);
      const expected = nearestQuotient(exactUnits(numbers), BigInt(numbers.length));
      const mean = of(...numbers).mean();
      expect(mean === 0 ? 0 : mean).toBe(expected === 0 ? 0 : expected);
    }),
    { numRuns: 300 },
  );
});

test("and of decimals", () => {
  const cents = fc.array(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(cents, fc.integer({ min: -40, max: 10 }), (list, exponent) => {
      const mean = of(...list.map((each) => `${each}e${exponent}`)).mean();
      const sum = list.reduce((a, b) => a + b, 0n) << 1074n;
      const [up, down] = exponent < 0 ? [1n, 10n ** BigInt(-exponent)] : [10n ** BigInt(exponent), 1n];
      expect(mean).toBe(nearestQuotient(sum * up, BigInt(list.length) * down));
    }),
  );
});

test.each<[string, readonly Numeral[], number]>([
  ["too large in sum", [Number.MAX_VALUE, Number.MAX_VALUE, Number.MAX_VALUE], Number.MAX_VALUE],
  ["too large itself", ["1e400", "1e400"], Infinity],
  ["too large by far", ["-9e4000", "-9e4000", "0"], -Infinity],
  ["just finite, of a huge count's worth", ["3e308", "0"], 1.5e308],
  ["subnormal", [5e-324, 0, 5e-324], 5e-324],
  ["half of the least one: to even, which is 0", [5e-324, 0], 0],
  ["three halves of the least one: to even", [1.5e-323, 0], 1e-323],
  ["below all", ["1e-4000"], 0],
  ["a negative one that rounds to zero", [-5e-324, 0, 0], -0],
  ["−0 alone", [-0, -0], -0],
  ["zero", [1, -1], 0],
  ["a third, rounded once", ["0.1", "0.1", "0.1", "0.1"], 0.1],
  ["of integers", [1n, 2n], 1.5],
  ["a tie, to even", [2n ** 53n, 2n ** 53n + 2n], 2 ** 53],
  ["a tie, to even, upwards", [2n ** 53n + 2n, 2n ** 53n + 4n], 2 ** 53 + 4],
  ["decided by a digit far below", [2n ** 53n, 2n ** 53n + 2n, "1e-4000", "-1e-3999"], 2 ** 52],
  ["NaN", [NaN, 1], NaN],
  ["an infinity", [Infinity, 1, "5"], Infinity],
])("mean: %s", (_what, numbers, expected) => {
  expect(of(...numbers).mean()).toBe(expected);
});

test("it is finite where the total is far above all binary64", () => {
  const zeros = Array.from({ length: 999 }, () => "0");
  expect(new Total().addAll(["1e311", ...zeros]).mean()).toBe(1e308);
});

test("of no numbers it is NaN", () => {
  expect(new Total().mean()).toBeNaN();
  expect(new Total().mean({ places: 2 })).toBe("NaN");
  expect(of(1).subtract(1).mean()).toBeNaN();
});

test("places: digits, rounded once from the exact quotient, ties to even", () => {
  expect(of("0.10", "0.15").mean({ places: 2 })).toBe("0.12");
  expect(of("0.10", "0.17").mean({ places: 2 })).toBe("0.14");
  expect(of("10", "0", "0").mean({ places: 4 })).toBe("3.3333");
  expect(of("-10", "0", "0").mean({ places: 0 })).toBe("-3");
  expect(of("-0.01", "0", "0").mean({ places: 1 })).toBe("0.0");
  expect(of(0.1, 0.2).mean({ places: 20 })).toBe("0.15000000000000000833");
  expect(of(1n, 2n).mean({ places: 0 })).toBe("2");
  expect(of("1e300", 0n).mean({ places: 1 })).toBe(`5${"0".repeat(299)}.0`);
  expect(of(NaN).mean({ places: 2 })).toBe("NaN");
  expect(of(-Infinity, "1").mean({ places: 2 })).toBe("-Infinity");
});

test("places: as BigInt has it, for any list", () => {
  fc.assert(
    fc.property(finiteList(12), fc.integer({ min: 0, max: 30 }), (numbers, places) => {
      fc.pre(numbers.length > 0);
      const [scale, divisor] = [10n ** BigInt(places), BigInt(numbers.length) << 1074n];
      const units = numbers.reduce((sum, x) => sum + unitsOf(x), 0n) * scale;
      const size = units < 0n ? -units : units;
      const down = size / divisor;
      const twice = 2n * (size - down * divisor);
      const rounded = twice > divisor || (twice === divisor && down % 2n === 1n) ? down + 1n : down;
      const digits = of(...numbers).mean({ places });
      expect(BigInt(digits.replace(".", ""))).toBe(units < 0n ? -rounded : rounded);
      expect(digits.split(".")[1]?.length ?? 0).toBe(places);
    }),
  );
});

test.each([-1, 4001, 1.5, NaN])("places: %d is a RangeError", (places) => {
  expect(() => of(1).mean({ places })).toThrow(RangeError);
});

test("places: what is no number is a TypeError", () => {
  expect(() => of(1).mean({ places: "2" as unknown as number })).toThrow(TypeError);
});

test("the mean of a list is the total of a list of its means", () => {
  fc.assert(
    fc.property(numberList(20), (numbers) => {
      const total = of(...numbers);
      expect(total.clone().merge(total).mean()).toBe(total.mean());
    }),
  );
});

test("its types", () => {
  expectTypeOf(new Total().mean()).toEqualTypeOf<number>();
  expectTypeOf(new Total().mean({})).toEqualTypeOf<number>();
  expectTypeOf(new Total().mean({ places: 2 })).toEqualTypeOf<string>();
  const places = [2, undefined][1];
  expectTypeOf(new Total().mean({ places })).toEqualTypeOf<number | string>();
});
