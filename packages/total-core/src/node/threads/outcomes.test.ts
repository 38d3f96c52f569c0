import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PartialBatch } from "../../numbers-api.js";
import { Outcomes } from "./outcomes.js";
import type { SliceFault, SliceOutcome } from "./slice-outcome.js";

const batch = (bytes: number): PartialBatch => ({
  partial: new Uint8Array(0),
  format: "text",
  bytes,
  empty: 0,
  skipped: 0,
});

const good = (index: number, lines = 0, lineStart?: number): SliceOutcome => ({
  index,
  lines,
  lineStart: index === 0 ? (lineStart ?? 0) : lineStart,
  result: batch(index),
});

function bad(index: number, place: { line?: number; column?: number; offset: number }): SliceOutcome {
  const result: SliceFault = {
    fault: "bad data",
    code: "BAD_NUMBER",
    place,
    expected: "a number",
    got: '"x"',
  };
  return { index, lines: 0, lineStart: undefined, result };
}

function afterAll(outcomes: readonly SliceOutcome[]): Outcomes {
  const all = new Outcomes();
  for (const outcome of outcomes) all.add(outcome);
  return all;
}

describe("the first fault", () => {
  test("is known when all slices before it are, and is the first in the file, in whatever order they come", () => {
    const outcomes = [
      good(0, 2, 7),
      good(1),
      bad(2, { line: 1, column: 99, offset: 30 }),
      good(3, 1, 45),
      bad(4, { line: 1, column: 1, offset: 50 }),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(outcomes, { minLength: outcomes.length }), (shuffled) => {
        const all = new Outcomes();
        const seen = new Set<number>();
        for (const outcome of shuffled) {
          all.add(outcome);
          seen.add(outcome.index);
          expect(all.hasFault).toBe(seen.has(2) || seen.has(4));
          expect(all.firstFault !== undefined).toBe(seen.has(0) && seen.has(1) && seen.has(2));
        }
        expect(all.firstFault).toMatchObject({ place: { line: 3, column: 24, offset: 30 } });
        expect(all.next).toBe(2);
      }),
    );
  });

  test.each([
    [
      "in the first slice its place is right as it is",
      [bad(0, { line: 1, column: 4, offset: 6 })],
      { line: 1, column: 4, offset: 6 },
    ],
    [
      "a column counts from a line's beginning in the same slice",
      [good(0, 3, 8), bad(1, { line: 2, column: 5, offset: 20 })],
      { line: 5, column: 5, offset: 20 },
    ],
    [
      "or in an earlier one",
      [good(0, 3, 8), good(1), good(2), bad(3, { line: 1, column: -1, offset: 20 })],
      { line: 4, column: 13, offset: 20 },
    ],
    [
      "a byte-order mark is no column",
      [good(0, 0, 3), bad(1, { line: 1, column: -1, offset: 20 })],
      { line: 1, column: 18, offset: 20 },
    ],
    ["formats without lines have an offset alone", [good(0), bad(1, { offset: 20 })], { offset: 20 }],
  ])("%s", (_what, outcomes, place) => {
    expect(afterAll(outcomes).firstFault).toMatchObject({ place });
  });

  test("one in reading has no place", () => {
    const result: SliceFault = { fault: "cut short" };
    expect(afterAll([good(0), { index: 1, lines: 0, lineStart: undefined, result }]).firstFault).toEqual(
      result,
    );
  });
});

function bytesTaken(outcomes: Outcomes): number[] {
  const taken: number[] = [];
  for (let next = outcomes.takeBatch(); next !== undefined; next = outcomes.takeBatch())
    taken.push(next.bytes);
  return taken;
}

describe("partials", () => {
  test("are handed on at once, in whatever order they come, and once", () => {
    const all = afterAll([good(3), good(1)]);
    expect(bytesTaken(all)).toEqual([3, 1]);
    all.add(good(0));
    expect(bytesTaken(all)).toEqual([0]);
    expect(bytesTaken(all)).toEqual([]);
  });

  test("a slice counts once, whatever comes of it", () => {
    const all = afterAll([good(0), good(2), good(0), good(2), good(1), good(1), good(2)]);
    expect(bytesTaken(all)).toEqual([0, 2, 1]);
    expect(all.next).toBe(3);
  });
});
