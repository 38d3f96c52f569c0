import * as fc from "fast-check";
import { expect, test } from "vitest";
import { joinedKeys, partsOfKey } from "./group-keys.js";

test("a key of one part is that part", () => {
  expect(joinedKeys(["north"])).toBe("north");
});

test("the parts of a key come back, whatever characters they have", () => {
  const wellFormed = fc.string({
    unit: fc.constantFrom("", "a", "\u{10000}", "\u{103ff}", "😀", "\t", "\0"),
  });
  fc.assert(
    fc.property(fc.array(wellFormed, { minLength: 1 }), (parts) => {
      expect(partsOfKey(joinedKeys(parts))).toEqual(parts);
    }),
  );
});
