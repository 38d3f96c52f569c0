import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TotalError } from "../../contract/errors.js";
import type { PartialBatch } from "../../contract/numbers-api.js";
import { SliceTotal, type SlicedFormat } from "./slice-total.js";
import { Total } from "../../total/total.js";

const encoder = new TextEncoder();

interface Slicing {
  readonly format?: SlicedFormat;
  readonly sliceBytes: number;
  /** At most so many bytes are read at once. */
  readonly readBytes?: number;
}

/** Reads one slice after the other, as threads would read them at once. */
function partials(source: string | Uint8Array, { format = "text", sliceBytes, readBytes = 7 }: Slicing) {
  const bytes = typeof source === "string" ? encoder.encode(source) : source;
  const all: PartialBatch[] = [];
  for (let begin = 0; begin < bytes.length; begin += sliceBytes) {
    const range = { begin, end: Math.min(begin + sliceBytes, bytes.length) };
    const slice = new SliceTotal(range, { format, skipInvalid: false });
    for (;;) {
      const length = Math.min(slice.wanted, readBytes, bytes.length - slice.at);
      if (length === 0) break;
      for (const _step of slice.steps(bytes.subarray(slice.at, slice.at + length)));
    }
    all.push(slice.end());
  }
  return all;
}

const totals = (batches: readonly PartialBatch[]) =>
  batches.map(({ partial }) => Total.fromBytes(partial).toString());

describe("a slice has the numbers that begin in it", () => {
  test("a number across its end is its own, one across its beginning is not", () => {
    expect(totals(partials("12 345 6789 1", { sliceBytes: 4 }))).toEqual(["357", "6789", "0", "1"]);
  });

  test("a number that begins with it is its own", () => {
    expect(totals(partials("123 456 789 ", { sliceBytes: 4 }))).toEqual(["123", "456", "789"]);
    expect(totals(partials("123 456 789", { sliceBytes: 3 }))).toEqual(["123", "456", "789", "0"]);
  });

  test("a number over many slices belongs to the first of them", () => {
    expect(totals(partials("1 23456789 0", { sliceBytes: 2 }))).toEqual([
      "1",
      "23456789",
      "0",
      "0",
      "0",
      "0",
    ]);
  });

  test("a byte-order mark belongs to the number behind it, and means nothing further on", () => {
    expect(totals(partials("\ufeff12 3", { sliceBytes: 1 }))).toEqual(["12", "0", "0", "0", "0", "0", "3"]);
    expect(() => partials("1 \ufeff2", { sliceBytes: 2 })).toThrow(TotalError);
  });

  test("a line of NDJSON is the slice's in which it begins", () => {
    const lines = partials("1\n 2 \r\n\n345\n6", { format: "ndjson", sliceBytes: 3 });
    expect(totals(lines)).toEqual(["3", "0", "345", "0", "6"]);
  });

  test("binary numbers are cut between two", () => {
    const numbers = new Uint8Array(Float64Array.of(0.5, 0.25, 4).buffer);
    expect(totals(partials(numbers, { format: "f64", sliceBytes: 16 }))).toEqual(["0.75", "4"]);
  });
});

describe("what all slices read together is the source, once", () => {
  const anySource = fc.string({
    unit: fc.constantFrom("1", "2", "-", ".", " ", "\n", "\r", "\t"),
    maxLength: 60,
  });

  test.each<SlicedFormat>(["text", "ndjson"])("%s", (format) => {
    fc.assert(
      fc.property(
        anySource,
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 9 }),
        (source, sliceBytes, readBytes) => {
          // Whatever the tokens are: the bytes between the slices' borders are what is tested here.
          const digits = source.replaceAll(/[-.]/g, "7");
          fc.pre(format === "text" || !/[12]\s*[ \t\r][12]|7/.test(digits));
          const batches = partials(digits, { format, sliceBytes, readBytes });
          expect(batches.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(digits.length);
          const sum = (digits.match(/\d+/g) ?? []).reduce((total, number) => total + BigInt(number), 0n);
          const merged = new Total();
          for (const { partial } of batches) merged.merge(Total.fromBytes(partial));
          expect(merged.toString()).toBe(String(sum));
        },
      ),
    );
  });
});

function read(source: string, begin: number, end: number): SliceTotal {
  const slice = new SliceTotal({ begin, end }, { format: "text", skipInvalid: false });
  const bytes = encoder.encode(source);
  while (slice.wanted > 0 && slice.at < bytes.length) {
    for (const _step of slice.steps(bytes.subarray(slice.at, slice.at + slice.wanted)));
  }
  return slice;
}

describe("where a slice stands", () => {
  test("it counts the lines that end in it, and knows where the last one begins if that is in it", () => {
    expect(read("1\n22 33\n44 55", 3, 13).position).toEqual({ line: 2, lineStart: 8, offset: 13 });
    expect(read("1\n22 33\n44 55", 3, 6).position).toEqual({ line: 2, lineStart: 8, offset: 8 });
    expect(read("1\n22 33\n44 55", 8, 13).position).toEqual({ line: 1, lineStart: -1, offset: 13 });
    expect(read("\ufeff1 22", 0, 5).position).toEqual({ line: 1, lineStart: 3, offset: 5 });
  });

  test("a fault has its offset in the source, and its line from the slice's beginning", () => {
    expect(() => read("1 2\n3 4\n5 x6\n7", 3, 13)).toThrow(
      expect.objectContaining({ code: "BAD_NUMBER", place: { line: 2, column: 3, offset: 10 }, got: '"x6"' }),
    );
  });

  test("a reading past its end begins with little, and asks for more and more", () => {
    const slice = new SliceTotal({ begin: 0, end: 10 }, { format: "ndjson", skipInvalid: false });
    const wanted: number[] = [];
    for (let i = 0; i < 4; i++) {
      wanted.push(slice.wanted);
      for (const _step of slice.steps(new Uint8Array(slice.wanted).fill(0x20)));
    }
    expect(wanted).toEqual([10, 4096, 8192, 16384]);
  });
});

describe("a slice of a CSV", () => {
  const source = 'a,n\n"x\n",1\n"y, z\n",20\n\n"",300\n';
  const rows = { fields: 2, picked: [1] };

  function slice(begin: number, end: number, start?: number): SliceTotal {
    const total = new SliceTotal(
      { begin, end },
      { format: "csv", column: 2, rows, skipInvalid: false },
      start,
    );
    const bytes = encoder.encode(source);
    while (total.wanted > 0 && total.at < bytes.length) {
      for (const _step of total.steps(bytes.subarray(total.at, total.at + total.wanted)));
    }
    return total;
  }

  // prettier-ignore
  test.each([
    [0, 4, [0, 4], "0"], [0, 5, [0, 11], "1"], [4, 11, [4, 11], "1"], [5, 12, [11, 22], "20"], [11, 23, [11, 23], "20"], [12, 22, [22, 22], "0"], [22, 31, [22, 30], "300"],
  ])("of %i to %i has the rows that begin there", (begin, end, [from, to], sum) => {
    const total = slice(begin, end);
    expect(totals([total.end()])).toEqual([sum]);
    expect(total.taken).toEqual({ begin: from, end: to });
    expect(total.isGuess).toBe(begin > 0);
  });

  test("may be told where its first row begins, which may be behind it", () => {
    const told = slice(12, 23, 22);
    expect(totals([told.end()])).toEqual(["0"]);
    expect(told).toMatchObject({ taken: { begin: 22, end: 23 }, isGuess: false });
    const behind = slice(12, 20, 22);
    expect(totals([behind.end()])).toEqual(["0"]);
    expect(behind.taken).toEqual({ begin: 22, end: 22 });
  });
});
