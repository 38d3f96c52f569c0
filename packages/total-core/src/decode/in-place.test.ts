/** Bytes that are in the kernels' memory already, and are read where they stand. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newCsvReader, newJsonReader, newNdjsonReader, newTextReader } from "../testing/readers.js";
import { bytesOf, cutIntoPieces, type Options } from "../testing/recorder.js";
import type { NewDecoder } from "../contract/decoder.js";
import { newCsvDecoder } from "./csv/decoder.js";
import { csvKernel } from "../kernel/csv.js";
import { jsonFromSeed, textFromSeed } from "../testing/text-fuzz.js";
import { csvFromSeed, keyedCsvFromSeed, wideKeyedCsvFromSeed } from "../testing/csv-fuzz.js";
import { ndjsonFromSeed, objectsFromSeed } from "../testing/objects-fuzz.js";
import type { FuzzedSource } from "../testing/fuzzed-source.js";
import { newJsonDecoder, newNdjsonDecoder } from "./json/decoder.js";
import { objectsKernel } from "../kernel/objects.js";
import { inKernelMemory, outcome, type OutcomeOptions } from "../testing/outcome.js";
import { newTextDecoder } from "./text/decoder.js";
import { textKernel } from "../kernel/text.js";

type FromSeed = (seed: number) => FuzzedSource & { readonly options?: OutcomeOptions };

const FIELD = { field: "a.b" };

describe("read where they stand, bytes give what the TypeScript decoders make of them", () => {
  test("the kernels run here", () => {
    for (const kernel of [textKernel, objectsKernel, csvKernel]) {
      expect(kernel(Infinity, Infinity)).toBeDefined();
    }
  });

  test.each<[string, FromSeed, NewDecoder, NewDecoder, Options]>([
    ["text", textFromSeed, newTextDecoder, newTextReader, {}],
    ["JSON", jsonFromSeed, newJsonDecoder, newJsonReader, {}],
    ["arrays of objects", objectsFromSeed, newJsonDecoder, newJsonReader, FIELD],
    ["NDJSON", ndjsonFromSeed, newNdjsonDecoder, newNdjsonReader, FIELD],
    ["CSV", csvFromSeed, newCsvDecoder, newCsvReader, {}],
    ["CSV by keys", keyedCsvFromSeed, newCsvDecoder, newCsvReader, {}],
    ["CSV, several columns by several keys", wideKeyedCsvFromSeed, newCsvDecoder, newCsvReader, {}],
  ])("%s", (_name, fromSeed, kernelDecoder, plainDecoder, given) => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { bytes, lengths, options = given } = fromSeed(seed);
        const pieces = cutIntoPieces(bytes, lengths);
        expect(outcome(kernelDecoder, pieces, options, inKernelMemory)).toEqual(
          outcome(plainDecoder, bytes, options),
        );
      }),
      { numRuns: 150 },
    );
  });
});

test("a row that is cut is joined, whatever its length", () => {
  for (const length of [1, 100, 8000, 8191, 8192, 8193, 20_000]) {
    const row = `1,"${"x".repeat(length)}",2.5\n`;
    const head = `a,b,c\n${'1,"x",2.5\n'.repeat(5000)}`;
    const data = bytesOf(`${head}${row}${row}`);
    for (const cut of [1, length - 1, length, row.length + 5]) {
      const pieces = [data.subarray(0, head.length + cut), data.subarray(head.length + cut)];
      const got = outcome(newCsvDecoder, pieces, { column: "c" }, inKernelMemory);
      expect(got).toEqual({ total: "12505e0", count: 5002, empty: 0, skipped: 0 });
    }
  }
});

test("a line of nothing that begins a buffer is nothing, whatever stands before the buffer", () => {
  const line = "2.5\n".repeat(100);
  const pieces = Array.from({ length: 30 }, () => bytesOf(`\n${line}`));
  const options = { header: false };
  for (const newDecoder of [newCsvReader, newCsvDecoder]) {
    expect(outcome(newDecoder, pieces, options, inKernelMemory)).toMatchObject({ count: 3000 });
  }
});
