import { expect, test } from "vitest";
import { interruptible } from "./interruptible.js";

test("what it decompresses is what it was", () => {
  const reverse = interruptible((bytes) => bytes.toReversed());
  expect(reverse(Uint8Array.of(1, 2, 3), 3)).toEqual(Uint8Array.of(3, 2, 1));
  expect(reverse(Uint8Array.of(4, 5), 2)).toEqual(Uint8Array.of(5, 4));
});

test("its errors are its own", () => {
  const failing = interruptible(() => {
    throw new RangeError("bad data");
  });
  expect(() => failing(new Uint8Array(1), 1)).toThrow("bad data");
});

test("one that goes round in circles is stopped", () => {
  const endless = interruptible(
    (bytes) => {
      for (;;) bytes[0] = bytes[0]! + 1;
    },
    () => 20,
  );
  expect(() => endless(new Uint8Array(1), 1)).toThrow("timed out after 20ms");
});
