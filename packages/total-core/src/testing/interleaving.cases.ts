import * as fc from "fast-check";
import { expect, test } from "vitest";
import { interleave } from "./interleaving.js";

/** @param hasMany whether now and then a source has as many keys as take a second */
export function interleavingCases(numRuns: number, hasMany: boolean): void {
  test("random sources that are read by turns, not all to their ends, come to what they come to alone", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        expect(interleave(seed, hasMany)).toBeUndefined();
      }),
      { numRuns, endOnFailure: true },
    );
  });
}
