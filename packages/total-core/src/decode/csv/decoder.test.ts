/** A CSV read by the kernel and the TypeScript decoder together. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newCsvReader, newTsvReader } from "../../testing/readers.js";
import { bytesOf, type Options } from "../../testing/recorder.js";
import type { NewDecoder } from "../../contract/decoder.js";
import { newCsvDecoder } from "./decoder.js";
import { csvKernel } from "../../kernel/csv.js";
import { outcome, type Outcome, type Source } from "../../testing/outcome.js";

const AMOUNT: Options = { column: "amount" };
const newTsvDecoder: NewDecoder = (options) => newCsvDecoder(options, "tsv");

const byKernel = (data: Source, options: Options = AMOUNT): Outcome => outcome(newCsvDecoder, data, options);
const inTypeScript = (data: Source, options: Options = AMOUNT): Outcome =>
  outcome(newCsvReader, data, options);

const HEADER = "id,note,amount,day";
const FILLER = Array.from({ length: 12 }, (_, i) => `${i},"a, ""b""\n${"x".repeat(i)}",${i}.5,2026`);

const among = (row: string, shift: number = 0): string =>
  [HEADER, ...FILLER, `1,${"x".repeat(shift)},0,`, row, ...FILLER, ""].join("\n");

/** The row among others, at so many places of a block. */
function expectSame(row: string, options: Options = AMOUNT, shifts: number = 64): Outcome {
  for (let shift = 0; shift < shifts; shift++) {
    const data = among(row, shift);
    expect(byKernel(data, options)).toEqual(inTypeScript(data, options));
  }
  return byKernel(among(row), options);
}

const error = (part: string): unknown => ({ error: expect.stringContaining(part) as string });

describe("CSV by the kernel", () => {
  test("the kernel runs here", () => {
    expect(csvKernel(Infinity, Infinity)).toBeDefined();
  });

  // prettier-ignore
  test.each([
    "0", "-0", "7", "+7", "007", "5.", ".5", "-.5", "-1234.56", "1e3", "-1.5E-7", "1".repeat(16), "1".repeat(17), "1".repeat(32), "1".repeat(33),
    `-${"1".repeat(15)}.${"1".repeat(15)}`, `-${"1".repeat(15)}.${"1".repeat(16)}`, " 5", "5 ", "   5   ",
  ])("adds %j, quoted or not", (number) => {
    expect(expectSame(`1,x,${number},y`, AMOUNT, 4)).toMatchObject({ count: 26, empty: 0 });
    expect(expectSame(`1,x,"${number}",y`, AMOUNT, 4)).toMatchObject({ count: 26, empty: 0 });
  });

  test.each(["", " ", "    ", '""', '"  "'])("counts %j as empty", (cell) => {
    expect(expectSame(`1,x,${cell},y`)).toMatchObject({ count: 25, empty: 1 });
  });

  // prettier-ignore
  test.each([
    "x", "-", ".", "1.2.3", "1x", "--1", "1 2", "1_0", "NaN", "\0", "\t5", "5\r", "\r", "é", "'5'", '"1,5"', '"5\n"', '"5\r\n"', '"1""2"', '""""', '"\r"',
    "0x1", `${"1".repeat(20)}x`, `${"1".repeat(20)}.1.1`, `${"1".repeat(20)}-1`,
  ])("refuses %j, or skips it", (cell) => {
    expect(expectSame(`1,x,${cell},y`, AMOUNT, 4)).toEqual(error("BAD_NUMBER 27:"));
    expect(expectSame(`1,x,${cell},y`, { ...AMOUNT, skipInvalid: true }, 4)).toMatchObject({ count: 25, skipped: 1 });
  });

  test("a number past the bounds is none to skip", () => {
    for (const cell of ["1e4001", '"1e-4001"', "0".repeat(16_385)]) {
      const range = error("EXPONENT_RANGE 27:");
      expect(expectSame(`1,x,${cell},y`, { ...AMOUNT, skipInvalid: true }, 1)).toEqual(range);
    }
  });

  // prettier-ignore
  test.each([
    ["too few fields", "1,x,5"], ["far too few", "5"], ["too many", "1,x,5,y,"], ["too many by a quoted one", '1,x,5,y,"z"'],
    ["a quote within a field", '1,nail 5" long,5,y'], ["a quote at the end of one", '1,5",5,y'], ["one after a space", '1, "x",5,y'],
    ["text after a closing quote", '1,"x"y,5,z'], ["a space after it", '1,"x" ,5,z'], ["a CR alone after it", '1,"x"\r,5,z'],
    ["a CR alone after the last", '1,x,5,"y"\rz'], ["a second CR after it", '1,x,5,"y"\r\r'], ["three quotes in a row", '1,"x"""y,5,z'],
    ["a quote after much text", `1,${"z".repeat(200)}",5,y`],
    ["a quote in the number", '1,x,5"",y'], ["quotes before the number", '1,x,""5,y'], ["a quote that never closes", '1,"x,5,y'],
  ])("says of %s that it is malformed", (_what, row) => {
    expect(expectSame(row)).toEqual(error("BAD_FORMAT"));
    expect(expectSame(row, { ...AMOUNT, skipInvalid: true }, 1)).toEqual(error("BAD_FORMAT"));
  });

  test("text after a closing quote is seen where no other quote comes after it", () => {
    const plain = "1,x,2,y\n".repeat(50);
    for (let shift = 0; shift < 64; shift++) {
      const before = `${HEADER}\n${plain}1,${"x".repeat(shift)},0,\n`;
      expect(byKernel(`${before}1,"x"y,5,z\n${plain}`)).toEqual(error("BAD_FORMAT 53:5"));
    }
  });

  // prettier-ignore
  test.each([
    ["has a comma in quotes", '1,"a,b,,c",5,y'], ["has doubled quotes", '1,"""a""""b""",5,""""""'], ["has quotes alone", '1,"""",5,"\n"'], ["has empty quotes", '"","",5,""'],
    ["has line breaks", '1,"\n\na\r\n\r",5,"b\n"'], ["has a CR", "1,\rx\r,5,\r"], ["is quoted all over", '"1","x","5","y"'], ["begins with spaces", "   1,x,5,y"],
    ["is empty but for it", ",,5,"], ["ends with CRLF", "1,x,5,y\r"], ["ends with a quote and CRLF", '1,x,5,"y"\r'],
  ])("a row that %s", (_what, row) => {
    expect(expectSame(row)).toMatchObject({ count: 26 });
  });

  test.each([
    ["long", `1,${"x".repeat(500)},5,y`],
    ["long in quotes", `1,"${'x"",\n'.repeat(200)}",5,y`],
    ["longer than a call takes", `1,"${'x"",\n'.repeat(14_000)}",5,y`],
  ])("a row that is %s", (_what, row) => {
    const data = [HEADER, ...FILLER, row, ...FILLER, row, row, ""].join("\n");
    expect(byKernel(data)).toEqual({ total: "159e0", count: 27, empty: 0, skipped: 0 });
    expect(byKernel(data)).toEqual(inTypeScript(data));
  });

  test("lines of spaces are no rows", () => {
    for (const blank of ["", " ", "     ", "\r", "  \r"]) {
      expect(expectSame(blank)).toMatchObject({ count: 25, empty: 0 });
      const rows = Array.from({ length: 200 }, (_, i) => `${i}.5\n${blank}`);
      const column = ["amount", ...rows, ""].join("\n");
      expect(byKernel(column)).toMatchObject({ count: 200, empty: 0 });
      expect(byKernel(column)).toEqual(inTypeScript(column));
    }
    const quoted = `amount\n${'""\n1\n\n" "\n'.repeat(100)}`;
    expect(byKernel(quoted)).toMatchObject({ count: 100, empty: 200 });
  });

  test.each([
    ["first", (cell: string) => `${cell},x,"y"`],
    ["middle", (cell: string) => `x,${cell},"y"`],
    ["last", (cell: string) => `x,"y",${cell}`],
  ])("the column may be the %s one, with every line end", (_where, row) => {
    for (const lineEnd of ["\n", "\r\n"]) {
      for (const cell of ["-2.5", '"-2.5"', " -2.5 ", '" -2.5 "']) {
        const rows = [row("amount"), ...Array.from({ length: 100 }, () => row(cell))].join(lineEnd);
        for (const end of [lineEnd, ""]) {
          expect(byKernel(rows + end)).toEqual({ total: "-250e0", count: 100, empty: 0, skipped: 0 });
        }
      }
    }
  });

  test("without quotes these are bytes like any others", () => {
    const options = { ...AMOUNT, quotes: false };
    const data = [HEADER, ...Array.from({ length: 100 }, () => '1,nail 5" long,2.5,"x')].join("\n");
    expect(byKernel(data, options)).toEqual({ total: "250e0", count: 100, empty: 0, skipped: 0 });
    expect(byKernel(`${data}\n1,x,"5",y`, options)).toEqual(error("BAD_NUMBER 102:5 @"));
  });

  test.each([";", "\t", "|", "\0", "x", "5", ".", "-", " "])("the delimiter may be %j", (delimiter) => {
    const rows = Array.from({ length: 100 }, (_, i) => ["a", '"b\n"', `${i % 4}`, ""].join(delimiter));
    const data = [["a", "b", "n", "c"].join(delimiter), ...rows].join("\n");
    const options = { column: "n", delimiter };
    expect(byKernel(data, options)).toEqual({ total: "150e0", count: 100, empty: 0, skipped: 0 });
    const blank = `${data}\n${delimiter.repeat(3)}\n${data}`;
    expect(byKernel(blank, options)).toEqual(inTypeScript(blank, options));
  });

  test("TSV has tabs", () => {
    const data = `a\tamount\n${'x,y\t"2.5"\n'.repeat(100)}`;
    expect(outcome(newTsvDecoder, data, AMOUNT)).toMatchObject({ total: "250e0" });
    expect(outcome(newTsvReader, data, AMOUNT)).toMatchObject({ total: "250e0" });
  });

  test("numbers may have other signs", () => {
    for (const [options, cell] of [
      [{ thousands: "," }, '"1,234.5"'],
      [{ thousands: "," }, "1234.5"],
      [{ decimal: "," }, '"1234,5"'],
      [{ thousands: ".", decimal: "," }, '" 1.234,5 "'],
      [{ thousands: " " }, "1 234.5"],
    ] as const) {
      const data = `${HEADER}\n${`1,x,${cell},y\n`.repeat(100)}`;
      expect(byKernel(data, { ...AMOUNT, ...options })).toMatchObject({ total: "123450e0", count: 100 });
      const bad = `${data}1,x,1.2.3,y\n`;
      expect(byKernel(bad, { ...AMOUNT, ...options })).toEqual(inTypeScript(bad, { ...AMOUNT, ...options }));
    }
    const points = `${HEADER}\n${"1,x,1.5,y\n".repeat(100)}`;
    expect(byKernel(points, { ...AMOUNT, decimal: "," })).toEqual(error("BAD_NUMBER 2:5"));
  });

  test("judges every byte in every place of a row as the TypeScript decoder does", () => {
    const row = '1,"a""\n",-2.5,"b"\r\n2,c,"4",d';
    const before = [HEADER, ...FILLER, ""].join("\n").length;
    for (let place = 0; place < row.length; place++) {
      for (let byte = 0; byte < 256; byte++) {
        const bytes = bytesOf([HEADER, ...FILLER, row, ...FILLER].join("\n")).slice();
        bytes[before + place] = byte;
        expect(byKernel(bytes)).toEqual(inTypeScript(bytes));
      }
    }
  });

  test("judges any few bytes in a row as the TypeScript decoder does, in every place of a block", () => {
    const odd = fc.array(fc.constantFrom(...'"""",,\n\r x5'), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(odd, fc.nat(63), fc.boolean(), (bytes, shift, skipInvalid) => {
        const row = `1,${"x".repeat(shift)}${bytes.join("")}`;
        const data = [HEADER, ...FILLER, row, "2,x,4,y", ...FILLER].join("\n");
        const options = { ...AMOUNT, skipInvalid };
        expect(byKernel(data, options)).toEqual(inTypeScript(data, options));
      }),
      { numRuns: 2000 },
    );
  });
});
