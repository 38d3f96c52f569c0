import * as fc from "fast-check";
import { expect, test } from "vitest";
import { inOtherDialect } from "../../testing/csv-dialect-fuzz.js";
import { csvFromSeed, keyedCsvFromSeed } from "../../testing/csv-fuzz.js";
import { inKernelMemory, outcome } from "../../testing/outcome.js";
import { newCsvReader } from "../../testing/readers.js";
import { cutIntoPieces } from "../../testing/recorder.js";
import { newCsvDecoder } from "./decoder.js";

/** The number of runs for each kind of tables. */
export function runOtherDialects(numRuns: number): void {
  test.each([
    ["tables", csvFromSeed],
    ["tables with keys", keyedCsvFromSeed],
  ])("the kernel and the reader agree on random %s in other dialects, cut at random", (_what, fromSeed) => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { bytes, lengths, options } = inOtherDialect(seed, fromSeed(seed));
        const expected = outcome(newCsvReader, bytes, options);
        expect(outcome(newCsvDecoder, bytes, options)).toEqual(expected);
        const pieces = cutIntoPieces(bytes, lengths);
        expect(outcome(newCsvReader, pieces, options)).toEqual(expected);
        expect(outcome(newCsvDecoder, pieces, options)).toEqual(expected);
        expect(outcome(newCsvDecoder, pieces, options, inKernelMemory)).toEqual(expected);
      }),
      { numRuns },
    );
  });
}
