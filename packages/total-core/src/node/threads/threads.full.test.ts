/** Random files in one to four threads, with slices of random sizes: the same total or the same error at the same place. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SlicedFormat } from "./slice-total.js";
import { differences, newFile } from "./threads.cases.js";
import { temporaryFolder } from "../../testing/temporary-folder.js";

const folder = temporaryFolder();

const number = fc.oneof(
  fc.integer().map(String),
  fc
    .tuple(fc.constantFrom("", "-", "+"), fc.bigInt({ min: 0n, max: 10n ** 40n }), fc.nat(999))
    .map(([sign, whole, part]) => `${sign}${whole}.${part}`),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.constantFrom("0", "-0", "5.", ".5", "1e-3", "12E+2", "0".repeat(70)),
);
const bad = fc.constantFrom(
  "x",
  "1,5",
  "--1",
  "1.2.3",
  "0x10",
  "1e5000",
  "\0",
  "\ufeff",
  "é",
  "1_0",
  ".",
  "9".repeat(200) + "x",
);
const space = fc.constantFrom(" ", "\n", "\r\n", "\t", "\n\n", " \n ", "  ");

/**
 * Many short parts, few of them bad, behind a beginning without any that may be long: so most files have several slices before the first
 * fault, and enough bytes for the kernels.
 */
function sourceOf(
  part: fc.Arbitrary<string>,
  wrong: fc.Arbitrary<string>,
  end: fc.Arbitrary<string>,
): fc.Arbitrary<Uint8Array> {
  const token = fc.oneof({ weight: 400, arbitrary: part }, { weight: 1, arbitrary: wrong });
  const many = (one: fc.Arbitrary<string>) =>
    fc.array(fc.tuple(one, end), { maxLength: 200, size: "max" }).map((pieces) => pieces.flat().join(""));
  return fc
    .tuple(
      fc.constantFrom("", "", "\ufeff"),
      many(part),
      fc.nat(60),
      many(token),
      fc.oneof(part, fc.constant("")),
    )
    .map(([mark, good, times, mixed, last]) => encoder.encode(mark + good.repeat(times) + mixed + last));
}

const encoder = new TextEncoder();

const line = number.map((value) => `{"a":${JSON.stringify(value)}}`);
const badLine = fc.constantFrom(
  '{"a":"x"}',
  '{"b":1}',
  '{"a":[1]}',
  '{"a":1',
  "[",
  '{"a":1}{',
  '{"a":"1e5000"}',
);
const f64 = fc.tuple(fc.array(fc.double(), { maxLength: 300 }), fc.nat(7)).map(([values, cut]) => {
  const bytes = new Uint8Array(Float64Array.from(values).buffer);
  return bytes.subarray(0, Math.max(0, bytes.length - cut));
});

const kinds: [SlicedFormat, string | undefined, fc.Arbitrary<Uint8Array>][] = [
  ["text", undefined, sourceOf(number, bad, space)],
  ["ndjson", "a", sourceOf(line, badLine, fc.constantFrom("\n", "\r\n", "\n\n", " \n"))],
  ["f64", undefined, f64],
];

/** So that there are so many slices. */
function sliceBytes(source: Uint8Array, slices: number, format: SlicedFormat): number {
  const unit = format === "f64" ? 8 : 1;
  return unit * Math.max(1, Math.ceil(source.length / unit / slices));
}

describe.each(kinds)("%s", (format, field, anySource) => {
  test("slices in one thread", async () => {
    await fc.assert(
      fc.asyncProperty(anySource, fc.integer({ min: 1, max: 500 }), async (source, slices) => {
        const threadings = [1, 3].map((few) => ({
          threads: 1,
          sliceBytes: sliceBytes(source, few * slices, format),
          format,
          field,
        }));
        expect(await differences(await newFile(folder, source), threadings)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test("in two to four threads", async () => {
    await fc.assert(
      fc.asyncProperty(anySource, fc.integer({ min: 2, max: 100 }), async (source, slices) => {
        const threadings = [2, 3, 4].map((threads) => ({
          threads,
          sliceBytes: sliceBytes(source, slices, format),
          format,
          field,
        }));
        expect(await differences(await newFile(folder, source), threadings)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});
