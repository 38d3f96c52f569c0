import * as fc from "fast-check";
import { expect, test } from "vitest";
import { newCsvReader } from "../../testing/readers.js";
import { cutIntoPieces } from "../../testing/recorder.js";
import { newCsvDecoder } from "./decoder.js";
import { csvKernel } from "../../kernel/csv.js";
import {
  csvFromSeed,
  keyedCsvFromSeed,
  wideCsvFromSeed,
  wideKeyedCsvFromSeed,
} from "../../testing/csv-fuzz.js";
import { inKernelMemory, outcome } from "../../testing/outcome.js";

test.each([
  ["tables", csvFromSeed],
  ["tables with keys", keyedCsvFromSeed],
  ["tables with several columns", wideCsvFromSeed],
  ["tables with several columns and keys of several fields", wideKeyedCsvFromSeed],
])("the kernel and the TypeScript decoder agree on random %s, cut at random", (_what, fromSeed) => {
  expect(csvKernel(Infinity, Infinity)).toBeDefined();
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const { bytes, lengths, options } = fromSeed(seed);
      const expected = outcome(newCsvReader, bytes, options);
      expect(outcome(newCsvDecoder, bytes, options)).toEqual(expected);
      const pieces = cutIntoPieces(bytes, lengths);
      expect(outcome(newCsvDecoder, pieces, options)).toEqual(expected);
      expect(outcome(newCsvDecoder, pieces, options, inKernelMemory)).toEqual(expected);
    }),
    { numRuns: 4000 },
  );
});
