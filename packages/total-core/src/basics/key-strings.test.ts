import * as fc from "fast-check";
import { expect, test } from "vitest";
import { KeyStrings } from "./key-strings.js";
import { bytesOf } from "../testing/recorder.js";

test("a key is its bytes as UTF-8, whatever was asked for before", () => {
  const keys = new KeyStrings();
  const text = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 50 }),
    fc.integer({ min: 0, max: 20_000 }).map(String),
    fc.constantFrom("", "\0", "\ufeffa", "x".repeat(32), "x".repeat(33)),
  );
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 50 }), (texts) => {
      for (const one of [...texts, ...texts]) {
        const bytes = bytesOf(`<${one}>`);
        expect(keys.of(bytes, 1, bytes.length - 1)).toBe(one);
      }
    }),
    { numRuns: 300 },
  );
});

test("thousands of keys are told apart", () => {
  const keys = new KeyStrings();
  for (const _round of [1, 2]) {
    for (let i = 0; i < 30_000; i++) {
      const bytes = bytesOf(`key ${i}`);
      expect(keys.of(bytes, 0, bytes.length)).toBe(`key ${i}`);
    }
  }
});

test("what is not UTF-8 is no key, the second time too", () => {
  const keys = new KeyStrings();
  for (const bytes of [Uint8Array.of(0xff), Uint8Array.of(0xc3), Uint8Array.of(0xed, 0xa0, 0x80)]) {
    expect(keys.of(bytes, 0, bytes.length)).toBeUndefined();
    expect(keys.of(bytes, 0, bytes.length)).toBeUndefined();
  }
});
