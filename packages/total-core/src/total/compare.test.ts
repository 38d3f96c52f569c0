import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Total } from "./total.js";

type Numeral = number | bigint | string;

const of = (...numbers: readonly Numeral[]): Total =>
  numbers.reduce((total: Total, number) => total.add(number), new Total());

/** How many times 2^-1074 a number is. */
function units(x: number): bigint {
  let [value, shift] = [x, 0n];
  for (; !Number.isInteger(value); shift++) value *= 2;
  return (BigInt(value) << 1074n) >> shift;
}

/** Each value is above the one before; the totals of one line are equal. */
const ASCENDING: readonly (readonly Total[])[] = [
  [of(-Infinity), of(-Infinity, 1n)],
  [of("-2e4000")],
  [of("-1e4000"), of(-(10n ** 4000n))],
  [of(-1e308, -1e308)],
  [of(-1.7976931348623157e308)],
  [of("-1.5"), of(-1.5), of(-1, "-0.5")],
  [of("-1e-4000")],
  [of(), of(0), of(-0), of("0"), of(0n), of(1e300, -1e300), of("0.1", "-0.1")],
  [of("1e-4000")],
  [of("2e-4000")],
  [of(5e-324)],
  [of("0.1"), of("0.05", "0.05")],
  [of(0.1)],
  [of(0.1, 2 ** -80)],
  [of("0.3"), of("0.1", "0.2")],
  [of(0.1, 0.2)],
  [of(2 ** 53), of(2n ** 53n)],
  [of("9007199254740992.5")],
  [of(2 ** 53, 1), of(2n ** 53n + 1n)],
  [of(1e23)],
  [of("1e23"), of(10n ** 23n)],
  [of(1e308, 1e308)],
  [of("1e4000")],
  [of("1e4000", 1n)],
  [of(10n ** 5000n)],
  [of(Infinity), of(Infinity, 1n)],
  [of(NaN), of(Infinity, -Infinity), of(NaN, 1n)],
];

describe("the order of totals", () => {
  test("is that of their real values, the infinities around them and NaN last", () => {
    for (const [i, totals] of ASCENDING.entries()) {
      for (const [j, others] of ASCENDING.entries()) {
        const orders = totals.flatMap((a) => others.map((b) => Math.sign(Total.compare(a, b)) + 0));
        expect(new Set(orders), `${i} and ${j}`).toEqual(new Set([Math.sign(i - j)]));
      }
    }
  });

  test("follows what is added, and comparing changes nothing", () => {
    const [a, b] = [of(1), of("1.5")];
    expect(Total.compare(a, b)).toBeLessThan(0);
    expect(Total.compare(a.add("0.5"), b)).toBe(0);
    expect(Total.compare(a.merge(of(1n)), b)).toBeGreaterThan(0);
    expect([a.toString(), b.toString()]).toEqual(["2.5", "1.5"]);
    expect(a).toEqual(of(1, "0.5", 1n));
  });

  test("follows a batch that is added, also where its array compares the total while it is read", () => {
    const [a, two] = [of(1), of(2)];
    expect(Total.compare(a, two)).toBeLessThan(0);
    expect(Total.compare(a.addAll({ bytes: new TextEncoder().encode("1"), format: "text" }), two)).toBe(0);
    const list = Object.defineProperty([0, 1], 0, { get: () => (Total.compare(a, two) === 0 ? 1 : 0) });
    expect(Total.compare(a.addAll(list), two)).toBeGreaterThan(0);
    expect(a.toNumber()).toBe(4);
  });

  const digits = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });

  test("for decimals is that of their integers in a common unit", () => {
    const scale = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(digits, scale, digits, scale, (a, m, b, n) => {
        const [x, y] = [a * 10n ** BigInt(40 - m), b * 10n ** BigInt(40 - n)];
        const order = Total.compare(of(`${a}e-${m}`), of(`${b}e-${n}`));
        expect(Math.sign(order)).toBe(x < y ? -1 : Number(x > y));
      }),
    );
  });

  test("for decimals next to each other, and a binary number near them", () => {
    fc.assert(
      fc.property(digits, fc.integer({ min: -400, max: 400 }), (a, n) => {
        const [low, high] = [of(`${a}e${n}`), of(`${a + 1n}e${n}`)];
        expect(Total.compare(low, high)).toBeLessThan(0);
        const near = low.toNumber();
        if (!Number.isFinite(near)) return;
        const difference = of(near).merge(of(`${-a}e${n}`));
        const order = Math.sign(Total.compare(of(near), low));
        expect(order).toBe(difference.toJSON() === "0" ? 0 : difference.toJSON().startsWith("-") ? -1 : 1);
      }),
    );
  });

  test("for binary numbers is that of their sums in units of 2^-1074", () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.tuple(finite, finite), fc.tuple(finite, finite), ([a, b], [c, d]) => {
        const [x, y] = [units(a) + units(b), units(c) + units(d)];
        expect(Math.sign(Total.compare(of(a, b), of(c, d)))).toBe(x < y ? -1 : Number(x > y));
        expect(Total.compare(of(a, b), of(b, a))).toBe(0);
      }),
    );
  });
});

test("what is no total cannot be compared", () => {
  expect(() => Total.compare(of(1), 1 as never)).toThrow(
    new TypeError("compare: expected a Total, got a number"),
  );
  expect(() => Total.compare(null as never, of(1))).toThrow(
    new TypeError("compare: expected a Total, got null"),
  );
});
