import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newJsonDecoder } from "./document.js";
import { newNdjsonDecoder } from "./ndjson.js";
import { cutIntoPieces } from "../recorder.cases.js";
import { ndjsonFromSeed, numberLinesFromSeed, objectsFromSeed } from "./fuzz-objects.cases.js";
import { kernelJsonDecoder, kernelNdjsonDecoder } from "./decoder.js";
import { objectsKernel } from "../../kernel/objects.js";
import { inKernelMemory, outcome } from "../outcome.cases.js";

const FIELD = { field: "a.b" };
const SKIPPING = { skipInvalid: true };

describe("the kernel and the TypeScript decoders agree on random rows, cut at random", () => {
  test("the kernel runs here", () => {
    expect(objectsKernel(Infinity, Infinity)).toBeDefined();
  });

  test.each([
    ["NDJSON", ndjsonFromSeed, kernelNdjsonDecoder, newNdjsonDecoder, FIELD],
    [
      "NDJSON, bad numbers skipped",
      ndjsonFromSeed,
      kernelNdjsonDecoder,
      newNdjsonDecoder,
      { ...FIELD, ...SKIPPING },
    ],
    ["numbers, one a line", numberLinesFromSeed, kernelNdjsonDecoder, newNdjsonDecoder, {}],
    [
      "numbers, one a line, bad ones skipped",
      numberLinesFromSeed,
      kernelNdjsonDecoder,
      newNdjsonDecoder,
      SKIPPING,
    ],
    ["arrays of objects", objectsFromSeed, kernelJsonDecoder, newJsonDecoder, FIELD],
    [
      "arrays of objects, bad numbers skipped",
      objectsFromSeed,
      kernelJsonDecoder,
      newJsonDecoder,
      { ...FIELD, ...SKIPPING },
    ],
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
      { numRuns: 800 },
    );
  });
});
