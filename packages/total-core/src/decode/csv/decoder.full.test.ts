import * as fc from "fast-check";
import { expect, test } from "vitest";
import { outcome } from "../../testing/outcome.js";
import { threeOutcomes } from "../../testing/agreement.js";
import { newCsvReader } from "../../testing/readers.js";
import { newCsvDecoder } from "./decoder.js";
import { csvKernel } from "../../kernel/csv.js";
import {
  csvFromSeed,
  keyedCsvFromSeed,
  wideCsvFromSeed,
  wideKeyedCsvFromSeed,
} from "../../testing/csv-fuzz.js";

test.each([
  ["tables", csvFromSeed],
  ["tables with keys", keyedCsvFromSeed],
  ["tables with several columns", wideCsvFromSeed],
  ["tables with several columns and keys of several fields", wideKeyedCsvFromSeed],
])("the kernel and the TypeScript decoder agree on random %s, cut at random", (_what, fromSeed) => {
  expect(csvKernel(Infinity, Infinity)).toBeDefined();
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const source = fromSeed(seed);
      const expected = outcome(newCsvReader, source.bytes, source.options);
      expect(threeOutcomes(newCsvDecoder, source, source.options)).toEqual([expected, expected, expected]);
    }),
    { numRuns: 4000 },
  );
});
