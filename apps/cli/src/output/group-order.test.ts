import { Total } from "@dlg/total-core";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareUtf8, inOrder } from "./group-order.js";

type Numeral = string | number;

function groupsOf(totals: Readonly<Record<string, Numeral>>): Map<string, Total> {
  return new Map(Object.entries(totals).map(([key, number]) => [key, new Total().add(number)]));
}

const keys = (totals: Readonly<Record<string, Numeral>>, order?: "key" | "total"): string[] =>
  inOrder(groupsOf(totals), order).map(([key]) => key);

describe("the order of keys", () => {
  test("is that in which they were first seen", () => {
    expect(keys({ b: 1, a: 3, c: 2 })).toEqual(["b", "a", "c"]);
  });

  test("by key is that of their UTF-8 bytes", () => {
    expect(keys({ b: 1, é: 1, "": 1, B: 1, ba: 1, "😀": 1, "\uff5e": 1 }, "key")).toEqual([
      "",
      "B",
      "b",
      "ba",
      "é",
      "\uff5e",
      "😀",
    ]);
  });

  test("by key, for any two of them", () => {
    const text = fc.string({ unit: "binary" });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareUtf8(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
  });

  test("by total is from the largest to the smallest, NaN last, the first seen first where they are equal", () => {
    const totals = {
      nan: NaN,
      nil: "0",
      less: -Infinity,
      small: "0.05",
      negative: "-10.5",
      more: Infinity,
      half: "0.5",
      equal: 0.5,
      minus: -0,
      ten: "10.25",
      nine: "9.9",
      least: "-10.51",
      million: "1e6",
    };
    expect(keys(totals, "total")).toEqual([
      "more",
      "million",
      "ten",
      "nine",
      "half",
      "equal",
      "small",
      "nil",
      "minus",
      "negative",
      "least",
      "less",
      "nan",
    ]);
  });

  test("by total tells what binary64 could not", () => {
    expect(keys({ a: "9007199254740992", b: "9007199254740993", c: "9007199254740992.5" }, "total")).toEqual([
      "b",
      "c",
      "a",
    ]);
  });

  test("by total, for any hundredths", () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n })), (hundredths) => {
        const groups = new Map(hundredths.map((value, i) => [String(i), new Total().add(`${value}e-2`)]));
        const sorted = inOrder(groups, "total").map(([key]) => hundredths[Number(key)]!);
        expect(sorted).toEqual([...hundredths].sort((a, b) => (a < b ? 1 : a > b ? -1 : 0)));
      }),
    );
  });
});
