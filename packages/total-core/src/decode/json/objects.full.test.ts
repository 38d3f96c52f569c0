import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newJsonReader, newNdjsonReader } from "../../testing/readers.js";
import { cutIntoPieces } from "../../testing/recorder.js";
import { ndjsonFromSeed, numberLinesFromSeed, objectsFromSeed } from "../../testing/objects-fuzz.js";
import { newJsonDecoder, newNdjsonDecoder } from "./decoder.js";
import { objectsKernel } from "../../kernel/objects.js";
import { inKernelMemory, outcome } from "../../testing/outcome.js";

const FIELD = { field: "a.b" };
const SKIPPING = { skipInvalid: true };

describe("the kernel and the TypeScript decoders agree on random rows, cut at random", () => {
  test("the kernel runs here", () => {
    expect(objectsKernel(Infinity, Infinity)).toBeDefined();
  });

  test.each([
    ["NDJSON", ndjsonFromSeed, newNdjsonDecoder, newNdjsonReader, FIELD],
    [
      "NDJSON, bad numbers skipped",
      ndjsonFromSeed,
      newNdjsonDecoder,
      newNdjsonReader,
      { ...FIELD, ...SKIPPING },
    ],
    ["numbers, one a line", numberLinesFromSeed, newNdjsonDecoder, newNdjsonReader, {}],
    [
      "numbers, one a line, bad ones skipped",
      numberLinesFromSeed,
      newNdjsonDecoder,
      newNdjsonReader,
      SKIPPING,
    ],
    ["arrays of objects", objectsFromSeed, newJsonDecoder, newJsonReader, FIELD],
    [
      "arrays of objects, bad numbers skipped",
      objectsFromSeed,
      newJsonDecoder,
      newJsonReader,
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
