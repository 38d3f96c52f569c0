import { expect, test } from "vitest";
import { giveBack } from "./give-back.js";

test("a piece has no memory any more", () => {
  const before = process.memoryUsage().arrayBuffers;
  for (let i = 0; i < 100; i++) {
    const piece = new Uint8Array(2 ** 20);
    giveBack(piece);
    expect(piece.length).toBe(0);
    expect(process.memoryUsage().arrayBuffers).toBeLessThan(before + 2 ** 22);
  }
});

test("memory that others have a part of stays as it is", () => {
  const shared = Uint8Array.of(1, 2, 3);
  for (const piece of [shared.subarray(1), shared.subarray(0, 2), shared.subarray(0, 0)]) giveBack(piece);
  expect(shared).toEqual(Uint8Array.of(1, 2, 3));
});

test("a piece that is empty, or was given back before, is no trouble", () => {
  const piece = Uint8Array.of(1);
  giveBack(piece);
  expect(() => giveBack(piece)).not.toThrow();
  expect(() => giveBack(new Uint8Array(0))).not.toThrow();
});
