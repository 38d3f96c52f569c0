/** Rows with keys, or with several numbers, by the kernels. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DecoderOptions } from "../../contract/decoder.js";
import { csvKernel } from "../../kernel/csv.js";
import { objectsKernel } from "../../kernel/objects.js";
import { threeOutcomes } from "../../testing/agreement.js";
import { Random } from "../../testing/fuzzed-source.js";
import { keyedArraysFromSeed, keyedLinesFromSeed, plainKeyedRows } from "../../testing/keyed-objects-fuzz.js";
import { outcome, type OutcomeOptions, sumOfLiterals } from "../../testing/outcome.js";
import { newJsonReader, newNdjsonReader } from "../../testing/readers.js";
import { bytesOf, cutIntoPieces } from "../../testing/recorder.js";
import { newJsonDecoder, newNdjsonDecoder } from "./decoder.js";

const PATHS: readonly Pick<DecoderOptions, "field" | "by">[] = [
  { field: "n", by: "k" },
  { field: "a.b", by: ["k", "a.g"] },
  { field: ["n", "a.b"], by: "a.g" },
  { field: ["n", "a.b"] },
  { field: "n", by: ["k", "n"] },
];
const SKIPPING: readonly OutcomeOptions[] = [
  {},
  { skipMissing: true },
  { skipInvalid: true },
  { skipInvalid: true, skipMissing: true },
];
const OPTIONS = PATHS.flatMap((paths) =>
  SKIPPING.map((skipping): OutcomeOptions => ({ ...paths, ...skipping, groups: paths.by !== undefined })),
);

/** The same paths within the elements of an array at `rows`. */
function inRows({ field, by, ...options }: OutcomeOptions): OutcomeOptions {
  return { ...options, field: withinRows(field!), ...(by !== undefined && { by: withinRows(by) }) };
}

function withinRows(paths: string | number | readonly (string | number)[]): string[] {
  return [paths].flat().map((path) => `rows.${path}`);
}

/** A row whose key is at `k` and at `a.g`, now and then not a plain string. */
function rowAt(index: number): string {
  const key = ['"x"', '"é"', '"a\\tb"', "null", "7"][index % 5]!;
  return `{"id":${index},"k":${key},"n":${index}.25,"a":{"g":"${index % 3}"}}\n`;
}

export function keyedObjectsCases(numRuns: number): void {
  describe("rows with keys, or with several numbers", () => {
    test("the kernels run here", () => {
      expect([objectsKernel(Infinity, Infinity), csvKernel(Infinity, Infinity)]).not.toContain(undefined);
    });

    test.each([
      ["lines", keyedLinesFromSeed, newNdjsonDecoder, newNdjsonReader, OPTIONS],
      ["arrays", keyedArraysFromSeed, newJsonDecoder, newJsonReader, [...OPTIONS, ...OPTIONS.map(inRows)]],
      [
        "arrays one after another",
        keyedArraysFromSeed,
        newJsonDecoder,
        newJsonReader,
        [...OPTIONS, ...OPTIONS.map(inRows)].map((options) => ({ ...options, isSequence: true })),
      ],
    ])(
      "the kernels and the reader agree on random %s, cut at random",
      (_what, fromSeed, byKernels, inTypeScript, all) => {
        fc.assert(
          fc.property(fc.integer(), fc.constantFrom(...all), (seed, options) => {
            const source = fromSeed(seed);
            const expected = outcome(inTypeScript, source.bytes, options);
            expect(threeOutcomes(byKernels, source, options)).toEqual([expected, expected, expected]);
          }),
          { numRuns },
        );
      },
    );

    test("the kernels and JSON.parse agree on random lines", () => {
      fc.assert(
        fc.property(fc.integer(), (seed) => {
          const random = new Random(seed);
          const rows = plainKeyedRows(random, 200);
          const literals = new Map<string, string[]>();
          for (const row of rows) {
            const { k } = JSON.parse(row) as { k: string };
            literals.set(k, [...(literals.get(k) ?? []), numberAt(row)]);
          }
          const got = outcome(
            newNdjsonDecoder,
            cutIntoPieces(bytesOf(rows.join("\n")), [random.integer(300, 9000)]),
            {
              ...PATHS[0]!,
              groups: true,
            },
          );
          const groups = Array.from(literals, ([key, ofKey]) => [key, sumOfLiterals(ofKey), ofKey.length]);
          expect(got).toMatchObject({ count: rows.length, groups });
        }),
        { numRuns: Math.ceil(numRuns / 4) },
      );
    });

    test("cut anywhere, a byte before the kernel or behind it, they are the same", () => {
      const bytes = bytesOf(Array.from({ length: 16 }, (_, i) => rowAt(i)).join(""));
      const options: OutcomeOptions = { field: "n", by: ["k", "a.g"], groups: true };
      const expected = outcome(newNdjsonReader, bytes, options);
      for (let cut = 0; cut <= bytes.length; cut++) {
        const pieces = [bytes.subarray(0, cut), bytes.subarray(cut)];
        expect(outcome(newNdjsonDecoder, pieces, options), `cut at ${cut}`).toEqual(expected);
      }
    });
  });
}

/** As it is spelled: JSON.parse would round it. */
function numberAt(row: string): string {
  return /"n" ?: ?(-?[\d.]+)/.exec(row.replace('{"k":"z","n":1}', "0"))![1]!;
}
