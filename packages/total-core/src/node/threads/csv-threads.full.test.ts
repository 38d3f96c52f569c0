/** Random CSV, good and bad, in one to four threads, with slices of random sizes: the same total or the same error at the same place. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { firstRow } from "../../decode/csv/first-row.js";
import { nearCsv } from "../../testing/csv-model.js";
import { bytesOf } from "../../testing/recorder.js";
import { csvKernel } from "../../kernel/csv.js";
import { inOtherDialect } from "../../testing/csv-dialect-fuzz.js";
import { csvFromSeed } from "../../testing/csv-fuzz.js";
import type { FormatOptions } from "../../contract/numbers-api.js";
import { differences, newFile } from "./threads.cases.js";
import { eagerWorker } from "./workers.cases.js";
import { temporaryFolder } from "../../testing/temporary-folder.js";

const folder = temporaryFolder();

interface Case {
  readonly bytes: Uint8Array;
  readonly options: FormatOptions;
}

const tables: fc.Arbitrary<Case> = fc.integer().map((seed) => {
  const { bytes, options } = csvFromSeed(seed);
  const { skipInvalid: _, ...rest } = options;
  return { bytes, options: rest };
});

const otherDialects: fc.Arbitrary<Case> = fc.integer().map((seed) => {
  const { bytes, options } = inOtherDialect(seed, csvFromSeed(seed));
  const { skipInvalid: _, ...rest } = options;
  return { bytes, options: rest };
});

/** Rows of which many are odd, behind a good one, which it is hard to make a good guess in. */
const oddities: fc.Arbitrary<Case> = fc
  .tuple(fc.array(nearCsv, { maxLength: 12 }), fc.boolean(), fc.nat(200))
  .map(([texts, quotes, good]) => ({
    bytes: bytesOf(`a,n\n${'"x\n",1\n'.repeat(good)}${texts.join("")}`),
    options: { column: 2, quotes },
  }));

/** A length with which the first row ends in the first slice. */
function sliceBytes({ bytes, options }: Case, slices: number): number {
  let size = Math.max(1, Math.ceil(bytes.length / slices));
  while (size < bytes.length && !canBeCut(bytes.subarray(0, size), options)) size *= 2;
  fc.pre(size < bytes.length);
  return size;
}

function canBeCut(prefix: Uint8Array, options: FormatOptions): boolean {
  try {
    return firstRow(prefix, "csv", options) !== undefined;
  } catch {
    return false;
  }
}

describe.each([
  ["random tables", tables],
  ["random tables in other dialects", otherDialects],
  ["rows of which many are odd", oddities],
])("%s", (_what, anyCase) => {
  test("slices in one thread", async () => {
    expect(csvKernel(Infinity, Infinity)).toBeDefined();
    await fc.assert(
      fc.asyncProperty(anyCase, fc.integer({ min: 2, max: 300 }), async (one, slices) => {
        const threading = { threads: 1, sliceBytes: sliceBytes(one, slices), format: "csv" } as const;
        const path = await newFile(folder, one.bytes);
        expect(await differences(path, [{ ...threading, ...one.options }])).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  test("in two to four threads", async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, fc.integer({ min: 2, max: 100 }), async (one, slices) => {
        const threadings = [2, 3, 4].map((threads) => ({
          threads,
          sliceBytes: sliceBytes(one, slices),
          format: "csv" as const,
          startWorker: eagerWorker,
          ...one.options,
        }));
        expect(await differences(await newFile(folder, one.bytes), threadings)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});
