import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { KeyList } from "../contract/sink.js";
import { ExactSum } from "../sum/exact-sum.js";
import { groupsByKey, groupsByTotal } from "./group-order.js";
import { digitsOfGroup } from "./group-digits.js";
import { Groups } from "./groups.js";
import { numberList } from "./list.js";
import { Total, totalFromSum } from "./total.js";

const SAFE = Number.MAX_SAFE_INTEGER;

/** The keys as kernels have them. */
function keyList(names: readonly string[]): KeyList {
  const encoded = names.map((name) => Buffer.from(name));
  const starts = new Uint32Array(names.length);
  let words = 0;
  encoded.forEach((bytes, i) => {
    starts[i] = words;
    words += Math.ceil(bytes.length / 4);
  });
  const bytes = new Uint8Array(4 * words);
  encoded.forEach((one, i) => bytes.set(one, 4 * starts[i]!));
  const lengths = Uint32Array.from(encoded, (one) => one.length);
  return { words: new Int32Array(bytes.buffer), starts, lengths, count: names.length };
}

/** One call: the sum of some decimals, a bigint, doubles. */
interface Call {
  readonly key: string;
  readonly column: number;
  readonly coefficient: number | bigint | undefined;
  readonly exponent: number;
  readonly count: number;
  readonly doubles: readonly number[];
}

const interesting = fc.oneof(
  fc.integer({ min: -1e6, max: 1e6 }),
  fc.maxSafeInteger(),
  fc.constantFrom(0, SAFE, -SAFE, 1, -1),
);

const call: fc.Arbitrary<Call> = fc.record({
  key: fc.constantFrom("", "a", "b", "é", "a longer key, of more bytes than a cell"),
  column: fc.nat(2),
  coefficient: fc.oneof(
    { weight: 8, arbitrary: interesting },
    { weight: 1, arbitrary: fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  ),
  exponent: fc.oneof(fc.constant(-2), fc.integer({ min: -20, max: 20 }), fc.constantFrom(-4000, 4000)),
  count: fc.oneof(fc.nat(3), fc.constantFrom(2 ** 32 - 1, 2 ** 40)),
  doubles: fc.array(fc.double(), { maxLength: 3 }),
});

function groupsOf(calls: readonly Call[]): Groups {
  const groups = new Groups();
  groups.setColumns(3);
  for (const { key, column, coefficient, exponent, count, doubles } of calls) {
    groups.begin(key);
    groups.column(column);
    if (coefficient !== undefined) groups.decimal(coefficient, exponent, count);
    else groups.doubles(Float64Array.from(doubles));
  }
  return groups;
}

/** The same with an exact sum for each. */
function oracle(calls: readonly Call[]): Map<string, ExactSum[]> {
  const sums = new Map<string, ExactSum[]>();
  for (const { key, column, coefficient, exponent, count, doubles } of calls) {
    const own = sums.get(key) ?? [0, 1, 2].map(() => new ExactSum());
    sums.set(key, own);
    if (coefficient !== undefined) own[column]!.decimal(coefficient, exponent, count);
    else own[column]!.doubles(Float64Array.from(doubles));
  }
  return sums;
}

const shown = (sum: ExactSum): string => {
  const total = totalFromSum(sum);
  return `${total.toJSON()} ${total.toString()} of ${total.count} ${sum.kind}`;
};

const shownGroups = (groups: Groups): unknown =>
  Array.from(groups, (group) => [
    groups.keyOf(group),
    [0, 1, 2].map((column) => shown(groups.sumOf(group, column))),
  ]);

const shownOracle = (sums: Map<string, ExactSum[]>): unknown =>
  Array.from(sums, ([key, own]) => [key, own.map(shown)]);

function numbersOf({ coefficient, count, doubles }: Call): number {
  return coefficient === undefined ? doubles.length : count;
}

describe("Groups", () => {
  test("each group has what exact sums of its own would have, whatever is added", () => {
    fc.assert(
      fc.property(fc.array(call), (calls) => {
        const groups = groupsOf(calls);
        expect(shownGroups(groups)).toEqual(shownOracle(oracle(calls)));
        expect(groups.count).toBe(calls.reduce((sum, one) => sum + numbersOf(one), 0));
      }),
    );
  });

  test("merging two is adding all to one", () => {
    fc.assert(
      fc.property(fc.array(call), fc.array(call), (first, second) => {
        const groups = groupsOf(first);
        groups.merge(groupsOf(second));
        const all = [...first, ...second];
        expect(shownGroups(groups)).toEqual(shownOracle(oracle(all)));
        expect(groups.count).toBe(groupsOf(all).count);
      }),
    );
  });

  test("the digits, the count and the sum of all are those of the sums", () => {
    fc.assert(
      fc.property(fc.array(call), fc.nat(2), (calls, column) => {
        const groups = groupsOf(calls);
        const all = new ExactSum();
        const oracleOfAll = new ExactSum();
        for (const group of groups) {
          const total = totalFromSum(groups.sumOf(group, column));
          expect(digitsOfGroup(groups, group, column)).toBe(total.toString());
          expect(digitsOfGroup(groups, group, column, { exact: true })).toBe(total.toJSON());
          expect(digitsOfGroup(groups, group, column, { places: 2 })).toBe(total.toString({ places: 2 }));
          expect(groups.countOf(group, column)).toBe(total.count);
          groups.addTo(all, group, column);
          oracleOfAll.merge(groups.sumOf(group, column));
        }
        expect(shown(all)).toBe(shown(oracleOfAll));
      }),
    );
  });

  test.each([
    ["one more than a safe integer", [SAFE, 1], "9007199254740992 of 2"],
    ["one less", [-SAFE, -1], "-9007199254740992 of 2"],
    ["the greatest safe integer", [SAFE - 1, 1], "9007199254740991 of 2"],
    ["there and back", [SAFE, SAFE, -SAFE, -SAFE, 5], "5 of 5"],
  ])("exact at the bounds: %s", (_what, coefficients, expected) => {
    const groups = new Groups();
    groups.begin("a");
    for (const coefficient of coefficients) groups.decimal(coefficient, 0, 1);
    const [group] = groups;
    expect(`${digitsOfGroup(groups, group!, 0)} of ${groups.countOf(group!)}`).toBe(expected);
  });

  test("counts past 32 bits, up to 2^53 - 1", () => {
    const groups = new Groups();
    groups.begin("a");
    const [group] = groups;
    groups.decimal(1, 0, 2 ** 32 - 2);
    groups.decimal(1, 0, 1);
    expect(groups.countOf(group!)).toBe(2 ** 32 - 1);
    groups.decimal(1, 0, 1);
    expect(groups.countOf(group!)).toBe(2 ** 32);
    groups.decimal(1, 0, SAFE - 2 ** 32);
    expect([groups.countOf(group!), digitsOfGroup(groups, group!, 0)]).toEqual([SAFE, "4"]);
  });

  test("more texts than are known without a look at them", () => {
    const groups = new Groups();
    for (let i = 0; i < 60_000; i++) {
      groups.begin(String(i % 20_000));
      groups.decimal(i, -1, 1);
    }
    expect(groups.size).toBe(20_000);
    for (const group of groups) {
      const key = Number(groups.keyOf(group));
      expect(digitsOfGroup(groups, group, 0)).toBe(String((3 * key + 60_000) / 10));
    }
  });

  test("keys by the list: each is found or made in its order, and may be added to at once", () => {
    const groups = new Groups();
    const sums = new Map<string, number>();
    const places = new Map<string, number>();
    for (const [first, count] of [
      [0, 5000],
      [2000, 9000],
      [0, 1],
      [10_500, 300],
      [9000, 6000],
    ] as const) {
      const names = Array.from({ length: count }, (_, i) => `${"é".repeat(i % 11)} ${(first + i) * 7}`);
      const found = new Uint32Array(count);
      const add = (i: number): void => groups.addDecimal(found[i]!, 0, first + i, 0, 1);
      expect(groups.groupsOfKeys(keyList(names), 1, found, add)).toBe(count);
      names.forEach((name, i) => {
        sums.set(name, (sums.get(name) ?? 0) + first + i);
        places.set(name, places.get(name) ?? found[i]!);
      });
      expect([...found]).toEqual(names.map((name) => places.get(name)));
    }
    expect(Array.from(groups, (group) => [groups.keyOf(group), digitsOfGroup(groups, group, 0)])).toEqual(
      Array.from(sums, ([name, sum]) => [name, String(sum)]),
    );
  });

  test("lists of numbers go to the group that has begun", () => {
    const groups = new Groups();
    groups.begin("a");
    numberList(Int32Array.of(1, 2, 3))!.addTo(groups, 1, 3);
    numberList(Float32Array.of(0.25))!.addTo(groups, 0, 1);
    numberList([0.5])!.addTo(groups, 0, 1);
    const [group] = groups;
    expect(digitsOfGroup(groups, group!, 0)).toBe("5.75");
    expect(groups.count).toBe(4);
  });

  test("there may be no other number of columns once there are groups", () => {
    const groups = new Groups();
    groups.setColumns(2);
    groups.begin("a");
    groups.setColumns(2);
    expect(() => groups.setColumns(3)).toThrow("columns: expected 2, as before, got 3");
  });
});

function groupsOfTotals(totals: Readonly<Record<string, string | number>>): Groups {
  const groups = new Groups();
  for (const [key, number] of Object.entries(totals)) {
    groups.begin(key);
    if (typeof number === "number") groups.doubles(Float64Array.of(number));
    else {
      const [digits = "", exponent = "0"] = number.split("e");
      const isSafe = Number.isSafeInteger(Number(digits));
      groups.decimal(isSafe ? Number(digits) : BigInt(digits), Number(exponent), 1);
    }
  }
  return groups;
}
const keys = (groups: Groups, order: Iterable<number>): string[] =>
  Array.from(order, (group) => groups.keyOf(group));

describe("the orders of groups", () => {
  test("by key is that of their UTF-8 bytes", () => {
    const groups = groupsOfTotals({ b: 1, é: 1, "": 1, B: 1, ba: 1, "😀": 1, "\uff5e": 1 });
    expect(keys(groups, groupsByKey(groups))).toEqual(["", "B", "b", "ba", "é", "\uff5e", "😀"]);
  });

  test("by total is from the largest to the smallest, NaN last, the first seen first where they are equal", () => {
    const groups = groupsOfTotals({
      nan: NaN,
      nil: "0",
      less: -Infinity,
      small: "5e-2",
      negative: "-105e-1",
      more: Infinity,
      half: "5e-1",
      "another NaN": NaN,
      equal: 0.5,
      "equal too": "500e-3",
      minus: -0,
      ten: "1025e-2",
      large: "1e4000",
      million: "1e6",
      larger: "11e3999",
    });
    expect(keys(groups, groupsByTotal(groups)).join()).toBe(
      "more,larger,large,million,ten,half,equal,equal too,small,nil,minus,negative,less,nan,another NaN",
    );
  });

  test("by total tells what binary64 could not", () => {
    const groups = groupsOfTotals({
      a: "9007199254740991",
      b: "90071992547409915e-1",
      c: "9007199254740990",
    });
    expect(keys(groups, groupsByTotal(groups))).toEqual(["b", "a", "c"]);
  });

  test("by total is the order of Total.compare, whatever was added", () => {
    fc.assert(
      fc.property(fc.array(call), fc.nat(2), (calls, column) => {
        const groups = groupsOf(calls);
        const total = (group: number): Total => totalFromSum(groups.sumOf(group, column));
        const isNaN = (group: number): boolean => Number.isNaN(total(group).toNumber());
        const expected = [...groups].sort((a, b) =>
          isNaN(a) || isNaN(b) ? Number(isNaN(a)) - Number(isNaN(b)) : Total.compare(total(b), total(a)),
        );
        expect([...groupsByTotal(groups, column)]).toEqual(expected);
      }),
    );
  });
});
