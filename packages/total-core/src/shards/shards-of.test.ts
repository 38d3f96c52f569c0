import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ListedSource } from "./shard.js";
import { cutOf, shardsOf } from "./shards-of.js";

const listed = (sizes: readonly (number | null)[]): ListedSource[] =>
  sizes.map((size, i) => ({ source: `s${i}`, size, version: "1" }));

const run = (of: number, sources: ListedSource[], options = {}) => shardsOf(sources, { of, ...options }).run;
const runAt = (source: string) => run(2, [{ source, size: 5, version: '"1"' }]);

const sizes = fc.array(fc.oneof(fc.constant(0), fc.nat(20), fc.nat(2 ** 45)), { minLength: 1, maxLength: 8 });

describe("cuts", () => {
  test("shard i of n begins at ⌊iS/n⌋, however large the product", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e7 }), fc.nat(1e7), fc.maxSafeNat(), (n, i, bytes) => {
        fc.pre(i <= n);
        expect(BigInt(cutOf(i, n, bytes))).toBe((BigInt(i) * BigInt(bytes)) / BigInt(n));
      }),
    );
  });

  test("all pieces of a source follow each other from its first byte to its last", () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 60 }), (given, of) => {
        const shards = shardsOf(listed(given), { of });
        const pieces = Array.from({ length: of }, (_, i) => shards.shard(i).pieces).flat();
        const ends = given.map(() => 0);
        const counts = given.map(() => 0);
        let last = 0;
        for (const { index, begin, end } of pieces) {
          expect([index >= last, begin]).toEqual([true, ends[index]]);
          expect(end > begin || given[index] === 0).toBe(true);
          last = index;
          ends[index] = end;
          counts[index]!++;
        }
        expect(ends).toEqual(given);
        // A source without bytes is a piece of one shard.
        const ofNothing = counts.filter((_, i) => given[i] === 0);
        expect(ofNothing).toEqual(ofNothing.map(() => 1));
      }),
    );
  });

  test("shards have as many bytes as each other, but for one", () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 60 }), (given, of) => {
        const shards = shardsOf(listed(given), { of });
        const lengths = Array.from({ length: of }, (_, i) =>
          shards.shard(i).pieces.reduce((sum, { begin, end }) => sum + end - begin, 0),
        );
        expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1);
        expect(lengths.reduce((a, b) => a + b)).toBe(shards.bytes);
      }),
    );
  });
});

describe("runs", () => {
  test("are the same for the same work, in whatever order its options are given", () => {
    const options = { column: "a", format: "csv" } as const;
    const others = { format: "csv", column: "a", by: undefined } as const;
    expect(run(3, listed([1]), options)).toBe(run(3, listed([1]), others));
    expect(run(3, listed([1]), { ...options, skipInvalid: false })).toBe(run(3, listed([1]), options));
  });

  test("are others for another number of shards, option, name, size, version or order", () => {
    const [a, b] = listed([1, 2]) as [ListedSource, ListedSource];
    const runs = [
      run(3, [a, b]),
      run(4, [a, b]),
      run(3, [b, a]),
      run(3, [a]),
      run(3, [a, b], { skipInvalid: true }),
      run(3, [a, { ...b, source: "x" }]),
      run(3, [a, { ...b, size: 3 }]),
      run(3, [a, { ...b, size: null }]),
      run(3, [a, { ...b, version: "2" }]),
      run(3, [a, { ...b, version: null }]),
    ];
    expect(new Set(runs).size).toBe(runs.length);
  });

  test("an address's user name, password, query and fragment are no part of it", () => {
    expect(runAt("https://user:word@h.test/a.csv?key=1#x")).toBe(runAt("https://h.test/a.csv"));
  });
});

test.each([
  [0, "of"],
  [1.5, "of"],
  [10_000_001, "of"],
])("%d shards are a RangeError", (of, option) => {
  expect(() => shardsOf(listed([1]), { of })).toThrow(
    expect.objectContaining({ name: "RangeError", option }),
  );
});

test("a shard that there is not is a RangeError", () => {
  expect(() => shardsOf(listed([1]), { of: 2 }).shard(2)).toThrow(
    "shard: expected an integer from 0 to 1, got 2",
  );
});
