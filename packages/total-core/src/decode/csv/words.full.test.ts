/** Rows of words, by the kernel and in TypeScript. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvKernel } from "../../kernel/csv.js";
import { numbers, readCutAnywhere, readInPieces } from "../../testing/csv-run.js";
import { outcome, type Outcome, type OutcomeOptions, type Source } from "../../testing/outcome.js";
import { newCsvReader } from "../../testing/readers.js";
import { bytesOf, cutIntoPieces, type Options } from "../../testing/recorder.js";
import { newCsvDecoder } from "./decoder.js";

const WORDS = { delimiter: "whitespace" } as const;

const read = (data: string, options: Options = {}) =>
  readCutAnywhere(newCsvReader, data, { ...WORDS, column: "n", ...options });

describe("words", () => {
  test("stand between runs of spaces and tabs, and blanks at a line's ends are nothing", () => {
    expect(read("x n y\na 1 b\n")).toEqual(numbers("1"));
    expect(read("  x \t n\ty \na\t\t1    b  \n\t a \t 2 \t b\t\n")).toEqual(numbers("1", "2"));
    expect(read("n\n  1\n2  \n\t3")).toEqual(numbers("1", "2", "3"));
    expect(readCutAnywhere(newCsvReader, "x  1\ny  2", { ...WORDS, header: false, column: 2 })).toEqual(
      numbers("1", "2"),
    );
  });

  test("stand on lines that end with LF or CRLF; a CR elsewhere is part of one", () => {
    expect(read("x n\r\na 1\r\nb 2 \r\n\r\n \t\r\nc 3")).toEqual(numbers("1", "2", "3"));
    expect(read("x n y\na 1 \r b\n")).toEqual(numbers("1"));
    expect(read("n x\n\r 1\n")).toEqual({ error: 'BAD_NUMBER 2:1 @4: expected a number, got "\\r"' });
    expect(read("x n\na \r\r\n")).toEqual({ error: 'BAD_NUMBER 2:3 @6: expected a number, got "\\r"' });
    expect(read("x n\na 1\r")).toEqual({ error: 'BAD_NUMBER 2:3 @6: expected a number, got "1\\r"' });
    expect(read("x n\na \r")).toEqual({ error: 'BAD_NUMBER 2:3 @6: expected a number, got "\\r"' });
    expect(read("n\n\r1\n")).toEqual({ error: 'BAD_NUMBER 2:1 @2: expected a number, got "\\r1"' });
  });

  test("on lines of nothing but blanks there are none, and no row", () => {
    expect(read("\n \t\nx n\n\t\n\na 1\n   ")).toEqual(numbers("1"));
  });

  test("may hold quotes, commas and anything else", () => {
    expect(read('"x n\n"a 1\nb" 2\nc,"d" 3\n\u0000é 4\n', { column: 2 })).toEqual(
      numbers("1", "2", "3", "4"),
    );
    expect(read('x n\na "1"\n')).toEqual({ error: 'BAD_NUMBER 2:3 @6: expected a number, got "\\"1\\""' });
  });

  test("beyond the last field are part of it", () => {
    expect(read("n x\n1 a b  c\n2 a\n3 a \t\r b \r\n")).toEqual(numbers("1", "2", "3"));
    expect(read("x n\na 1 2\n")).toEqual({ error: 'BAD_NUMBER 2:3 @6: expected a number, got "1 2"' });
    expect(read("x n\na 1 \t 2  \n", { thousands: " " })).toHaveProperty("error");
    expect(read("n\n1 2\n", { thousands: " " })).toEqual({
      error: 'BAD_NUMBER 2:1 @2: expected a number, got "1 2"',
    });
    expect(read("n\n1 234\n", { thousands: " " })).toEqual(numbers("1234"));
    expect(read("x n\na 1 2\nb 3\n", { skipInvalid: true })).toEqual({ ...numbers("3"), skipped: 1 });
  });

  test("too few are BAD_FORMAT at the row's start, before anything in it", () => {
    expect(read("x n y\na 1\n")).toEqual({ error: "BAD_FORMAT 2:1 @6: expected 3 fields, got 2" });
    expect(read("n x\n  bad\n", { skipInvalid: true })).toEqual({
      error: "BAD_FORMAT 2:1 @4: expected 2 fields, got 1",
    });
  });

  test("too few are right where columns are aligned, the picked words in their places and others behind them", () => {
    const df =
      "Filesystem 1K-blocks   n Use% Mounted on\n/dev/sda1        100  42  42% /\ntmpfs             50   7  14% /run dir\n";
    expect(read(df)).toEqual(numbers("42", "7"));
    const ls = "lrwx  1 me     7 bin -> usr/bin\n-rw-  1 me  4096 a b\n-rw- 12 me 12345 c\n";
    expect(read(ls, { header: false, column: 4 })).toEqual(numbers("7", "4096", "12345"));
    const left = "name n   x\na    1   2\nb    30\n";
    expect(read(left)).toEqual({ error: "BAD_FORMAT 3:1 @22: expected 3 fields, got 2" });
    expect(read(left.replace("x", "x  y").replace("2", "2  3").replace("30", "30  4"))).toEqual(
      numbers("1", "30"),
    );
  });

  test.each([
    ["empty cell before the picked one", "name  a  n  b\nx     1  2  3\ny        4  5\n", "3:1 @28"],
    ["picked cell that is empty", "name  n  a  b\nx     1  2  3\ny        4  5\n", "3:1 @28"],
    ["picked word at its end", "a   n  b\nx   1\n", "2:1 @9"],
    ["tab in the row", "a   n  b\nx\t  1  2\ny\t  3\n", "3:1 @18"],
    ["tab in the first row", "a\tn  b  c\nxx 1  2\n", "2:1 @10"],
    ["picked word out of its place", "a   n   b  c\nx  1  2\n", "2:1 @13"],
  ])("too few are BAD_FORMAT with a %s", (_what, data, place) => {
    expect(read(data)).toEqual({ error: expect.stringContaining(`BAD_FORMAT ${place}: expected`) as string });
  });

  test("too many for a literal are none, whatever the pieces", () => {
    const LENGTHS = [1, 7, 4096, 16_385];
    const options = { ...WORDS, column: "n" };
    const long = `x n\na 1${" \t".repeat(10_000)}2\nb 3\n`;
    const error = expect.stringMatching(/^BAD_NUMBER 2:3/) as string;
    expect(readInPieces(newCsvReader, long, LENGTHS, options)).toEqual({ error });
    expect(readInPieces(newCsvReader, long, LENGTHS, { ...options, skipInvalid: true })).toEqual({
      ...numbers("3"),
      skipped: 1,
    });
    expect(readInPieces(newCsvReader, long.replace("2", ""), LENGTHS, options)).toEqual(numbers("1", "3"));
  });

  test("are keys as they stand, with the blanks between those of the last field", () => {
    const table = "k n c\na  1 x \tz\nb 2 x \tz \na 3 y";
    const byKey = (by: string) =>
      readCutAnywhere(newCsvReader, table, { ...WORDS, column: "n", by, groups: true } as OutcomeOptions);
    expect(byKey("k")).toMatchObject({
      groups: [
        ["a", "4e0", 2],
        ["b", "2e0", 1],
      ],
    });
    expect(byKey("c")).toMatchObject({
      groups: [
        ["x \tz", "3e0", 2],
        ["y", "3e0", 1],
      ],
    });
  });

  test("go with comments, lines to be skipped, and a first line sep=", () => {
    expect(read("total 8\n# a\nx n\n# b c d\na 1\n # 2\n", { skipLines: 1, comment: "#" })).toEqual(
      numbers("1", "2"),
    );
    expect(read("sep=;\nx n\na 1\n")).toEqual(numbers("1"));
  });
});

const byKernel = (data: Source, options: OutcomeOptions): Outcome => outcome(newCsvDecoder, data, options);
const inTypeScript = (data: Source, options: OutcomeOptions): Outcome => outcome(newCsvReader, data, options);

describe("words by the kernel", () => {
  test("the kernel runs here", () => {
    expect(csvKernel(Infinity, Infinity)).toBeDefined();
  });

  test("any rows are read as in TypeScript, in every place of a block and cut anywhere", () => {
    const blanks = fc.constantFrom(" ", " ", "  ", "\t", " \t ", " ".repeat(63), " ".repeat(130));
    const word = fc.constantFrom(
      "1",
      "-2.5",
      "30",
      "x",
      '"',
      "1e3",
      "\r",
      "12345678901234567890",
      "y".repeat(70),
    );
    const end = fc.constantFrom("\n", "\n", "\r\n", " \n", " \t\r\n", "\n\n", "\n \r\n", "\r\r\n");
    const row = fc.tuple(
      fc.constantFrom("", "", " ", "\t  "),
      fc.array(fc.tuple(word, blanks), { minLength: 1, maxLength: 5 }),
      word,
      end,
    );
    const plain = " a\t1  2 -3.25 \n";
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 8 }),
        fc.nat(63),
        fc.constantFrom(1, 2, 3, 4, [2, 4], [4, 1, 3], "2-"),
        fc.constantFrom(undefined, 1, 4, [1, 4]),
        fc.boolean(),
        fc.integer({ min: 1, max: 300 }),
        (rows, shift, column, by, skipInvalid, length) => {
          const odd = rows.map(
            ([indent, words, last, lineEnd]) => `${indent}${words.flat().join("")}${last}${lineEnd}`,
          );
          const text = `a b c d\n${plain.repeat(30)}${"x".repeat(shift)} 1 2 3\n${odd.join("")}${plain.repeat(30)}`;
          const options = { ...WORDS, column, skipInvalid, by, groups: by !== undefined };
          const expected = inTypeScript(text, options);
          expect(byKernel(text, options)).toEqual(expected);
          expect(byKernel(cutIntoPieces(bytesOf(text), [length]), options)).toEqual(expected);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test.each([
    ["some", 7],
    ["the first", 0],
  ])("aligned tables, longer than a call reads, where %s names hold blanks", (_what, odd) => {
    const lines = Array.from({ length: 20_000 }, (_, i) => {
      const name = `${i % 50 === odd ? "my file" : "file"}.${i}`;
      return `-rw-r--r-- ${String(i % 9).padStart(3)} me  staff ${String(i * 37).padStart(9)} Nov 29 08:31 ${name}`;
    });
    const text = `total 48\n${lines.join("\n")}\n`;
    const options = { ...WORDS, skipLines: 1, header: false, column: 5 };
    const sizes = numbers(...lines.map((_, i) => String(i * 37)));
    expect(byKernel(cutIntoPieces(bytesOf(text), [65_536]), options)).toEqual(sizes);
    expect(inTypeScript(text, options)).toEqual(sizes);
    expect(byKernel(text, { ...options, by: 2, groups: true })).toMatchObject({
      ...sizes,
      groups: { length: 9 },
    });
  });

  test("a word and its blanks may stand at every distance from the border of what is read at once", () => {
    const { callBytes } = csvKernel(Infinity, Infinity)!;
    for (let shift = 0; shift < 140; shift++) {
      const row = "a   -1.5 \t b\r\n";
      const text = `x n y\n${"z".repeat(shift)} 0 z\n${row.repeat(Math.ceil((2 * callBytes) / row.length))}`;
      expect(byKernel(text, { ...WORDS, column: "n" })).toEqual(
        inTypeScript(text, { ...WORDS, column: "n" }),
      );
    }
  });
});
