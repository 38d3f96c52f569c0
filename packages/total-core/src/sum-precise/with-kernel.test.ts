/** Where the kernel is loaded, too. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { total } from "../index.js";
import { loadedKernel } from "../sum/loaded-kernel.js";
import { numberList } from "../testing/numbers.js";
import { oracleTotal } from "../testing/oracle.js";
import { sumPrecise } from "./implementation.js";

test("long lists go to the kernel that is loaded, and the sum is the oracle's", () => {
  expect(total([0.5, 0.25])).toBe(0.75);
  expect(loadedKernel()).toBeDefined();
  fc.assert(
    fc.property(numberList(40), fc.integer({ min: 1, max: 500 }), (numbers, times) => {
      fc.pre(numbers.length > 0);
      const long = Array.from({ length: times }, () => numbers).flat();
      const expected = oracleTotal(long);
      expect(sumPrecise(long)).toBe(expected);
      expect(sumPrecise(Float64Array.from(long))).toBe(expected);
      expect(sumPrecise(long.values())).toBe(expected);
    }),
    { numRuns: 20 },
  );
});

test("an iterable that wants totals of long lists while it is read", () => {
  const inner = Float64Array.from({ length: 5000 }, (_, i) => i / 8);
  function* items(): Generator<number> {
    for (let i = 0; i < 20_000; i++) yield i % 5000 === 0 ? total(inner) : 0.1;
  }
  expect(sumPrecise(items())).toBe(oracleTotal(items()));
});
