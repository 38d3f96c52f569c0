/** Bytes that are in the kernels' memory already, and are read where they stand. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newCsvDecoder } from "../csv/new-reader.js";
import { newJsonDecoder } from "../json/document.js";
import { newNdjsonDecoder } from "../json/ndjson.js";
import { bytesOf, cutIntoPieces, type Options } from "../recorder.cases.js";
import { newTextDecoder } from "../text/reader.js";
import type { NewDecoder } from "../../contract/decoder.js";
import { kernelCsvDecoder } from "../csv/decoder.js";
import { csvKernel } from "../../kernel/csv.js";
import { jsonFromSeed, textFromSeed } from "../text/fuzz.cases.js";
import { csvFromSeed, keyedCsvFromSeed } from "../csv/fuzz.cases.js";
import { ndjsonFromSeed, objectsFromSeed } from "../json/fuzz-objects.cases.js";
import type { FuzzedSource } from "../fuzzed-source.cases.js";
import { kernelJsonDecoder, kernelNdjsonDecoder } from "../json/decoder.js";
import { objectsKernel } from "../../kernel/objects.js";
import { inKernelMemory, outcome, type OutcomeOptions } from "../outcome.cases.js";
import { kernelTextDecoder } from "../text/decoder.js";
import { textKernel } from "../../kernel/text.js";

type FromSeed = (seed: number) => FuzzedSource & { readonly options?: OutcomeOptions };

const FIELD = { field: "a.b" };

describe("read where they stand, bytes give what the TypeScript decoders make of them", () => {
  test("the kernels run here", () => {
    for (const kernel of [textKernel, objectsKernel, csvKernel]) {
      expect(kernel(Infinity, Infinity)).toBeDefined();
    }
  });

  test.each<[string, FromSeed, NewDecoder, NewDecoder, Options]>([
    ["text", textFromSeed, kernelTextDecoder, newTextDecoder, {}],
    ["JSON", jsonFromSeed, kernelJsonDecoder, newJsonDecoder, {}],
    ["arrays of objects", objectsFromSeed, kernelJsonDecoder, newJsonDecoder, FIELD],
    ["NDJSON", ndjsonFromSeed, kernelNdjsonDecoder, newNdjsonDecoder, FIELD],
    ["CSV", csvFromSeed, kernelCsvDecoder, newCsvDecoder, {}],
    ["CSV by keys", keyedCsvFromSeed, kernelCsvDecoder, newCsvDecoder, {}],
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
      const got = outcome(kernelCsvDecoder, pieces, { column: "c" }, inKernelMemory);
      expect(got).toEqual({ total: "12505e0", count: 5002, empty: 0, skipped: 0 });
    }
  }
});

test("a line of nothing that begins a buffer is nothing, whatever stands before the buffer", () => {
  const line = "2.5\n".repeat(100);
  const pieces = Array.from({ length: 30 }, () => bytesOf(`\n${line}`));
  const options = { header: false };
  for (const newDecoder of [newCsvDecoder, kernelCsvDecoder]) {
    expect(outcome(newDecoder, pieces, options, inKernelMemory)).toMatchObject({ count: 3000 });
  }
});
