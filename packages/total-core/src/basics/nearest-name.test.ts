import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editDistance, NearestName } from "./nearest-name.js";

function nearest(meant: string, ...names: string[]): string | undefined {
  const search = new NearestName(meant);
  for (const name of names) search.consider(name);
  return search.name;
}

describe("the nearest name", () => {
  test.each([
    ["amuont", "amount"],
    ["amont", "amount"],
    ["AMOUNT", "amount"],
    ["amount_eur", "amount"],
    ["datee", "date"],
    ["ate", "date"],
  ])("to %s is %s", (meant, name) => {
    expect(nearest(meant, "id", "date", "amount", "region")).toBe(name);
  });

  test("is the first of those that are as near", () => {
    expect(nearest("c27", "c1", "c2", "c7")).toBe("c2");
  });

  test("is none where more than half would have to change", () => {
    expect(nearest("x", "y", "id", "amount")).toBeUndefined();
    expect(nearest("price", "amount", "region")).toBeUndefined();
    expect(nearest("", "a")).toBeUndefined();
  });

  test("is none of those that are too long to compare", () => {
    expect(nearest("a".repeat(101), "a".repeat(100))).toBeUndefined();
    expect(nearest("a".repeat(100), "a".repeat(101))).toBeUndefined();
    expect(nearest("a".repeat(99), "a".repeat(100))).toBe("a".repeat(100));
  });
});

describe("the edit distance", () => {
  test.each([
    ["", "", 0],
    ["", "abc", 3],
    ["kitten", "sitting", 3],
    ["amuont", "amount", 2],
  ])("of %j and %j is %i", (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
  });

  test("is a metric", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 6 });
    fc.assert(
      fc.property(word, word, word, (a, b, c) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b) === 0).toBe(a === b);
        expect(editDistance(a, c)).toBeLessThanOrEqual(editDistance(a, b) + editDistance(b, c));
      }),
    );
  });
});
