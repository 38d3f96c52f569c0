/** Which column is totalled, and what is said where that is not clear. */
import { describe, expect, test } from "vitest";
import { type CsvDecoders, numbers, readCutAnywhere, readInPieces } from "../../testing/csv-run.js";
import type { Options } from "../../testing/recorder.js";

export function runColumnCases(name: string, { csv }: CsvDecoders): void {
  const read = (data: string, options: Options = {}) => readCutAnywhere(csv, data, options);
  const TABLE = "id,amount,region\n1,2.5,north\n2,4,south\n";

  describe(`${name}: the column`, () => {
    test("is found by the name in the header", () => {
      expect(read(TABLE, { column: "amount" })).toEqual(numbers("2.5", "4"));
      expect(read(TABLE, { column: "id" })).toEqual(numbers("1", "2"));
    });

    test("is found by its position, from 1, where no header has that name", () => {
      expect(read(TABLE, { column: "2" })).toEqual(numbers("2.5", "4"));
      expect(read("id,1\n5,7\n", { column: "1", header: true })).toEqual(numbers("7"));
      expect(read("id,2,1\n5,7,9\n", { column: "2", header: true })).toEqual(numbers("7"));
    });

    test("is a position always, where that is given as a number", () => {
      expect(read(TABLE, { column: 2 })).toEqual(numbers("2.5", "4"));
      expect(read("id,1\n5,7\n", { column: 1 })).toEqual(numbers("5"));
    });

    test("need not be named where there is but one", () => {
      expect(read("amount\n1\n2\n")).toEqual(numbers("1", "2"));
      expect(read("1\n2\n", { header: false })).toEqual(numbers("1", "2"));
    });

    test("a name ignores spaces around it, and nothing else", () => {
      expect(read("id, amount \n1,2\n", { column: "amount" })).toEqual(numbers("2"));
      expect(read('id," amount "\n1,2\n', { column: "  amount" })).toEqual(numbers("2"));
      expect(read("id,Amount\n1,2\n", { column: "amount" })).toHaveProperty("error");
      expect(read("id,\tamount\n1,2\n", { column: "amount" })).toHaveProperty("error");
      expect(read("id,unit  price\n1,2\n", { column: "unit  price" })).toEqual(numbers("2"));
    });

    test("a name may hold anything, in quotes", () => {
      expect(read('"a,""b""\nc",x\n1,2\n', { column: 'a,"b"\nc' })).toEqual(numbers("1"));
      expect(read("größe,x\n1,2\n", { column: "größe" })).toEqual(numbers("1"));
      expect(read(",x\n1,2\n", { column: "" })).toEqual(numbers("1"));
      expect(read('"",x\n1,2\n', { column: "" })).toEqual(numbers("1"));
    });

    test("a name that stands twice is none of ours, unless it is asked for", () => {
      expect(read("a,b,a\n1,2,3\n", { column: "b" })).toEqual(numbers("2"));
    });

    test("the header is the first row: lines of spaces before it are none", () => {
      expect(read("\n  \r\n amount,x\n1,2\n", { column: "amount" })).toEqual(numbers("1"));
    });

    test("a byte-order mark is not part of the first name", () => {
      expect(read('\ufeff"amount",x\n1,2\n', { column: "amount" })).toEqual(numbers("1"));
      expect(read("\ufeffa,b\n1,x\n", { column: "b" })).toEqual({
        error: 'BAD_NUMBER 2:3 @9: expected a number, got "x"',
      });
    });

    test("without a header the first row is numbers too", () => {
      expect(read("1,2\n3,4\n", { header: false, column: "2" })).toEqual(numbers("2", "4"));
      expect(read("x,2\n", { header: false, column: 1 })).toEqual({
        error: 'BAD_NUMBER 1:1 @0: expected a number, got "x"',
      });
    });

    test("a header alone totals nothing", () => {
      for (const data of ["a", "a\n", "a\r\n", "a\n\n  \n", '"a"', "a,b\n", "\ufeffa,b"]) {
        expect(read(data, { column: "a" })).toEqual(numbers());
      }
    });
  });

  describe(`${name}: NO_COLUMN`, () => {
    // prettier-ignore
    test.each<[what: string, data: string, options: Options, error: string]>([
      ["no name for one of several", TABLE, {}, "1:1 @0: expected one of the columns id, amount, region, got none"],
      ["the same with a blank line before", "\n\na,b\n", {}, "3:1 @2: expected one of the columns a, b, got none"],
      ["a name like one that is there", TABLE, { column: "amuont" },
        '1:1 @0: expected one of the columns id, amount, region (did you mean amount?), got "amuont"'],
      ["a name in other letters", TABLE, { column: "Region" },
        '1:1 @0: expected one of the columns id, amount, region (did you mean region?), got "Region"'],
      ["a name like none", TABLE, { column: "x" }, '1:1 @0: expected one of the columns id, amount, region, got "x"'],
      ["a name that is half of another", "unit price,b\n", { column: "price" },
        '1:1 @0: expected one of the columns "unit price", b (did you mean "unit price"?), got "price"'],
      ["a missing name though there is but one", "amount\n1\n", { column: "total" }, '1:1 @0: expected one of the columns amount, got "total"'],
      ["a position past the last", TABLE, { column: "4" },
        '1:1 @0: expected one of the columns id, amount, region, or a position from 1 to 3, got "4"'],
      ["position 0", TABLE, { column: "0" }, '1:1 @0: expected one of the columns id, amount, region, got "0"'],
      ["a name that stands twice", "a,b, a \n1,2,3\n", { column: "a" }, '1:1 @0: expected one of the positions 1, 3, all of that name, got "a"'],
      ["one that could be a position, twice", "2,b,2\n1,2,3\n", { column: "2" }, '1:1 @0: expected one of the positions 1, 3, all of that name, got "2"'],
      ["a position whose header is a number", "a, 5.0 \n1,2\n", { column: "2" }, '1:4 @3: expected a name in the header, got "5.0"'],
      ["the only column, whose header is a number", '"17"\n1\n', {}, '1:1 @0: expected a name in the header, got "17"'],
      ["a header that is a number out of range", "1e9999\n1\n", {}, '1:1 @0: expected a name in the header, got "1e9999"'],
      ["a header that is a number as these are spelled", '"1,5"\n1\n', { decimal: "," },
        '1:1 @0: expected a name in the header, got "1,5"'],
      ["a first row of data, whose number is the position that was asked for", "1\n2\n10\n", { column: "1" },
        '1:1 @0: expected a name in the header, got "1"'],
      ["a first row of data, of which another number is that", "1,1193,5\n1,661,3\n2,914,3\n", { column: "5" },
        '1:8 @7: expected a name in the header, got "5"'],
      ["a name that is a number as these are spelled", 'a,"1.000,5"\n1,2\n', { column: "1.000,5", decimal: ",", thousands: "." },
        '1:3 @2: expected a name in the header, got "1.000,5"'],
      ["a name that is a number, which stands twice", "a,5,5\n1,2,3\n", { column: "5" },
        '1:1 @0: expected one of the positions 2, 3, all of that name, got "5"'],
      ["nothing at all", "", {}, "1:1 @0: expected a header, got the end of the input"],
      ["a byte-order mark alone", "\ufeff", {}, "1:1 @3: expected a header, got the end of the input"],
      ["blank lines alone", "\n \r\n  ", { column: "a" }, "3:3 @6: expected a header, got the end of the input"],
      ["nothing at all, with no header", "", { header: false }, "1:1 @0: expected a row, got the end of the input"],
      ["no position without a header", "1,2\n", { header: false }, "1:1 @0: expected a position from 1 to 2, got none"],
      ["a name without a header", "a,b\n", { header: false, column: "a" }, '1:1 @0: expected a position from 1 to 2, got "a"'],
      ["a position past the last without a header", "1,2\n", { header: false, column: 3 }, '1:1 @0: expected a position from 1 to 2, got "3"'],
    ])("%s", (_what, data, options, error) => {
      expect(read(data, options)).toEqual({ error: `NO_COLUMN ${error}` });
      expect(read(data, { ...options, skipInvalid: true })).toEqual({ error: `NO_COLUMN ${error}` });
    });

    test("a header that is a number is fine where it was confirmed, however the column is picked", () => {
      expect(read("2023,2024\n1,2\n", { column: "2024", header: true })).toEqual(numbers("2"));
      expect(read("2\n1\n", { column: "2", header: true })).toEqual(numbers("1"));
      expect(read("a,5\n1,2\n", { column: 2, header: true })).toEqual(numbers("2"));
      expect(read("a,5\n1,2\n", { column: "2", header: true })).toEqual(numbers("2"));
      expect(read("17\n1\n", { header: true })).toEqual(numbers("1"));
    });

    test("a name that is a number in another spelling is a name", () => {
      expect(read('a,"1,5"\n1,2\n', { column: "1,5" })).toEqual(numbers("2"));
    });

    test("and in a column that was not asked for", () => {
      expect(read("-2.5,\n1,2\n", { column: "2" })).toEqual(numbers("2"));
      expect(read("a,2024\n1,2\n", { column: "1" })).toEqual(numbers("1"));
    });

    test("lists 20 columns at most, each of 60 characters at most, and shows no control characters", () => {
      const names = Array.from({ length: 25 }, (_, i) => `c${i + 1}`);
      expect(read(names.join(","))).toEqual({
        error: `NO_COLUMN 1:1 @0: expected one of the columns ${names.slice(0, 20).join(", ")} and 5 more, got none`,
      });
      expect(read(`${names.join(",")}\n`, { column: "c27" })).toMatchObject({
        error: expect.stringContaining("c20 and 5 more (did you mean c2?), got") as string,
      });
      expect(read(`${"é".repeat(61)},"a\u001b[2J"\n`)).toEqual({
        error: `NO_COLUMN 1:1 @0: expected one of the columns "${"é".repeat(60)}"…, "a\\u001b[2J", got none`,
      });
      expect(read(`${"a,".repeat(24)}a\n`, { column: "a" })).toMatchObject({
        error: expect.stringContaining("positions 1, 2, 3, ") as string,
      });
      expect(read(`${"a,".repeat(24)}a\n`, { column: "a" })).toMatchObject({
        error: expect.stringContaining(", 20 and 5 more, all of that name") as string,
      });
    });

    test("a line of a megabyte is a header like any other", () => {
      const columns = 200_000;
      const header = Array.from({ length: columns }, (_, i) => `c${i}`).join(",");
      const row = Array.from({ length: columns }, (_, i) => String(i)).join(",");
      const data = `${header}\n${row}\n`;
      expect(readInPieces(csv, data, [65_536, 1000], { column: "c123456" })).toEqual(numbers("123456"));
      expect(readInPieces(csv, data, [65_536])).toMatchObject({
        error: expect.stringMatching(/ c19 and 199980 more, got none$/) as string,
      });
      const long = "x".repeat(1_048_576);
      expect(readInPieces(csv, `${long},b\n1,2\n`, [65_536], { column: "b" })).toEqual(numbers("2"));
    });
  });

  describe(`${name}: a header that is none`, () => {
    test("a name of more than 1 MiB is BAD_FORMAT, in constant memory", () => {
      const error = "BAD_FORMAT 1:3 @2: expected a name of at most 1 MiB, got a longer one";
      for (const long of ["x".repeat(1_048_577), `x${" ".repeat(1_048_576)}x`]) {
        expect(readInPieces(csv, `a,${long}\n1,2\n`, [65_536, 1_048_570], { column: "a" })).toEqual({
          error,
        });
      }
    });

    test("a CR alone in a name shows that lines end otherwise", () => {
      expect(read("amount\r1\r2\r")).toEqual({
        error: "BAD_FORMAT 1:1 @0: expected lines that end with LF or CRLF, got a CR alone",
      });
      expect(read("id,amount\r1,2\r", { column: "2" })).toEqual({
        error: "BAD_FORMAT 1:4 @3: expected lines that end with LF or CRLF, got a CR alone",
      });
      expect(read('"a\rb"\n1\n')).toEqual(numbers("1"));
    });
  });
}
