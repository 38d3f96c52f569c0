/** Several columns of a CSV at once, and keys of several columns. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { joinedKeys, partsOfKey } from "../../contract/group-keys.js";
import { wideCsvFromSeed } from "../../testing/csv-fuzz.js";
import { type CsvDecoders, numbers, readCutAnywhere } from "../../testing/csv-run.js";
import { type GroupOutcome, outcome, type Outcome, type OutcomeOptions } from "../../testing/outcome.js";
import { bytesOf, cutIntoPieces } from "../../testing/recorder.js";

/**
 * @param times how often the rows of a case are repeated: a kernel takes over where there are enough of them
 * @param numRuns the number of runs for each law
 */
export function runSeveralCases(
  name: string,
  { csv, tsv }: CsvDecoders,
  { times, numRuns }: { readonly times: number; readonly numRuns: number },
): void {
  const read = (header: string, rows: string, options: OutcomeOptions, decoder = csv): Outcome =>
    readCutAnywhere(decoder, header + rows.repeat(times), options);
  /** The outcome of rows of these numbers. */
  const each = (...literals: readonly string[]) =>
    numbers(...Array.from({ length: times }, () => literals).flat());

  describe(`${name}: several columns`, () => {
    test("have a total each, in the order in which they are asked for", () => {
      expect(read("a,b,c\n", "1,x,0.25\n2,y,.25\n", { column: ["c", "a"] })).toEqual({
        columns: [each("0.25", ".25"), each("1", "2")],
      });
      expect(read("a\tb\n", "1\t-2\n", { column: ["b", "a"] }, tsv)).toEqual({
        columns: [each("-2"), each("1")],
      });
    });

    test("count their empty and bad cells each", () => {
      const options = { column: ["a", "b"], skipInvalid: true };
      expect(read("a,b\n", '1,\n,x\n"",2\n" ",y\n', options)).toEqual({
        columns: [
          { ...each("1"), empty: 3 * times },
          { ...each("2"), empty: times, skipped: 2 * times },
        ],
      });
    });

    test("may be one column twice, and the key", () => {
      const one = each("1");
      expect(read("k,a\n", "x,1\n", { column: ["a", "a"] })).toEqual({ columns: [one, one] });
      expect(read("k,a\n", "x,1\n", { column: ["a", "2"], by: ["a"], groups: true })).toEqual({
        columns: [one, one],
        groups: [["1", `${times}e0`, times, `${times}e0`, times]],
      });
    });

    test("of one field are rows without a delimiter, and blank lines none", () => {
      const one = { ...each("1", "2"), empty: times };
      expect(read("a\n", '1\n\n  \n\r\n""\n2\n', { column: ["a", "a"] })).toEqual({ columns: [one, one] });
    });

    test("have the first fault of a row told, whichever was asked for first", () => {
      for (const column of [
        ["a", "b"],
        ["b", "a"],
      ]) {
        const before = `a,b,c\n${"1,2,3\n".repeat(times)}`;
        const place = (bytes: number) => `${times + 2}:${bytes + 1} @${before.length + bytes}`;
        expect(readCutAnywhere(csv, `${before}x,y,3\n`, { column })).toEqual({
          error: `BAD_NUMBER ${place(0)}: expected a number, got "x"`,
        });
        expect(readCutAnywhere(csv, `${before}1,y,3\nx,2,3\n`, { column })).toEqual({
          error: `BAD_NUMBER ${place(2)}: expected a number, got "y"`,
        });
        expect(readCutAnywhere(csv, `${before}x,y\n`, { column })).toEqual({
          error: `BAD_FORMAT ${place(0)}: expected 3 fields, got 2`,
        });
      }
    });
  });

  describe(`${name}: keys of several columns`, () => {
    test("are groups of their own, in the order in which they are first seen", () => {
      const options = { column: "n", by: ["b", "a"], groups: true };
      expect(read("a,b,n\n", 'x,y,1\ny,x,2\n"x",y,4\nxy,,8\n,"xy",16\n', options)).toEqual({
        ...each("1", "2", "4", "8", "16"),
        groups: [
          [joinedKeys(["y", "x"]), `${5 * times}e0`, 2 * times],
          [joinedKeys(["x", "y"]), `${2 * times}e0`, times],
          [joinedKeys(["", "xy"]), `${8 * times}e0`, times],
          [joinedKeys(["xy", ""]), `${16 * times}e0`, times],
        ],
      });
    });

    test("may be one column twice", () => {
      const options = { column: "n", by: ["k", "k"], groups: true };
      expect(read("k,n\n", "é,1\n", options)).toMatchObject({
        groups: [[joinedKeys(["é", "é"]), `${times}e0`, times]],
      });
    });

    test.each([
      ["the first part", [0xff, 0x2c, 0x6b], 0],
      ["the last part", [0x6b, 0x2c, 0xff], 2],
      ["a part that looks like two", [0x6b, 0xff, 0x6b, 0x2c, 0x6b], 0],
    ])("are told where %s is not UTF-8", (_what, cells, bytes) => {
      const before = bytesOf(`a,b,n\n${"k,k,1\n".repeat(times)}`);
      const bad = Uint8Array.of(...before, ...cells, ...bytesOf(",1\nk,k,x\n"));
      const options = { column: "n", by: ["a", "b"], groups: true };
      const error = `BAD_FORMAT ${times + 2}:${bytes + 1} @${before.length + bytes}: expected a key in UTF-8`;
      expect(readCutAnywhere(csv, bad, options)).toEqual({
        error: expect.stringContaining(error) as string,
      });
    });
  });

  describe(`${name}: laws of several columns`, () => {
    test("asked together they are what each is alone, or the first fault of all, cut anywhere", () => {
      fc.assert(
        fc.property(fc.integer(), (seed) => {
          const { bytes, lengths, options } = wideCsvFromSeed(seed);
          const alone = (options.column as readonly number[]).map((column) =>
            outcome(csv, bytes, { ...options, column }),
          );
          const together = outcome(csv, bytes, options);
          expect(together).toEqual(firstFaultOf(alone) ?? { columns: alone });
          expect(outcome(csv, cutIntoPieces(bytes, lengths), options)).toEqual(together);
        }),
        // The first row of this one has a bad number where the only column is, and lacks the others.
        { numRuns, examples: [[-374_294_459]] },
      );
    });

    test("keys of several columns are what keys of one are that holds them joined, cut anywhere", () => {
      const part = fc.constantFrom("", "a", "b", "ab", " a", "é", '"', "x,y", "\r\n", "\0", "k".repeat(130));
      const literal = fc.constantFrom("1", "-2.5", "", "1e2", " 7 ", "99999999999999", ".25");
      const row = fc.tuple(part, part, part, literal, literal);
      const rows = fc.array(row, { minLength: 1, maxLength: 8 });
      fc.assert(
        fc.property(rows, fc.integer({ min: 1, max: 2000 }), (table, length) => {
          const lines = table.map(([a, b, c, n, m]) =>
            [a, b, c, `${a}|${b}|${c}`, n, m].map((cell) => `"${cell.replaceAll('"', '""')}"`).join(","),
          );
          const text = `a,b,c,joined,n,m\n${`${lines.join("\n")}\n`.repeat(times)}`;
          const pieces = cutIntoPieces(bytesOf(text), [length]);
          const options = { column: ["n", "m"], groups: true };
          const several = outcome(csv, pieces, { ...options, by: ["a", "b", "c"] });
          expect(withKeys(several, (key) => partsOfKey(key).join("|"))).toEqual(
            outcome(csv, text, { ...options, by: "joined" }),
          );
        }),
        { numRuns },
      );
    });
  });
}

/**
 * The fault that stands first in the source; `undefined` where no outcome is a fault. All columns are found before any of them is read: a missing one goes
 * before a bad number in the same place.
 */
function firstFaultOf(outcomes: readonly Outcome[]): Outcome | undefined {
  const faults = outcomes.filter((one) => "error" in one);
  return faults.sort((a, b) => offsetOf(a.error) - offsetOf(b.error) || missesColumn(b) - missesColumn(a))[0];
}

const missesColumn = ({ error }: { readonly error: string }): number => Number(error.startsWith("NO_COLUMN"));

function offsetOf(error: string): number {
  return Number(/@(\d+)/.exec(error)![1]);
}

function withKeys(result: Outcome, keyFrom: (key: string) => string): Outcome {
  if ("error" in result || result.groups === undefined) return result;
  return { ...result, groups: result.groups.map(([key, ...rest]): GroupOutcome => [keyFrom(key), ...rest]) };
}
