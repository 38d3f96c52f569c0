/** The cells of the column: numbers in several spellings, empty cells, and anything else. */
import { describe, expect, test } from "vitest";
import { type CsvDecoders, numbers, readCutAnywhere, readInPieces } from "../../testing/csv-run.js";
import type { Options } from "../../testing/recorder.js";

const RANGE = "expected a number of at most 16 KiB with its digits between 10^-4000 and 10^4000";

/** A table with these cells in the column `n`. */
function cells(...list: string[]): string {
  return `x,n,y\n${list.map((cell) => `1,${cell},\n`).join("")}`;
}

export function runNumberCases(name: string, { csv, tsv }: CsvDecoders): void {
  const read = (data: string, options: Options = {}) =>
    readCutAnywhere(csv, data, { column: "n", ...options });

  describe(`${name}: a cell`, () => {
    test("is a number by the grammar of text", () => {
      const literals = ["1", "-2.50", "+3", "5.", ".5", "12345678901234567890.12345678901234567890"];
      expect(read(cells(...literals))).toEqual(numbers(...literals));
      expect(read(cells("1e3", "-1.5E-7"))).toEqual({ ...numbers("999.99999985"), count: 2 });
    });

    test("may have spaces around its number", () => {
      expect(read(cells(" 1", "2 ", "   3   ", '" 4 "'))).toEqual(numbers("1", "2", "3", "4"));
      expect(read("n,x\n  1  ,2\n")).toEqual(numbers("1"));
      expect(read("x,n\n1,  2  \r\n3,  4  ")).toEqual(numbers("2", "4"));
      expect(read("n\n  2  \r\n  3  \n")).toEqual(numbers("2", "3"));
    });

    test("of spaces, or of nothing, is empty", () => {
      expect(read(cells("", " ", "    ", '""', '"  "', "7"))).toEqual({ ...numbers("7"), empty: 5 });
      expect(read("x,n\n1,\n2,  \r\n3,")).toEqual({ ...numbers(), empty: 3 });
      expect(read("n,x\n,1\n  ,2\n,")).toEqual({ ...numbers(), empty: 3 });
    });

    // prettier-ignore
    test.each([
      ["n/a", "2:3 @8", '"n/a"'], ["  n/a  ", "2:5 @10", '"n/a"'], ['"1,5"', "2:3 @8", '"1,5"'], ['"  x "', "2:3 @8", '"x"'],
      ["1 2", "2:3 @8", '"1 2"'], ["\t1", "2:3 @8", '"\\t1"'], ["-", "2:3 @8", '"-"'], ["0x10", "2:3 @8", '"0x10"'],
      ["NaN", "2:3 @8", '"NaN"'], ["1\0", "2:3 @8", '"1\\u0000"'], ['"a""b"', "2:3 @8", '"a\\"b"'], ['"1\n2"', "2:3 @8", '"1\\n2"'],
      ['""""', "2:3 @8", '"\\""'], ["€5", "2:3 @8", '"€5"'], ["null", "2:3 @8", '"null"'], ["\ufeff5", "2:3 @8", '"\\ufeff5"'],
    ])("that is %j is BAD_NUMBER at its first byte, or one skipped", (cell, place, got) => {
      expect(read(cells(cell))).toEqual({ error: `BAD_NUMBER ${place}: expected a number, got ${got}` });
      expect(read(cells("1", cell, "2"), { skipInvalid: true })).toEqual({ ...numbers("1", "2"), skipped: 1 });
    });

    test("has a place that counts the line breaks in quotes before it", () => {
      expect(read('x,n\n"a\n\nb",1\r\n"c\n", bad')).toEqual({
        error: 'BAD_NUMBER 6:4 @20: expected a number, got "bad"',
      });
      expect(read('"x\n",n\n1,bad\n')).toEqual({ error: 'BAD_NUMBER 3:3 @9: expected a number, got "bad"' });
    });

    test("is judged by the place where it begins, also if its row ends lines later", () => {
      expect(read('n,x\n"a\nb","\n\n"\n')).toEqual({
        error: 'BAD_NUMBER 2:1 @4: expected a number, got "a\\nb"',
      });
      expect(read('n,x\n  bad,"\n\n"\n')).toEqual({
        error: 'BAD_NUMBER 2:3 @6: expected a number, got "bad"',
      });
    });

    test("of another column may hold anything", () => {
      expect(read('x,n\nn/a,1\n\0,2\n"",3\né,4\n')).toEqual(numbers("1", "2", "3", "4"));
    });

    test("past the bounds of a literal is EXPONENT_RANGE, never skipped", () => {
      expect(read(cells("1e5000"), { skipInvalid: true })).toEqual({
        error: `EXPONENT_RANGE 2:3 @8: ${RANGE}, got "1e5000"`,
      });
    });
  });

  describe(`${name}: a cell longer than 16 KiB`, () => {
    const LENGTHS = [65_536, 1, 7, 16_384, 16_385, 16_390];
    const whole = (data: string, options: Options = {}) =>
      readInPieces(csv, data, LENGTHS, { column: "n", ...options });
    const longRead = (cell: string, options: Options = {}) => whole(cells("1", cell, "2"), options);

    test("is EXPONENT_RANGE if it may be a number so far", () => {
      const error = `EXPONENT_RANGE 3:3 @13: ${RANGE}, got "${"0".repeat(60)}"…`;
      expect(longRead("0".repeat(16_385))).toEqual({ error });
      expect(longRead(`"${"0".repeat(50_000)}x"`)).toEqual({ error });
      expect(longRead("0".repeat(16_384))).toEqual(numbers("1", "0", "2"));
    });

    test("is BAD_NUMBER if its first 16 KiB are no beginning of a number, and one skipped", () => {
      for (const cell of ["x".repeat(50_000), `5${" ".repeat(20_000)}6`, `"${'""'.repeat(20_000)}"`]) {
        expect(longRead(cell)).toMatchObject({
          error: expect.stringMatching(/^BAD_NUMBER 3:3 @13/) as string,
        });
        expect(longRead(cell, { skipInvalid: true })).toEqual({ ...numbers("1", "2"), skipped: 1 });
      }
    });

    test("does not count the spaces around it, nor a CR at its end", () => {
      const spaces = " ".repeat(20_000);
      expect(longRead(`${spaces}5${spaces}`)).toEqual(numbers("1", "5", "2"));
      expect(longRead(`"${spaces}5${spaces}"`)).toEqual(numbers("1", "5", "2"));
      expect(longRead(spaces)).toEqual({ ...numbers("1", "2"), empty: 1 });
      expect(whole(`x,n\r\n1,${"0".repeat(16_384)}\r\n`)).toEqual(numbers("0"));
      expect(whole(`x,n\r\n1,${"0".repeat(16_384)}\r\r\n`)).toHaveProperty("error");
      expect(whole(`x,n\r\n1,5${spaces}\r\n`)).toEqual(numbers("5"));
      expect(whole(`n,x\r\n${spaces}5${spaces},1\r\n`)).toEqual(numbers("5"));
      expect(whole(`n,x\r\n${spaces}\r5,1\r\n`)).toEqual({
        error: 'BAD_NUMBER 2:20001 @20005: expected a number, got "\\r5"',
      });
    });
  });

  describe(`${name}: other signs`, () => {
    test("thousands and decimal signs may be chosen, in CSV and TSV", () => {
      const german: Options = { thousands: ".", decimal: ",", delimiter: ";" };
      expect(read("x;n\na;1.234.567,89\nb;-1,5\n", german)).toEqual(numbers("1234567.89", "-1.5"));
      expect(read('x,n\na,"1,234"\nb,999\n', { thousands: "," })).toEqual(numbers("1234", "999"));
      expect(readCutAnywhere(tsv, "x\tn\na\t1,234.5\n", { column: "n", thousands: "," })).toEqual(
        numbers("1234.5"),
      );
    });

    test("a thousands sign may be a space within a number", () => {
      expect(read("x,n\na, 1 234 \n", { thousands: " " })).toEqual(numbers("1234"));
    });

    test("a wrong group is BAD_NUMBER, as it is spelled", () => {
      expect(read('x,n\na,"1,5"\n', { thousands: "," })).toEqual({
        error: 'BAD_NUMBER 2:3 @6: expected a number, got "1,5"',
      });
    });
  });
}
