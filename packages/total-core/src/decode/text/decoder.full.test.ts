import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newJsonDecoder } from "../json/document.js";
import { cutIntoPieces } from "../recorder.cases.js";
import { newTextDecoder } from "./reader.js";
import { jsonFieldFromSeed, jsonFromSeed, textFromSeed } from "./fuzz.cases.js";
import { kernelJsonDecoder } from "../json/decoder.js";
import { inKernelMemory, outcome } from "../outcome.cases.js";
import { kernelTextDecoder } from "./decoder.js";
import { textKernel } from "../../kernel/text.js";

describe("the kernel and the TypeScript decoders agree on random sources, cut at random", () => {
  test("the kernel runs here", () => {
    expect(textKernel(Infinity, Infinity)).toBeDefined();
  });

  test.each([
    ["text", textFromSeed, kernelTextDecoder, newTextDecoder, {}],
    ["text, bad numbers skipped", textFromSeed, kernelTextDecoder, newTextDecoder, { skipInvalid: true }],
    ["JSON", jsonFromSeed, kernelJsonDecoder, newJsonDecoder, {}],
    ["JSON, bad numbers skipped", jsonFromSeed, kernelJsonDecoder, newJsonDecoder, { skipInvalid: true }],
    ["a list at a field", jsonFieldFromSeed, kernelJsonDecoder, newJsonDecoder, { field: "a.b" }],
  ])("%s", (_name, fromSeed, kernelDecoder, plainDecoder, options) => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { bytes, lengths } = fromSeed(seed);
        const expected = outcome(plainDecoder, bytes, options);
        expect(outcome(kernelDecoder, bytes, options)).toEqual(expected);
        const pieces = cutIntoPieces(bytes, lengths);
        expect(outcome(kernelDecoder, pieces, options)).toEqual(expected);
        expect(outcome(kernelDecoder, pieces, options, inKernelMemory)).toEqual(expected);
      }),
      { numRuns: 1500 },
    );
  });
});
