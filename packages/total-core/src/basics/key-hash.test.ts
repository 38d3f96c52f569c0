import { describe, expect, test } from "vitest";
import { keyHash, randomSeed } from "./key-hash.js";

/** The bytes 0, 1, 2 … as words; behind them NULs. */
function counting(length: number): Int32Array {
  const words = new Int32Array((length >>> 2) + 1);
  new Uint8Array(words.buffer).set(Array.from({ length }, (_, i) => i));
  return words;
}

describe("keyHash", () => {
  // The hashes of the reference implementation, with the bytes 0 to 7 as its seed.
  test.each([
    [0, 0x5814c896],
    [1, 0xe7e864ca],
    [3, 0x01539939],
    [4, 0x7e059ea6],
    [17, 0x2b1cd04b],
    [63, 0x87178304],
  ])("is HalfSipHash-1-3, of %d bytes", (length, hash) => {
    expect(keyHash([0x03020100, 0x07060504], counting(length), 0, length) >>> 0).toBe(hash);
  });

  test("depends on the seed", () => {
    const hashes = Array.from({ length: 8 }, () => keyHash(randomSeed(), counting(8), 0, 8));
    expect(new Set(hashes).size).toBeGreaterThan(1);
  });
});
