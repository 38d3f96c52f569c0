/** Cases of the beginning of a CSV: its delimiter in the first row or in a line of its own, lines to be skipped, comments. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tables } from "../../testing/csv-model.js";
import { type CsvDecoders, numbers, readCutAnywhere, readInPieces } from "../../testing/csv-run.js";
import { outcome } from "../../testing/outcome.js";
import { bytesOf, cutIntoPieces, type Options } from "../../testing/recorder.js";

export function runBeginningCases(name: string, { csv, tsv }: CsvDecoders): void {
  const read = (data: string, options: Options = {}) =>
    readCutAnywhere(csv, data, { column: "n", ...options });

  describe(`${name}: the delimiter of the first row`, () => {
    test.each([
      ["comma", "x,n\na;b|c,1\n"],
      ["semicolon", 'x;"n"\r\na,b\tc;1\r\n'],
      ["tab", "x\tn\na,b\t1\n"],
      ["bar", "x|n|y\na,b|1|\n"],
      ["semicolon after a byte-order mark", "\ufeffx;n\na,b;1\n"],
      ["semicolon after blank lines", "\n  \r\n\nx;n\na,b;1"],
      ["semicolon in a header alone, without a line end", "n;x"],
    ])("is the only one that stands there: a %s", (_what, data) => {
      expect(read(data)).toEqual(data === "n;x" ? numbers() : numbers("1"));
    });

    test("is one of a row that is no header too", () => {
      expect(read("a,b;1\nc;2\n", { header: false, column: 2 })).toHaveProperty("error");
      expect(read("a b;1\nc,d;2\n", { header: false, column: 2 })).toEqual(numbers("1", "2"));
    });

    test("does not stand in quotes, where fields may", () => {
      expect(read('"a,b;c",n\n"d",1\n')).toEqual(numbers("1"));
      expect(read('"a,\nb";n\n"d";1\n')).toEqual(numbers("1"));
      expect(read('"a "",""";n\n"d";1\n')).toEqual(numbers("1"));
      expect(read('n;"a\n;1\n2;b\n', { quotes: false })).toEqual({ ...numbers("2"), empty: 1 });
    });

    test("is a comma where none of them stands there, or several do", () => {
      expect(read("n\n1\n2\n")).toEqual(numbers("1", "2"));
      expect(read("n\n1;2\n")).toEqual({ error: 'BAD_NUMBER 2:1 @2: expected a number, got "1;2"' });
      expect(read("a;b,n\nx,1\n")).toEqual(numbers("1"));
      expect(read("a|b;n\nx,1\n", { column: 1 })).toHaveProperty("error");
    });

    test("is no sign that numbers or comments have, unless it is the usual one", () => {
      expect(read("d;1,50\nd;2\n", { header: false, column: 2, decimal: "," })).toEqual(numbers("1.50", "2"));
      expect(read('n,x\n"1,5",a\n', { decimal: "," })).toEqual(numbers("1.5"));
      expect(read("n;x|\n1|2|\n", { column: "n;x", comment: ";" })).toHaveProperty("error");
      expect(read("n;y|x\n;\n1|2\n", { column: "n;y", comment: ";" })).toEqual(numbers("1"));
    });

    test("is no sign of numbers where the first row is one of them, or has no other", () => {
      const column = 1;
      expect(read("1,50\n2,50\n", { header: false, column, decimal: "," })).toEqual(numbers("1.50", "2.50"));
      expect(read("1,234\n2,345\n", { header: false, column, thousands: "," })).toEqual(
        numbers("1234", "2345"),
      );
      expect(read("1,234;x\n5;y\n", { header: false, column, thousands: "," })).toEqual(numbers("1234", "5"));
      expect(read("n\n1,50\n2\n", { decimal: "," })).toEqual(numbers("1.50", "2"));
      expect(read('n\n"1,234"\n1,234\n', { thousands: "," })).toEqual(numbers("1234", "1234"));
      expect(read('n,x\n"1,234",a\n', { thousands: "," })).toEqual(numbers("1234"));
      expect(read('"1,5",a\n', { header: false, column, decimal: "," })).toHaveProperty("error");
      expect(read('"1,5",a\n', { header: false, column, decimal: ",", delimiter: "," })).toEqual(
        numbers("1.5"),
      );
    });

    test("is in doubt in a row of numbers with a comma and another one, each of which would make another total", () => {
      const error = 'BAD_FORMAT 1:1 @0: expected one delimiter in a row of numbers, got "," and ';
      const options = { header: false, column: 1 };
      expect(read("1,50;2\n3,70;4\n", options)).toEqual({ error: `${error}";"` });
      expect(read("x|1,50\ny|2,50\n", { ...options, column: 2 })).toEqual({ error: `${error}"|"` });
      expect(read("1,50;2\n3,70;4\n", { ...options, delimiter: "," })).toEqual(numbers("1", "3"));
      expect(read("1,50;2\n3,70;4\n", { ...options, decimal: "," })).toEqual(numbers("1.50", "3.70"));
      expect(read("5,a;b\n", options)).toEqual(numbers("5"));
      expect(read('5,"a;b",1,2\n', options)).toEqual(numbers("5"));
      expect(read("5,1;2\n5,1\n", { column: "5", header: true })).toEqual(numbers("5"));
    });

    test("in TSV is a tab, whatever stands there", () => {
      expect(readCutAnywhere(tsv, "net, in EUR\n1,234\n2,345\n", { thousands: "," })).toEqual(
        numbers("1234", "2345"),
      );
      expect(readCutAnywhere(tsv, "x;n\n1;2\n", { column: "n" })).toHaveProperty("error");
    });

    test("is nothing beside the one that is given", () => {
      expect(read("x;n,y\n1,2\n", { delimiter: ",", column: 2 })).toEqual(numbers("2"));
      expect(read("x;n\n1;2\n", { delimiter: "," })).toHaveProperty("error");
    });

    test("is looked for in the first 64 KiB of the row, wherever it is cut", () => {
      const LENGTHS = [1000, 65_535, 65_536, 65_537, 100_000];
      const last = `${"x".repeat(65_535)};n\n;1\n`;
      expect(readInPieces(csv, last, LENGTHS, { column: "n" })).toEqual(numbers("1"));
      expect(readInPieces(csv, `x${last}`, LENGTHS, { column: "n" })).toHaveProperty("error");
      const long = `n;${"x".repeat(70_000)},y\n1;2\n`;
      expect(readInPieces(csv, long, LENGTHS, { column: "n" })).toEqual(numbers("1"));
      const quoted = `"${"x,\n".repeat(30_000)}";n\n;1\n`;
      expect(readInPieces(csv, quoted, LENGTHS, { column: 2 })).toHaveProperty("error");
    });

    test("any table has the same total with any of them", () => {
      const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
      for (const delimiter of [",", ";", "\t", "|"]) {
        fc.assert(
          fc.property(tables(delimiter), lengths, ({ text, column, cells }, pieces) => {
            fc.pre(text.split(/\r?\n/, 1)[0]!.includes(delimiter));
            const literals = cells.filter((cell) => cell.trim() !== "");
            const expected = { ...numbers(...literals), empty: cells.length - literals.length };
            expect(outcome(csv, text, { column })).toEqual(expected);
            expect(outcome(csv, cutIntoPieces(bytesOf(text), pieces), { column })).toEqual(expected);
          }),
          { numRuns: 100 },
        );
      }
    });
  });

  describe(`${name}: a first line sep=;`, () => {
    test.each([
      "sep=;\n",
      "sep=;\r\n",
      "SEP=;\n",
      '"sep=;"\r\n',
      "\ufeffsep=;\n",
      "\nsep=;\n",
      '\ufeff"sep=;"\n',
    ])("is no row and names the delimiter: %j", (line) => {
      expect(read(`${line}a,b;n\nx,y;1\n`)).toEqual(numbers("1"));
      expect(readCutAnywhere(tsv, `${line}a\tb;n\nx;1\n`, { column: "n" })).toEqual(numbers("1"));
      expect(read(`${line}x;1\ny;2\n`, { header: false, column: 2 })).toEqual(numbers("1", "2"));
    });

    test.each([",", "\t", "|", ":", " ", "=", "\\", "\0"])("may name %j", (delimiter) => {
      expect(read(`sep=${delimiter}\nx${delimiter}n\n;${delimiter}1\n`)).toEqual(numbers("1"));
    });

    test("counts as a line", () => {
      expect(read("sep=;\nx;n\na;b\n")).toEqual({ error: 'BAD_NUMBER 3:3 @12: expected a number, got "b"' });
    });

    test("is no row beside a delimiter that is given, which wins", () => {
      expect(read("sep=,\nx;n\na,b;1\n", { delimiter: ";" })).toEqual(numbers("1"));
      expect(read("sep=;\n1;2\n", { delimiter: "=", header: false, column: 1 })).toEqual({
        error: 'BAD_NUMBER 2:1 @6: expected a number, got "1;2"',
      });
    });

    test.each([
      ["a letter or a digit would be named", "sep=5\n"],
      ["nothing is named", "sep=\n"],
      ["more is named", "sep=;;\n"],
      ["it has one quote", '"sep=;\n"\n'],
      ["it begins with a space", " sep=;\n"],
      ["a quote would be named", 'sep="\n'],
      ["another one went before", "sep=;\nsep=;\n"],
    ])("is a row where %s", (_what, lines) => {
      expect(read(`${lines}n\n1\n`, { quotes: false })).toMatchObject({
        error: expect.stringMatching(/^NO_COLUMN/) as string,
      });
    });

    test("alone is an empty CSV", () => {
      for (const data of ["sep=;", "sep=;\n"]) {
        expect(read(data)).toMatchObject({
          error: expect.stringContaining("expected a header, got the end") as string,
        });
      }
    });
  });

  describe(`${name}: lines to be skipped`, () => {
    const skipLines = 2;

    test("may hold anything, and come before all else", () => {
      expect(read('Report "x;\n\n"n"\n"1"\n', { skipLines })).toEqual(numbers("1"));
      expect(read("\ufeff1,2,3\r\n#\r\nsep=;\r\nx;n\r\n,;1\r\n", { skipLines })).toEqual(numbers("1"));
      expect(read("sep=|\nsep=;\nx,n\n;,1\n", { skipLines })).toEqual(numbers("1"));
      expect(read("#\n#\n#\nn\n1\n", { skipLines, comment: "#" })).toEqual(numbers("1"));
      expect(read("n\n1\n", { skipLines: 0 })).toEqual(numbers("1"));
    });

    test("count as lines", () => {
      expect(read('"\n"\nn,x\ny,\n', { skipLines })).toEqual({
        error: 'BAD_NUMBER 4:1 @8: expected a number, got "y"',
      });
      expect(read("\ufeffa\nb\nn,x\ny\n", { skipLines })).toEqual({
        error: "BAD_FORMAT 4:1 @11: expected 2 fields, got 1",
      });
    });

    test("that are not there leave an empty CSV", () => {
      for (const data of ["", "n", "n\n1", "n\n1\n"]) {
        expect(read(data, { skipLines })).toMatchObject({
          error: expect.stringMatching(/^NO_COLUMN.*expected a header, got the end of the input$/) as string,
        });
      }
    });

    test("go before a row that is no header", () => {
      expect(read("a\nb\n1;x\n2;y\n", { skipLines, header: false, column: 1 })).toEqual(numbers("1", "2"));
    });
  });

  describe(`${name}: comments`, () => {
    const comment = "#";

    test("are no rows, whatever they hold, before the header and behind it", () => {
      const data = '#"\n#,;|\n\n# \r\nx,n\n#1,2\na,1\n#\n#"\nb,2\n"#",3\n#';
      expect(read(data, { comment })).toEqual(numbers("1", "2", "3"));
      expect(read(data.replaceAll("#", "%"), { comment: "%" })).toEqual(numbers("1", "2", "3"));
      expect(readCutAnywhere(tsv, data.replaceAll(",", "\t"), { comment, column: "n" })).toEqual(
        numbers("1", "2", "3"),
      );
    });

    test("begin at the first byte of a line outside quotes, and nowhere else", () => {
      expect(read('x,n\n"a\n#b",1\n#",2\nb#,3\n', { comment })).toEqual(numbers("1", "3"));
      expect(read("x,n\n #,1\n", { comment })).toEqual(numbers("1"));
      expect(read("x,n\n#,1\n")).toEqual(numbers("1"));
      expect(read('#x,n\n"#",1\n', { comment: "%" })).toEqual(numbers("1"));
    });

    test("count as lines", () => {
      expect(read("\ufeff#\nn\n#\n\n#x\ny\n", { comment })).toEqual({
        error: 'BAD_NUMBER 6:1 @13: expected a number, got "y"',
      });
    });

    test("alone are an empty CSV", () => {
      expect(read("# nothing\n#", { comment })).toMatchObject({
        error: expect.stringContaining("expected a header") as string,
      });
    });
  });
}
