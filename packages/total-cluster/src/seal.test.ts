import * as fc from "fast-check";
import { expect, test } from "vitest";
import { sealFromKey } from "./seal.js";

const KEY = Buffer.alloc(32, 1).toString("base64");

test("whatever is closed opens again, with the same key and the same words", () => {
  const seal = sealFromKey(KEY);
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string(), (text, words) => {
      expect(seal.open(seal.close(text, words), words)).toBe(Buffer.from(text).toString());
    }),
    { numRuns: 50 },
  );
});

test("the same text looks different each time", () => {
  const seal = sealFromKey(KEY);
  expect(seal.close("text", "")).not.toBe(seal.close("text", ""));
});

test("another key, other words, a flipped bit, an end that is cut: it does not open", () => {
  const seal = sealFromKey(KEY);
  const sealed = seal.close("text", "job 1");
  expect(sealFromKey(Buffer.alloc(32, 2).toString("base64")).open(sealed, "job 1")).toBeUndefined();
  expect(seal.open(sealed, "job 2")).toBeUndefined();
  const bytes = Buffer.from(sealed, "base64");
  for (let bit = 0; bit < 8 * bytes.length; bit++) {
    const touched = Buffer.from(bytes);
    touched[bit >> 3]! ^= 1 << (bit & 7);
    expect(seal.open(touched.toString("base64"), "job 1")).toBeUndefined();
  }
  for (let length = 0; length < bytes.length; length++) {
    expect(seal.open(bytes.subarray(0, length).toString("base64"), "job 1")).toBeUndefined();
  }
});

test.each([
  "",
  "short",
  Buffer.alloc(31).toString("base64"),
  Buffer.alloc(33).toString("base64"),
  "!".repeat(44),
])("%j is no key, and the error does not tell it", (key) => {
  expect(() => sealFromKey(key)).toThrow(/^expected 32 bytes in base64, as of: openssl rand -base64 32$/);
});
