import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { finite, seededRandom } from "../testing/numbers.js";
import { decimalUnits, oracleTotal, plainDigits, unitsOf } from "../testing/oracle.js";
import { text } from "../testing/sources.js";
import { Total } from "./total.js";

type Numeral = number | bigint | string;

const of = (...numbers: readonly Numeral[]): Total =>
  numbers.reduce((total: Total, number) => total.add(number), new Total());

const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: -30, max: 30 }))
  .map(([coefficient, exponent]) => `${coefficient}e${exponent}`);

const special = fc.constantFrom(NaN, Infinity, -Infinity, -0, 0, Number.MAX_VALUE, -Number.MAX_VALUE);

const numeral: fc.Arbitrary<Numeral> = fc.oneof(
  finite,
  special,
  fc.integer(),
  fc.bigInt(),
  decimal,
  fc.integer({ min: -999, max: 999 }).map((cents) => `${cents / 100}`),
);

/** The digits of the finite numbers' sum, and the special that covers them, from BigInt alone. */
function oracle(numbers: readonly Numeral[]): string {
  const specials = numbers.filter((x): x is number => typeof x === "number" && !Number.isFinite(x));
  if (specials.length > 0) return String(specials.reduce((a, b) => a + b));
  const scale = -1100;
  let units = 0n;
  for (const number of numbers) {
    if (typeof number === "number") units += unitsOf(number) * 5n ** 1074n * 10n ** 26n;
    else {
      const [mantissa = "", exponent = "0"] = String(number).split("e");
      const [whole = "", fraction = ""] = mantissa.split(".");
      const value = { coefficient: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
      units += decimalUnits([value], scale);
    }
  }
  return plainDigits({ coefficient: units, exponent: scale });
}

test("any interleaving of adding and taking out is the total of what is left", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(numeral, fc.nat()), { maxLength: 40 }), (steps) => {
      const total = new Total();
      const left: Numeral[] = [];
      for (const [number, dice] of steps) {
        if (dice % 2 === 0) {
          total.add(number);
          left.push(number);
        } else if (left.length > 0) {
          const [taken] = left.splice(dice % left.length, 1);
          total.subtract(taken!);
        }
        expect(total.toBytes()).toEqual(of(...left).toBytes());
      }
      expect(total.toJSON()).toBe(oracle(left));
      expect(total.count).toBe(left.length);
      expect(total).toEqual(of(...left));
    }),
  );
});

/** A way to add numbers, and one to take them out. */
const WAYS: readonly ((total: Total, numbers: readonly Numeral[], how: "in" | "out") => void)[] = [
  (total, numbers, how) => {
    for (const number of numbers) {
      if (how === "in") total.add(number);
      else total.subtract(number);
    }
  },
  (total, numbers, how) => {
    const doubles = numbers.filter((x) => typeof x === "number");
    const bigints = numbers.filter((x) => typeof x === "bigint");
    const strings = numbers.filter((x) => typeof x === "string");
    for (const list of [doubles, bigints, strings]) {
      if (how === "in") total.addAll(list);
      else total.subtractAll(list);
    }
  },
  (total, numbers, how) => (how === "in" ? total.merge(of(...numbers)) : total.unmerge(of(...numbers))),
  (total, numbers, how) => {
    const read = Total.fromBytes(of(...numbers).toBytes());
    if (how === "in") total.merge(read);
    else total.unmerge(read);
  },
];

test("numbers come in by any way and go out by any other", () => {
  // A list or bytes do not tell all of −0, which has a test of its own.
  const batch = fc.array(
    numeral.map((x) => (x === 0 ? 0 : x)),
    { maxLength: 8 },
  );
  const way = fc.nat(WAYS.length - 1);
  fc.assert(
    fc.property(batch, fc.array(fc.tuple(batch, way, way), { maxLength: 5 }), (kept, batches) => {
      const total = of(...kept);
      for (const [numbers, how] of batches) WAYS[how]!(total, numbers, "in");
      for (const [numbers, , how] of batches.toReversed()) WAYS[how]!(total, numbers, "out");
      expect(total.toBytes()).toEqual(of(...kept).toBytes());
    }),
  );
});

test("long lists with NaN and infinities among them come in and go out", () => {
  const random = seededRandom(1);
  for (const length of [33, 399, 401, 3000]) {
    const numbers = Array.from({ length }, () =>
      random() < 0.1 ? [NaN, Infinity, -Infinity][Math.floor(3 * random())]! : random() - 0.5,
    );
    for (const list of [numbers, Float64Array.from(numbers), Float32Array.from(numbers)]) {
      const total = of(0.1, "0.1", NaN).addAll(list);
      expect(total.count).toBe(length + 3);
      for (const number of list) total.subtract(number);
      expect(total.toBytes()).toEqual(of(0.1, "0.1", NaN).toBytes());
      total.merge(new Total().addAll(list)).subtractAll(list).subtract(NaN);
      expect(total.toBytes()).toEqual(of(0.1, "0.1").toBytes());
    }
  }
});

test("a sliding window has the total of its numbers", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(finite, special), { maxLength: 60 }),
      fc.integer({ min: 1, max: 9 }),
      (numbers, width) => {
        const window = new Total();
        for (const [i, number] of numbers.entries()) {
          window.add(number);
          if (i >= width) window.subtract(numbers[i - width]!);
          expect(window.toNumber()).toBe(oracleTotal(numbers.slice(Math.max(0, i + 1 - width), i + 1)));
        }
      },
    ),
  );
});

test("a total without its numbers is new, and what comes after it is right", () => {
  const total = of(1e300, "0.1", 5n, NaN, Infinity, -0);
  total.unmerge(total);
  expect(total.toBytes()).toEqual(new Total().toBytes());
  expect(total.toString()).toBe("0");
  expect(total.add(-0).toNumber()).toBe(-0);
  expect(total.subtract(-0).add(0.1).add(0.2).toString()).toBe("0.30000000000000004");
});

test("numbers of a batch of bytes go out, and their currency stays that of the total", () => {
  const total = new Total().addAll({ ...text("$5 $0.25"), money: true });
  expect(() => total.subtractAll({ ...text("€5"), money: true })).toThrow("expected an amount in $");
  expect(total.subtractAll({ ...text("$5"), money: true }).toString()).toBe("0.25");
  expect(() =>
    of("5", "1")
      .subtractAll({ ...text("$5"), money: true })
      .addAll({ ...text("€5"), money: true }),
  ).toThrow("in $");
  expect(total.subtractAll(["0.25", null, " "], { skipEmpty: true }).count).toBe(0);
});

test("−0 is what is left where nothing else is, as far as that is known", () => {
  expect(of(-0, 5).subtract(5).toNumber()).toBe(-0);
  expect(of(-0, "5").subtract("5").toNumber()).toBe(-0);
  expect(of(-0, NaN).subtract(NaN).toNumber()).toBe(-0);
  expect(of(-0, 0).subtract(-0).toNumber()).toBe(0);
  expect(of(-0).addAll([-0, 1, 0]).subtractAll([1, 0]).toNumber()).toBe(-0);
  expect(of(-0).merge(of(-0, 3)).unmerge(of(3)).toNumber()).toBe(-0);
  // A long list does not tell how many −0 it has.
  const long = Array.from({ length: 1000 }, (_, i) => i);
  expect(of(-0).addAll(long).subtractAll(long).toNumber()).toBe(0);
  expect(new Total().addAll(long).subtractAll(long).add(-0).toNumber()).toBe(-0);
  expect(
    new Total()
      .addAll([...long, ...long.map((x) => -x), NaN])
      .subtract(NaN)
      .toNumber(),
  ).toBe(0);
  const minusZeros = long.map(() => -0);
  expect(of(5).addAll(minusZeros).subtract(5).toNumber()).toBe(-0);
  expect(
    of(5)
      .addAll([...minusZeros, NaN])
      .subtract(5)
      .subtract(NaN)
      .toNumber(),
  ).toBe(-0);
});

describe("what cannot have been added is a RangeError, and nothing has changed", () => {
  const rest =
    "expected numbers that were added, got others: the rest is no sum of the numbers that are left";
  test.each<[string, Total, (total: Total) => unknown, string]>([
    ["of no numbers", of(), (t) => t.subtract(1), "binary numbers: expected at most 0 to take out, got 1"],
    [
      "of no numbers",
      of(),
      (t) => t.subtract("1"),
      "decimals and integers: expected at most 0 to take out, got 1",
    ],
    [
      "of no numbers",
      of(),
      (t) => t.subtractAll([1, 2]),
      "binary numbers: expected at most 0 to take out, got 2",
    ],
    [
      "a decimal",
      of("1", "2"),
      (t) => t.subtract(1),
      "binary numbers: expected at most 0 to take out, got 1",
    ],
    [
      "a number",
      of(1, 2),
      (t) => t.subtract(1n),
      "decimals and integers: expected at most 0 to take out, got 1",
    ],
    ["no NaN", of(Infinity, 1), (t) => t.subtract(NaN), "NaN: expected at most 0 to take out, got 1"],
    [
      "one infinity",
      of(Infinity, 1),
      (t) => t.unmerge(of(Infinity, Infinity)),
      "Infinity: expected at most 1 to take out, got 2",
    ],
    [
      "no minus infinity",
      of(Infinity, NaN),
      (t) => t.subtract(-Infinity),
      "-Infinity: expected at most 0 to take out, got 1",
    ],
    [
      "infinities of both signs are not NaN",
      of(Infinity, -Infinity),
      (t) => t.subtract(NaN),
      "NaN: expected at most 0 to take out, got 1",
    ],
    [
      "too few in a batch",
      of(1, 2, "3"),
      (t) => t.unmerge(of(1, 2, 3)),
      "binary numbers: expected at most 2 to take out, got 3",
    ],
    ["another last number", of(1), (t) => t.subtract(2), rest],
    ["another last decimal", of("1"), (t) => t.subtract("2"), rest],
    ["another last integer", of(1n), (t) => t.subtract(2n), rest],
    ["another last number beside NaN", of(1, NaN), (t) => t.subtract(2), rest],
    ["a rest that is no sum of doubles", of(0.5, "0.3"), (t) => t.subtract("0.1"), rest],
    ["a rest too large for one double", of(Number.MAX_VALUE, 0), (t) => t.subtract(-1e308), rest],
    [
      "a rest too large for one double, beside decimals",
      of(Number.MAX_VALUE, 0, "1"),
      (t) => t.unmerge(of(-1e308, "1")),
      rest,
    ],
    ["a rest too large for one double, of a list", of(1e308, 1e308), (t) => t.unmerge(of(1)), rest],
  ])("%s", (_what, total, takeOut, message) => {
    const before = total.toBytes();
    expect(() => takeOut(total)).toThrow(new RangeError(message));
    expect(total.toBytes()).toEqual(before);
    expect(total).toEqual(Total.fromBytes(before));
  });

  test("a bad batch takes nothing out", () => {
    const total = of(1, 2, "3");
    const before = total.toBytes();
    expect(() => total.subtractAll([1, "2"] as unknown as number[])).toThrow(TypeError);
    expect(() => total.subtractAll(["3", "x"])).toThrow(
      expect.objectContaining({ code: "BAD_NUMBER", place: { index: 1 } }),
    );
    expect(() => total.subtractAll(text("3 x"))).toThrow('expected a number, got "x"');
    expect(() => total.subtract("x")).toThrow(expect.objectContaining({ code: "BAD_NUMBER" }));
    expect(() => total.subtract({} as string)).toThrow(
      "subtract: expected a number, a bigint or a string, got an object",
    );
    expect(() => total.unmerge({} as Total)).toThrow("unmerge: expected a Total, got an object");
    expect(total.toBytes()).toEqual(before);
  });
});

test("doubles that were never added cannot grow a total out of its limbs, beside decimals either", () => {
  // Each round doubles the sum, and takes as many zeros out.
  const total = of("1", Number.MAX_VALUE);
  let exact = BigInt(Number.MAX_VALUE);
  for (let i = 0; i < 200; i++) {
    total.merge(total).subtract("1").subtract(0);
    exact *= 2n;
  }
  expect(total.toBigInt()).toBe(exact + 1n);
  expect(total.count).toBe(2);
});

test("taking out is seen by what compares the total", () => {
  const total = of(1, 2);
  expect(Total.compare(total, of(3))).toBe(0);
  total.subtract(2);
  expect(Total.compare(total, of(3))).toBe(-1);
  expect(total.equals(of(1))).toBe(true);
  total.unmerge(of(1));
  expect(total.equals(of())).toBe(true);
  total.addAll([3, 4]).equals(of(7));
  expect(total.subtractAll([3]).equals(of(4))).toBe(true);
});
