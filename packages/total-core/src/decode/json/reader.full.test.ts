import * as fc from "fast-check";
import { expect, test } from "vitest";
import { newJsonReader } from "../../testing/readers.js";
import { hasBytes, isJson, nearJson } from "../../testing/near-json.js";
import { bytesOf, cutIntoPieces, decode } from "../../testing/recorder.js";

test("100,000 documents near JSON: BAD_FORMAT is said of exactly what JSON.parse refuses, however they are cut", () => {
  fc.assert(
    fc.property(
      nearJson.filter(hasBytes),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
      fc.boolean(),
      (text, lengths, skipInvalid) => {
        const bytes = bytesOf(text);
        const whole = decode(newJsonReader, [bytes], { skipInvalid });
        expect(whole.error?.startsWith("BAD_FORMAT") ?? false).toBe(!isJson(text));
        expect(decode(newJsonReader, cutIntoPieces(bytes, lengths), { skipInvalid })).toEqual(whole);
      },
    ),
    { numRuns: 100_000 },
  );
});
