import * as fc from "fast-check";
import { expect, test } from "vitest";
import { newJsonDecoder } from "./document.js";
import { hasBytes, isJson, nearJson } from "./documents.cases.js";
import { bytesOf, cutIntoPieces, decode } from "../recorder.cases.js";

test("100,000 documents near JSON: BAD_FORMAT is said of exactly what JSON.parse refuses, however they are cut", () => {
  fc.assert(
    fc.property(
      nearJson.filter(hasBytes),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
      fc.boolean(),
      (text, lengths, skipInvalid) => {
        const bytes = bytesOf(text);
        const whole = decode(newJsonDecoder, [bytes], { skipInvalid });
        expect(whole.error?.startsWith("BAD_FORMAT") ?? false).toBe(!isJson(text));
        expect(decode(newJsonDecoder, cutIntoPieces(bytes, lengths), { skipInvalid })).toEqual(whole);
      },
    ),
    { numRuns: 100_000 },
  );
});
