/** Lines of many shapes, by the kernels: what they have learned of some rows must not change another. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvKernel } from "../../kernel/csv.js";
import { objectsKernel } from "../../kernel/objects.js";
import { threeOutcomes } from "../../testing/agreement.js";
import { outcome, type OutcomeOptions } from "../../testing/outcome.js";
import { newNdjsonReader } from "../../testing/readers.js";
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
          const source = shapesFromSeed(seed);
          const expected = outcome(newNdjsonReader, source.bytes, options);
          expect(threeOutcomes(newNdjsonDecoder, source, options)).toEqual([expected, expected, expected]);
        }),
        { numRuns },
      );
    });
  });
}
