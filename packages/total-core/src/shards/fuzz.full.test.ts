/** Random sources, good and bad, in random numbers of shards: the same total or the same error at the same place. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { TotalError } from "../contract/errors.js";
import type { Format, FormatOptions } from "../contract/numbers-api.js";
import { newFile } from "../node/threads/threads.cases.js";
import { inOtherDialect } from "../testing/csv-dialect-fuzz.js";
import { csvFromSeed, keyedCsvFromSeed, wideCsvFromSeed, wideKeyedCsvFromSeed } from "../testing/csv-fuzz.js";
import { nearCsv } from "../testing/csv-model.js";
import { ndjsonFromSeed, objectsFromSeed } from "../testing/objects-fuzz.js";
import { bytesOf } from "../testing/recorder.js";
import { textFromSeed } from "../testing/text-fuzz.js";
import { differencesOf } from "./shards.cases.js";
import { temporaryFolder } from "../testing/temporary-folder.js";

const folder = temporaryFolder();

interface Case {
  readonly bytes: Uint8Array;
  readonly options: FormatOptions;
}

type FromSeed = (seed: number) => { readonly bytes: Uint8Array; readonly options?: object };

const seeded = (fromSeed: FromSeed): fc.Arbitrary<Case> =>
  fc.integer().map((seed) => {
    const { bytes, options = {} } = fromSeed(seed);
    const { skipInvalid: _, ...rest } = options as FormatOptions & { skipInvalid?: boolean };
    return { bytes, options: rest };
  });

const oddities: fc.Arbitrary<Case> = fc
  .tuple(fc.array(nearCsv, { maxLength: 12 }), fc.boolean(), fc.nat(200))
  .map(([texts, quotes, good]) => ({
    bytes: bytesOf(`a,n\n${'"x\n",1\n'.repeat(good)}${texts.join("")}`),
    options: { column: 2, quotes },
  }));

/** There is no part of such a source. */
function unlessUnsupported(error: unknown): [] {
  if (error instanceof TotalError && error.code === "UNSUPPORTED") return [];
  throw error;
}

test.each<[string, Format | undefined, fc.Arbitrary<Case>]>([
  ["text", "text", seeded(textFromSeed)],
  ["CSV", "csv", seeded(csvFromSeed)],
  ["CSV in other dialects", "csv", seeded((seed) => inOtherDialect(seed, csvFromSeed(seed)))],
  ["CSV of which many rows are odd", "csv", oddities],
  ["CSV with several columns", "csv", seeded(wideCsvFromSeed)],
  ["CSV with keys", "csv", seeded(keyedCsvFromSeed)],
  ["CSV with several columns and keys", "csv", seeded(wideKeyedCsvFromSeed)],
  ["NDJSON", "ndjson", seeded(ndjsonFromSeed)],
  ["JSON", "json", seeded(objectsFromSeed)],
  ["whatever the bytes tell", undefined, seeded(textFromSeed)],
])("%s", async (_what, format, anyCase) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyCase, { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 1, max: 40 }),
      async (cases, of) => {
        const paths = await Promise.all(cases.map(({ bytes }) => newFile(folder, bytes)));
        const differences = differencesOf(paths, { ...cases[0]!.options, format }, [of]);
        expect(await differences.catch(unlessUnsupported)).toEqual([]);
      },
    ),
    { numRuns: 150 },
  );
});
