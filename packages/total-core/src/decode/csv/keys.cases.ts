/** The keys that numbers of a CSV are totalled by. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { NewDecoder } from "../../contract/decoder.js";
import { numbers, readCutAnywhere, type CsvDecoders } from "../../testing/csv-run.js";
import { type Grouped, grouped, groupedCutAnywhere } from "../../testing/grouped.js";
import { bytesOf, cutIntoPieces, type Options } from "../../testing/recorder.js";

function readInPieces(csv: NewDecoder, data: string): Grouped {
  const options = { column: "n", by: "k" };
  const whole = grouped(csv, [bytesOf(data)], options);
  for (const length of [1, 7, 16_384, 16_385]) {
    expect(grouped(csv, cutIntoPieces(bytesOf(data), [length]), options)).toEqual(whole);
  }
  return whole;
}

export function runKeyCases(name: string, { csv, tsv }: CsvDecoders): void {
  const read = (data: string | Uint8Array, options: Options = {}): Grouped =>
    groupedCutAnywhere(csv, data, { column: "n", by: "k", ...options });

  describe(`${name}: keys`, () => {
    test("are the cells of a column, before or after the number, in the order in which they are first seen", () => {
      const expected = [
        ["north", ["1e0", "4e0"]],
        ["south", ["25e-1"]],
      ];
      expect(read("k,x,n\nnorth,,1\nsouth,,2.5\nnorth,,4\n")).toEqual(expected);
      expect(read("x,n,k\n,1,north\r\n,2.5,south\r\n,4,north")).toEqual(expected);
      expect(
        groupedCutAnywhere(tsv, "n\tk\n1\tnorth\n2.5\tsouth\n4\tnorth", { column: "n", by: "k" }),
      ).toEqual(expected);
    });

    test("may be found by position, with and without a header", () => {
      expect(read("a,b\nx,1\n", { column: 2, by: 1 })).toEqual([["x", ["1e0"]]]);
      expect(read("x,1\ny,2\n", { column: "2", by: "1", header: false })).toEqual([
        ["x", ["1e0"]],
        ["y", ["2e0"]],
      ]);
      expect(read("1,x\n2,y\n", { column: 1, by: 2, header: false })).toEqual([
        ["x", ["1e0"]],
        ["y", ["2e0"]],
      ]);
    });

    test("may have a number as their name, where the header was confirmed", () => {
      expect(read("2024,n\nx,1\n", { by: "2024", header: true })).toEqual([["x", ["1e0"]]]);
      expect(read("2024,7\nx,1\n", { by: 1, column: "7", header: true })).toEqual([["x", ["1e0"]]]);
    });

    test("may be the numbers themselves, as they are spelled", () => {
      expect(read("n\n1\n1.0\n\n 1\n1\n", { by: "n" })).toEqual([
        ["1", ["1e0", "1e0"]],
        ["1.0", ["10e-1"]],
        [" 1", ["1e0"]],
      ]);
    });

    test("are taken as they stand, without the quotes around them", () => {
      expect(
        read('k,n\na,1\n"a",2\n"a""b",3\n" a",4\n a,5\na ,6\n"x,\ny",7\n"",8\n,9\n  ,10\n"  ",11\n'),
      ).toEqual([
        ["a", ["1e0", "2e0"]],
        ['a"b', ["3e0"]],
        [" a", ["4e0", "5e0"]],
        ["a ", ["6e0"]],
        ["x,\ny", ["7e0"]],
        ["", ["8e0", "9e0"]],
        ["  ", ["10e0", "11e0"]],
      ]);
      expect(read('n,k\n1,a\t\\\n2,é\u2028\n3,"\ufeff"\n4,\0')).toEqual([
        ["a\t\\", ["1e0"]],
        ["é\u2028", ["2e0"]],
        ["\ufeff", ["3e0"]],
        ["\0", ["4e0"]],
      ]);
    });

    test("have a group even if that has no number", () => {
      expect(read("k,n\na,\nb,x\nc,1\n", { skipInvalid: true })).toEqual([
        ["a", ["empty"]],
        ["b", ["skipped"]],
        ["c", ["1e0"]],
      ]);
    });

    test("are no matter where nobody asks for groups", () => {
      expect(readCutAnywhere(csv, "k,n\na,1\nb,2\n", { column: "n", by: "k" })).toEqual(numbers("1", "2"));
      expect(readCutAnywhere(csv, "k,n\na,1\nb,2\n", { column: "n", by: "none" })).toEqual(numbers("1", "2"));
    });
  });

  describe(`${name}: faults of keys`, () => {
    // prettier-ignore
    test.each<[what: string, data: string, options: Options, error: string]>([
      ["a missing column", "keys,n\n", { by: "key" }, 'NO_COLUMN 1:1 @0: expected one of the columns keys, n (did you mean keys?), got "key"'],
      ["a missing column of numbers goes first", "a,b\n", {}, 'NO_COLUMN 1:1 @0: expected one of the columns a, b, got "n"'],
      ["no column of numbers", "k,n\n", { column: undefined }, "NO_COLUMN 1:1 @0: expected one of the columns k, n, got none"],
      ["a name that stands twice", "k,n,k\n", {}, 'NO_COLUMN 1:1 @0: expected one of the positions 1, 3, all of that name, got "k"'],
      ["a position past the last", "k,n\n", { by: 3 }, 'NO_COLUMN 1:1 @0: expected one of the columns k, n, or a position from 1 to 2, got "3"'],
      ["a position whose header is a number", "2024,n\n", { by: 1 },
        'NO_COLUMN 1:1 @0: expected a name in the header, got "2024"'],
      ["a name that is a number", "n,2024\n", { by: "2024" },
        'NO_COLUMN 1:3 @2: expected a name in the header, got "2024"'],
      ["a name without a header", "a,1\n", { header: false, column: 2 }, 'NO_COLUMN 1:1 @0: expected a position from 1 to 2, got "k"'],
      ["a ragged row", "n,k\n1\n", {}, "BAD_FORMAT 2:1 @4: expected 2 fields, got 1"],
      ["a bad number", "n,k\nx,a\n", {}, 'BAD_NUMBER 2:1 @4: expected a number, got "x"'],
    ])("%s", (_what, data, options, error) => {
      expect(read(data, options)).toEqual({ error });
    });

    test("bytes that are not UTF-8 are BAD_FORMAT: different keys would look the same", () => {
      const latin1 = Uint8Array.from("n,k\n1,a\n2,m\u00fcller\n", (character) => character.charCodeAt(0));
      expect(read(latin1)).toEqual({
        error: 'BAD_FORMAT 3:3 @10: expected a key in UTF-8, got "m\ufffdller"',
      });
    });

    test("a key longer than 16 KiB is BAD_FORMAT, with the spaces around it", () => {
      const long = "x".repeat(16_384);
      expect(readInPieces(csv, `n,k\n1,${long}\n`)).toEqual([[long, ["1e0"]]]);
      const error = "BAD_FORMAT 2:3 @6: expected a key of at most 16 KiB, got a longer one";
      expect(readInPieces(csv, `n,k\n1,${long}x\n`)).toEqual({ error });
      expect(readInPieces(csv, `n,k\n1,${long} \n`)).toEqual({ error });
      expect(readInPieces(csv, `n,k\nbad,"${long}${long}"\n`)).toMatchObject({
        error: expect.stringMatching(/^BAD_FORMAT 2:5 @8/) as string,
      });
    });
  });

  test(`${name}: any keys give what a Map gives, cut anywhere`, () => {
    const key = fc.oneof(
      fc.constantFrom("a", "b", "", " ", "a ", "é", '"', "x,y", "\r\n", "a\rb"),
      fc.string({ unit: "grapheme", maxLength: 40 }),
    );
    const rows = fc.array(fc.tuple(key, fc.integer()), { maxLength: 12 });
    const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(rows, lengths, (table, pieces) => {
        const groups = new Map<string, string[]>();
        for (const [k, n] of table) groups.set(k, [...(groups.get(k) ?? []), `${n}e0`]);
        const lines = table.map(([k, n]) => `${n},"${k.replaceAll('"', '""')}"`);
        const bytes = bytesOf(["n,k", ...lines].join("\n"));
        expect(grouped(csv, cutIntoPieces(bytes, pieces), { column: "n", by: "k" })).toEqual([...groups]);
      }),
      { numRuns: 500 },
    );
  });
}
