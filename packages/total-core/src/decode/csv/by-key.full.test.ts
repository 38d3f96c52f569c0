import { expect, test } from "vitest";
import { bytesOf, cutIntoPieces } from "../../testing/recorder.js";
import { newCsvDecoder } from "./decoder.js";
import { csvKernel } from "../../kernel/csv.js";
import { withGroups } from "../../testing/named-groups.js";

const PIECES = [65_536];

/** By their keys, in the order in which these were first seen: their sums, as if no number had a point. */
function sumsByKey(text: string): Map<string, number> {
  const sums = new Map<string, number>();
  let key = "";
  const sink = withGroups({
    decimal(coefficient, exponent) {
      expect(exponent).toBe(0);
      sums.set(key, sums.get(key)! + Number(coefficient));
    },
    doubles() {},
    empty() {},
    skipped() {},
    group(name) {
      key = name;
      if (!sums.has(name)) sums.set(name, 0);
    },
  });
  const decoder = newCsvDecoder({ sink, skipInvalid: false, column: "n", by: "k" });
  for (const piece of cutIntoPieces(bytesOf(text), PIECES)) decoder.push(piece);
  decoder.end();
  return sums;
}

test.each([
  ["300,000 keys, more than there is room for", 300_000, ""],
  ["100,000 long keys, more than there is room for", 100_000, "a prefix that all of them have "],
  ["200,000 keys", 200_000, "x"],
])("%s: each gets what is its own", (_what, count, prefix) => {
  expect(csvKernel(Infinity, Infinity)).toBeDefined();
  // Each key three times, far from each other: 7,919 has no common factor with the counts.
  const order = Array.from({ length: 3 * count }, (_, i) => (i * 7919) % count);
  const sums = sumsByKey(`k,n\n${order.map((key, i) => `${prefix}${key},${i}\n`).join("")}`);
  const expected = new Map<string, number>();
  order.forEach((key, i) => {
    const name = `${prefix}${key}`;
    expected.set(name, (expected.get(name) ?? 0) + i);
  });
  expect(sums.size).toBe(count);
  expect(
    [...sums].every(([name, sum], i) => sum === expected.get(name) && name === `${prefix}${order[i]}`),
  ).toBe(true);
});
