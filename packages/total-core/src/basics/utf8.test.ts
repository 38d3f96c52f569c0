import * as fc from "fast-check";
import { expect, test } from "vitest";
import { keyString } from "./key-strings.js";
import { Utf8 } from "./utf8.js";

const utf8 = new Utf8();

/** Whether all of it may stand there, and something that is no part of it after it. */
function isUtf8(bytes: Uint8Array): boolean {
  utf8.reset();
  return bytes.every((byte) => utf8.takes(byte)) && utf8.takes(0x22);
}

/** Bytes at which what may stand there changes. */
const EDGES = Buffer.from("007f808f909fa0bfc0c1c2dfe0e1ecedeeeff0f1f3f4f5ff", "hex");

test("UTF-8 is what TextDecoder takes", () => {
  const interesting = fc.constantFrom(...EDGES);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 6 }), fc.array(interesting, { maxLength: 6 }), (some, others) => {
      for (const bytes of [some, Uint8Array.from(others), Uint8Array.of(...some, ...others)]) {
        expect(isUtf8(bytes)).toBe(keyString(bytes, 0, bytes.length) !== undefined);
      }
    }),
    { numRuns: 5000 },
  );
});

test("every pair of bytes, alone and before what goes on", () => {
  for (const rest of [[], [0x80], [0x80, 0xbf]]) {
    const pairs = Array.from({ length: 2 ** 16 }, (_, pair) =>
      Uint8Array.of(pair >> 8, pair & 0xff, ...rest),
    );
    expect(
      pairs.filter((bytes) => isUtf8(bytes) !== (keyString(bytes, 0, bytes.length) !== undefined)),
    ).toEqual([]);
  }
});
