import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PartialBatch } from "../../contract/numbers-api.js";
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
  taken: { begin: 10 * index, end: 10 * index + 10 },
  isGuess: false,
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
  const taken = { begin: 10 * index, end: place.offset };
  return { index, taken, isGuess: false, lines: 0, lineStart: undefined, result };
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
    expect(afterAll([good(0), { ...good(1), result }]).firstFault).toEqual(result);
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

const guess = (index: number, begin: number, end: number): SliceOutcome => ({
  ...good(index),
  taken: { begin, end },
  isGuess: true,
});

describe("where a slice begins may be a guess", () => {
  test("it is right where the one before ends there, and counts only then", () => {
    const all = afterAll([guess(1, 13, 24), guess(2, 24, 31)]);
    expect(bytesTaken(all)).toEqual([]);
    all.add({ ...good(0), taken: { begin: 0, end: 13 } });
    expect(bytesTaken(all)).toEqual([0, 1, 2]);
    expect(all).toMatchObject({ next: 3, nextStart: 31, isToDoAgain: false });
  });

  test("one that is wrong is done again from there, and no fault or number of it is seen", () => {
    const fault = { ...guess(1, 12, 12), result: { fault: "cut short" } as const };
    for (const wrong of [guess(1, 12, 24), guess(1, 14, 24), guess(1, 20, 20), fault]) {
      const all = afterAll([wrong, guess(2, 24, 31), good(0)]);
      expect(all).toMatchObject({ next: 1, nextStart: 10, isToDoAgain: true, hasFault: false });
      expect(bytesTaken(all)).toEqual([0]);
      all.add({ ...good(1), taken: { begin: 10, end: 24 } });
      expect(all).toMatchObject({ next: 3, isToDoAgain: false });
      expect(bytesTaken(all)).toEqual([1, 2]);
    }
  });

  test("a slice in which nothing begins is right where the one before ends behind it", () => {
    const all = afterAll([
      { ...good(0), taken: { begin: 0, end: 35 } },
      guess(1, 20, 20),
      guess(2, 30, 30),
      guess(3, 35, 41),
    ]);
    expect(all).toMatchObject({ next: 4, nextStart: 41, isToDoAgain: false });
  });

  test("the fault of one that is right is seen in its turn", () => {
    const all = afterAll([{ ...bad(1, { line: 1, column: 2, offset: 12 }), isGuess: true }]);
    expect(all.hasFault).toBe(false);
    all.add(good(0, 4, 10));
    expect(all).toMatchObject({ hasFault: true, firstFault: { place: { line: 5, column: 3, offset: 12 } } });
  });
});
