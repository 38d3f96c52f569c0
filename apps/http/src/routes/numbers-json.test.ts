import { describe, expect, test } from "vitest";
import { NumbersJson, numbersJsonLength } from "./numbers-json.js";

function textOf(count: number, pieceBytes: number): string {
  const json = new NumbersJson(count);
  const piece = new Uint8Array(pieceBytes);
  let text = "";
  while (!json.done) text += Buffer.from(piece.buffer, 0, json.writeTo(piece)).toString("latin1");
  return text;
}

const counts = [0, 1, 2, 9, 10, 11, 99, 100, 101, 999, 1000, 1001, 12_345, 100_001];

describe("the JSON of the simulated numbers", () => {
  test.each(counts)("of %i numbers is what JSON.stringify writes", (count) => {
    const expected = JSON.stringify(Array.from({ length: count }, (_, i) => i));
    for (const pieceBytes of [32, 33, 47, 1024, 65_536]) expect(textOf(count, pieceBytes)).toBe(expected);
  });

  test.each(counts)("of %i numbers has the length that was told before", (count) => {
    expect(numbersJsonLength(count)).toBe(BigInt(textOf(count, 65_536).length));
  });

  test("of 2^53 − 1 numbers has a length past 2^53, to the byte", () => {
    expect(numbersJsonLength(Number.MAX_SAFE_INTEGER)).toBe(
      // 16 digits from 10^15 on, one comma between two, two brackets; below that the nines of each length.
      16n * (2n ** 53n - 1n - 10n ** 15n) + (2n ** 53n - 2n) + 2n + lengthBelow(15n),
    );
  });
});

/** The digits of all numbers of at most `digits` digits. */
function lengthBelow(digits: bigint): bigint {
  let length = 1n;
  for (let d = 1n; d <= digits; d++) length += d * 9n * 10n ** (d - 1n);
  return length;
}
