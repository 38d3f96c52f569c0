import * as fc from "fast-check";
import { expect, test } from "vitest";
import { MAX_LITERAL_BYTES } from "./bounds.js";
import { TokenBuffer } from "./token-buffer.js";

test("a token is kept, in whatever pieces it comes, up to one byte more than a literal may have", () => {
  const pieces = fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 20 });
  fc.assert(
    fc.property(pieces, fc.nat(20), (some, bytes) => {
      const token = new TokenBuffer();
      for (const piece of some) token.keep(piece, 0, piece.length);
      for (let i = 0; i < bytes; i++) token.keepByte(i);
      const whole = [...some.flatMap((piece) => [...piece]), ...Array.from({ length: bytes }, (_, i) => i)];
      expect([...token.bytes.subarray(0, token.length)]).toEqual(whole);
      expect(token.isTooLong).toBe(false);
    }),
  );
});

test("a token without end takes bounded memory, and is too long", () => {
  const token = new TokenBuffer();
  for (let i = 0; i < 40; i++) token.keep(new Uint8Array(1000).fill(i), 0, 1000);
  token.keepByte(1);
  expect(token.isTooLong).toBe(true);
  expect(token.length).toBe(MAX_LITERAL_BYTES + 1);
  expect(token.bytes.length).toBe(MAX_LITERAL_BYTES + 1);
  expect(token.bytes.at(-1)).toBe(16);
});
