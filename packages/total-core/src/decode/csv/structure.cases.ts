/** Rows, fields and quotes: what they are, and what is said where they are none. */
import { describe, expect, test } from "vitest";
import { type CsvDecoders, numbers, readCutAnywhere, readInPieces } from "../../testing/csv-run.js";
import type { Options } from "../../testing/recorder.js";

const UNPAIRED = "expected quotes around whole fields only, got a quote out of place";
const UNCLOSED = "expected a closing quote for this one, got the end of the input";

export function runStructureCases(name: string, { csv, tsv }: CsvDecoders): void {
  const read = (data: string, options: Options = {}) =>
    readCutAnywhere(csv, data, { column: "n", ...options });

  describe(`${name}: lines`, () => {
    test("end with LF or CRLF, the last one with the input too", () => {
      for (const end of ["\n", "\r\n"]) {
        for (const last of ["", end]) {
          expect(read(`n,x${end}1,a${end}2,b${last}`)).toEqual(numbers("1", "2"));
          expect(read(`x,n${end}a,1${end}b,2${last}`)).toEqual(numbers("1", "2"));
          expect(read(`"x","n"${end}"a","1"${end}"b","2"${last}`)).toEqual(numbers("1", "2"));
        }
      }
      expect(read("n\r\n1\n2\r\n3")).toEqual(numbers("1", "2", "3"));
    });

    test("a CR without an LF is content", () => {
      expect(read("x,n\n1,2\r3\n")).toEqual({ error: 'BAD_NUMBER 2:3 @6: expected a number, got "2\\r3"' });
      expect(read("n,x\n2\r,3\n")).toEqual({ error: 'BAD_NUMBER 2:1 @4: expected a number, got "2\\r"' });
      expect(read("n\n2\r\r\n")).toEqual({ error: 'BAD_NUMBER 2:1 @2: expected a number, got "2\\r"' });
      expect(read("n\n2\r")).toEqual({ error: 'BAD_NUMBER 2:1 @2: expected a number, got "2\\r"' });
      expect(read("n\n \r")).toEqual({ error: 'BAD_NUMBER 2:2 @3: expected a number, got "\\r"' });
      expect(read("n\n \r2\n")).toEqual({ error: 'BAD_NUMBER 2:2 @3: expected a number, got "\\r2"' });
      expect(read("x,n\na\rb,2\n\r\r\n,3")).toEqual({
        error: "BAD_FORMAT 3:1 @10: expected 2 fields, got 1",
      });
      expect(read("x,n\na\rb,2\n\rc,3")).toEqual(numbers("2", "3"));
    });

    test("of nothing but spaces are no rows", () => {
      expect(read("n\n\n1\n   \n\r\n  \r\n2\n   ")).toEqual(numbers("1", "2"));
      expect(read("x,n\n\n1,2\n   \n\r\n  \r\n3,4\n ")).toEqual(numbers("2", "4"));
    });

    test("a line of a quoted nothing is a row", () => {
      expect(read('n\n""\n1\n')).toEqual({ ...numbers("1"), empty: 1 });
      expect(read('x,n\n""\n')).toEqual({ error: "BAD_FORMAT 2:1 @4: expected 2 fields, got 1" });
    });
  });

  describe(`${name}: delimiters`, () => {
    test("are commas in CSV and tabs in TSV", () => {
      expect(readCutAnywhere(tsv, "x\tn\na,b\t1\n,\t 2 \n\t3", { column: "n" })).toEqual(
        numbers("1", "2", "3"),
      );
      expect(readCutAnywhere(tsv, '"x\t"\tn\n"a\n"\t"1"\r\n""\t2', { column: "n" })).toEqual(
        numbers("1", "2"),
      );
      expect(readCutAnywhere(tsv, "x,n\n1,2\n", { column: "n" })).toMatchObject({
        error: expect.stringContaining('columns "x,n"') as string,
      });
      expect(readCutAnywhere(tsv, "n\n\t\n")).toEqual({
        error: "BAD_FORMAT 2:1 @2: expected 1 field, got 2 or more",
      });
    });

    test("may be any other ASCII character", () => {
      for (const delimiter of [";", "|", ":", "\t", "\0", "\u0001", "x", "\\", "'"]) {
        expect(read(`a${delimiter}n\n,"${delimiter}1"${delimiter}2\n`, { delimiter })).toHaveProperty(
          "error",
        );
        expect(read(`a${delimiter}n\n,1${delimiter}2\n`, { delimiter })).toEqual(numbers("2"));
        expect(readCutAnywhere(tsv, `a${delimiter}n\n,1${delimiter}2\n`, { column: "n", delimiter })).toEqual(
          numbers("2"),
        );
      }
    });

    test("may be a space, so that spaces are fields", () => {
      const delimiter = " ";
      expect(read("a n\n1 2\n 3\n\n   \n \r\n4 5\r\n", { delimiter })).toEqual(numbers("2", "3", "5"));
      expect(read(" n\n 2\n", { delimiter })).toEqual(numbers("2"));
      expect(read("n a\n 2\n3 \n", { delimiter })).toEqual({ ...numbers("3"), empty: 1 });
      expect(read("a  n\n1  2\n  \r", { delimiter })).toEqual({
        error: 'BAD_NUMBER 3:3 @12: expected a number, got "\\r"',
      });
      expect(read("a n\n   1 2\n", { delimiter })).toEqual({
        error: "BAD_FORMAT 2:1 @4: expected 2 fields, got 3 or more",
      });
      expect(read('a n\n "2"\n', { delimiter })).toEqual(numbers("2"));
    });

    test.each(["", ",,", "é", "\n", "\r", '"', "ab"])("%j is a RangeError", (delimiter) => {
      expect(() => read("n\n", { delimiter })).toThrow(RangeError);
      expect(() => read("n\n", { delimiter })).toThrow(/^delimiter: expected one ASCII character/);
    });
  });

  describe(`${name}: quotes`, () => {
    test("around a field let it hold delimiters, line breaks and doubled quotes", () => {
      expect(read('x,n\n"a,b",1\n"c\nd",2\n"e""f",3\n"""",4\n"",5\n"\r\n","6"\n')).toEqual(
        numbers("1", "2", "3", "4", "5", "6"),
      );
    });

    test("around a number do not matter, nor do spaces within them", () => {
      expect(read('n,x\n"1",\n" 2 ","a"\n"-3.5",\n')).toEqual(numbers("1", "2", "-3.5"));
    });

    // prettier-ignore
    test.each([
      ["within a field", 'x,n\nnail 5" long,1\n', "2:7 @10"],
      ["at the end of a field that has none at the start", 'x,n\na",1\n', "2:2 @5"],
      ["after a space", 'x,n\na, "1"\n', "2:4 @7"],
      ["after a space at the start of a line", 'x,n\n "a",1\n', "2:2 @5"],
      ["after a CR at the start of a line", 'x,n\n\r"a",1\n', "2:2 @5"],
      ["before a space", 'x,n\n"a" ,1\n', "2:3 @6"],
      ["before other content", 'x,n\n"a"b,1\n', "2:3 @6"],
      ["before a CR alone", 'x,n\n1,"a"\r,', "2:5 @8"],
      ["before a CR alone at the end", 'x,n\n1,"2"\r', "2:5 @8"],
      ["before a CR and a quote", 'x,n\n1,"2"\r"', "2:5 @8"],
      ["in a field that began lines before", 'x,n\n"a\nb\nc"d,1\n', "4:2 @10"],
      ["in the header", 'x,a"n\n', "1:4 @3"],
      ["closing in the header", 'x,"a"n\n', "1:5 @4"],
      ["in a row that is too short", 'x,n\na"\n', "2:2 @5"],
      ["after a bad number in the row", 'n,x\nbad,a"\n', "2:6 @9"],
      ["a byte-order mark later", 'x,n\n\ufeff"1",2\n', "2:4 @7"],
    ])("out of place are BAD_FORMAT at the quote: %s", (_what, data, place) => {
      expect(read(data)).toEqual({ error: `BAD_FORMAT ${place}: ${UNPAIRED}` });
      expect(read(data, { skipInvalid: true })).toEqual({ error: `BAD_FORMAT ${place}: ${UNPAIRED}` });
    });

    // prettier-ignore
    test.each([
      ["in a row", 'x,n\n"a",1\n"b,2\nc,3\n', "3:1 @10"],
      ["that the input ends with", 'x,n\n1,"', "2:3 @6"],
      ["after doubled ones", 'x,n\n1,"""', "2:3 @6"],
      ["in the header", 'x,"n\n1,2\n', "1:3 @2"],
      ["after a bad number in the row", 'n,x\nbad,"a\n', "2:5 @8"],
    ])("that never close are BAD_FORMAT where they open: %s", (_what, data, place) => {
      expect(read(data)).toEqual({ error: `BAD_FORMAT ${place}: ${UNCLOSED}` });
    });

    test("are ordinary characters, if that is asked for", () => {
      const quotes = false;
      expect(read('x,n\nnail 5" long,1\n"a,2\nb",3\n"', { quotes, skipInvalid: true })).toEqual({
        error: "BAD_FORMAT 5:1 @29: expected 2 fields, got 1",
      });
      expect(read('x,n\nnail 5" long,1\n"a,2\nb",3\n', { quotes })).toEqual(numbers("1", "2", "3"));
      expect(read('x,n\na,"1"\n', { quotes })).toEqual({
        error: 'BAD_NUMBER 2:3 @6: expected a number, got "\\"1\\""',
      });
      expect(read('"n",x\n1,2\n', { quotes, column: '"n"' })).toEqual(numbers("1"));
      expect(read('n\n"\n', { quotes, skipInvalid: true })).toEqual({ ...numbers(), skipped: 1 });
    });
  });

  describe(`${name}: a ragged row`, () => {
    // prettier-ignore
    test.each([
      ["is too short", "x,n\n1,2\n3\n", "3:1 @8: expected 2 fields, got 1"],
      ["is too short at the end of the input", "x,n,y\n1,2", "2:1 @6: expected 3 fields, got 2"],
      ["is too long", "x,n\n1,2,3\n", "2:1 @4: expected 2 fields, got 3 or more"],
      ["has a delimiter at its end", "x,n\n1,2,\n", "2:1 @4: expected 2 fields, got 3 or more"],
      ["should have one field", "n\n1,5\n", "2:1 @2: expected 1 field, got 2 or more"],
      ["begins with spaces", "x,n\n  3\n", "2:1 @4: expected 2 fields, got 1"],
      ["begins lines before its end", 'x,n\n"a\nb"\n', "2:1 @4: expected 2 fields, got 1"],
      ["has a bad number", "n,x,y\nbad,1\n", "2:1 @6: expected 3 fields, got 2"],
      ["has a number out of range", "n,x\n1e9999\n", "2:1 @4: expected 2 fields, got 1"],
      ["is too long before a quote out of place", 'n,x\n1,2,3"\n', "2:1 @4: expected 2 fields, got 3 or more"],
      ["is too long before a quote that never closes", 'n,x\n1,2,"3\n', "2:1 @4: expected 2 fields, got 3 or more"],
      ["is not as long as the first one, where that is no header", "1,2\n3\n", "2:1 @4: expected 2 fields, got 1"],
    ])("that %s is BAD_FORMAT at its start, before anything in it", (_what, data, error) => {
      const options = data.startsWith("1") ? { header: false, column: 2 } : {};
      expect(read(data, options)).toEqual({ error: `BAD_FORMAT ${error}` });
      expect(read(data, { ...options, skipInvalid: true })).toEqual({ error: `BAD_FORMAT ${error}` });
    });

    test("comes after a fault in a row before it", () => {
      expect(read("x,n\n1,bad\n2\n")).toEqual({ error: 'BAD_NUMBER 2:3 @6: expected a number, got "bad"' });
    });
  });

  describe(`${name}: long fields`, () => {
    const LENGTHS = [65_536, 1000, 16_384, 16_385];

    test("that are not picked may have any length", () => {
      const long = "x".repeat(200_000);
      const data = `x,n,y\n${long},1,"${long}\n"\n"${long}""",2,\n`;
      expect(readInPieces(csv, data, LENGTHS, { column: "n" })).toEqual(numbers("1", "2"));
    });

    test("a line of a megabyte has one place like any other", () => {
      const data = `x,n\n${"x".repeat(1_000_000)},bad\n`;
      expect(readInPieces(csv, data, LENGTHS, { column: "n" })).toEqual({
        error: 'BAD_NUMBER 2:1000002 @1000005: expected a number, got "bad"',
      });
    });
  });
}
