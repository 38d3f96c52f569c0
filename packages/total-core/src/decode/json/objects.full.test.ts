import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { outcome } from "../../testing/outcome.js";
import { threeOutcomes } from "../../testing/agreement.js";
import { newJsonReader, newNdjsonReader } from "../../testing/readers.js";
import {
  ndjsonFromSeed,
  numberLinesFromSeed,
  objectsAtFieldFromSeed,
  objectsFromSeed,
  sequenceFromSeed,
} from "../../testing/objects-fuzz.js";
import { newJsonDecoder, newNdjsonDecoder } from "./decoder.js";
import { objectsKernel } from "../../kernel/objects.js";

const FIELD = { field: "a.b" };
const SKIPPING = { skipInvalid: true };
const SKIPPING_MORE = { ...FIELD, ...SKIPPING, skipMissing: true };
const SEQUENCE = { isSequence: true };

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
    ["NDJSON, fields missing", ndjsonFromSeed, newNdjsonDecoder, newNdjsonReader, SKIPPING_MORE],
    ["objects in an array at the field", objectsAtFieldFromSeed, newJsonDecoder, newJsonReader, FIELD],
    [
      "objects in arrays one after another",
      objectsAtFieldFromSeed,
      newJsonDecoder,
      newJsonReader,
      { ...SKIPPING_MORE, ...SEQUENCE },
    ],
    ["a sequence", sequenceFromSeed, newJsonDecoder, newJsonReader, { ...FIELD, ...SEQUENCE }],
    [
      "a sequence, bad numbers skipped, fields missing",
      sequenceFromSeed,
      newJsonDecoder,
      newJsonReader,
      { ...SKIPPING_MORE, ...SEQUENCE },
    ],
  ])("%s", (_name, fromSeed, kernelDecoder, plainDecoder, options) => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const source = fromSeed(seed);
        const expected = outcome(plainDecoder, source.bytes, options);
        expect(threeOutcomes(kernelDecoder, source, options)).toEqual([expected, expected, expected]);
      }),
      { numRuns: 800 },
    );
  });
});
