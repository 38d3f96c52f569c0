/** Lines of many shapes, by the kernels: what they have learned of some rows must not change another. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvKernel } from "../../kernel/csv.js";
import { objectsKernel } from "../../kernel/objects.js";
import { inKernelMemory, outcome, type OutcomeOptions } from "../../testing/outcome.js";
import { newNdjsonReader } from "../../testing/readers.js";
import { cutIntoPieces } from "../../testing/recorder.js";
import { shapesFromSeed } from "../../testing/shapes-fuzz.js";
import { newNdjsonDecoder } from "./decoder.js";

const OPTIONS: readonly OutcomeOptions[] = [
  { field: "a.b" },
  { field: "a.b", skipInvalid: true, skipMissing: true },
  { field: ["n", "a.b"] },
  { field: "a.b", by: "k", groups: true },
  { field: "n", by: ["k", "a.b"], groups: true, skipMissing: true },
];

export function shapesCases(numRuns: number): void {
  describe("lines of many shapes", () => {
    test("the kernels run here", () => {
      expect([objectsKernel(Infinity, Infinity), csvKernel(Infinity, Infinity)]).not.toContain(undefined);
    });

    test.each(OPTIONS)("the kernels and the reader agree on random ones, cut at random: %j", (options) => {
      fc.assert(
        fc.property(fc.integer(), (seed) => {
          const { bytes, lengths } = shapesFromSeed(seed);
          const expected = outcome(newNdjsonReader, bytes, options);
          expect(outcome(newNdjsonDecoder, bytes, options)).toEqual(expected);
          const pieces = cutIntoPieces(bytes, lengths);
          expect(outcome(newNdjsonDecoder, pieces, options)).toEqual(expected);
          expect(outcome(newNdjsonDecoder, pieces, options, inKernelMemory)).toEqual(expected);
        }),
        { numRuns },
      );
    });
  });
}
