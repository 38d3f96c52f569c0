import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { outcome } from "../../testing/outcome.js";
import { threeOutcomes } from "../../testing/agreement.js";
import { newJsonReader, newTextReader } from "../../testing/readers.js";
import { jsonFieldFromSeed, jsonFromSeed, textFromSeed } from "../../testing/text-fuzz.js";
import { newJsonDecoder } from "../json/decoder.js";
import { newTextDecoder } from "./decoder.js";
import { textKernel } from "../../kernel/text.js";

describe("the kernel and the TypeScript decoders agree on random sources, cut at random", () => {
  test("the kernel runs here", () => {
    expect(textKernel(Infinity, Infinity)).toBeDefined();
  });

  test.each([
    ["text", textFromSeed, newTextDecoder, newTextReader, {}],
    ["text, bad numbers skipped", textFromSeed, newTextDecoder, newTextReader, { skipInvalid: true }],
    ["JSON", jsonFromSeed, newJsonDecoder, newJsonReader, {}],
    ["JSON, bad numbers skipped", jsonFromSeed, newJsonDecoder, newJsonReader, { skipInvalid: true }],
    ["a list at a field", jsonFieldFromSeed, newJsonDecoder, newJsonReader, { field: "a.b" }],
  ])("%s", (_name, fromSeed, kernelDecoder, plainDecoder, options) => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const source = fromSeed(seed);
        const expected = outcome(plainDecoder, source.bytes, options);
        expect(threeOutcomes(kernelDecoder, source, options)).toEqual([expected, expected, expected]);
      }),
      { numRuns: 1500 },
    );
  });
});
