import * as fc from "fast-check";
import { expect, test } from "vitest";
import { newCsvDecoder } from "./new-reader.js";
import { cutIntoPieces } from "../recorder.cases.js";
import { kernelCsvDecoder } from "./decoder.js";
import { csvKernel } from "../../kernel/csv.js";
import { csvFromSeed, keyedCsvFromSeed } from "./fuzz.cases.js";
import { inKernelMemory, outcome } from "../outcome.cases.js";

test.each([
  ["tables", csvFromSeed],
  ["tables with keys", keyedCsvFromSeed],
])("the kernel and the TypeScript decoder agree on random %s, cut at random", (_what, fromSeed) => {
  expect(csvKernel(Infinity, Infinity)).toBeDefined();
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const { bytes, lengths, options } = fromSeed(seed);
      const expected = outcome(newCsvDecoder, bytes, options);
      expect(outcome(kernelCsvDecoder, bytes, options)).toEqual(expected);
      const pieces = cutIntoPieces(bytes, lengths);
      expect(outcome(kernelCsvDecoder, pieces, options)).toEqual(expected);
      expect(outcome(kernelCsvDecoder, pieces, options, inKernelMemory)).toEqual(expected);
    }),
    { numRuns: 4000 },
  );
});
