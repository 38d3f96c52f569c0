/** Laws that hold for any CSV. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { outcome, type Outcome } from "../../testing/outcome.js";
import { csvModel, modelOptions, nearCsv, nearCsvWithHeader, tables } from "../../testing/csv-model.js";
import { type CsvDecoders, numbers, readInPieces } from "../../testing/csv-run.js";
import { byteByByte, bytesOf, cutIntoPieces } from "../../testing/recorder.js";

/** The number of runs for each law. */
export function runLaws(name: string, { csv, tsv }: CsvDecoders, numRuns: number): void {
  const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });

  describe(`${name}: laws`, () => {
    test.each([
      ["commas", csv, ",", {}],
      ["tabs", tsv, "\t", {}],
      ["semicolons", csv, ";", { delimiter: ";" }],
    ] as const)(
      "any table with %s gives the sum of its column, cut anywhere",
      (_what, decoder, delimiter, options) => {
        fc.assert(
          fc.property(tables(delimiter), lengths, ({ text, column, cells }, pieces) => {
            const literals = cells.filter((cell) => cell.trim() !== "");
            const expected = { ...numbers(...literals), empty: cells.length - literals.length };
            const bytes = bytesOf(text);
            expect(outcome(decoder, bytes, { ...options, column })).toEqual(expected);
            expect(outcome(decoder, cutIntoPieces(bytes, pieces), { ...options, column })).toEqual(expected);
          }),
          { numRuns },
        );
      },
    );

    test.each([
      ["texts near CSV", nearCsv],
      ["texts with a header", nearCsvWithHeader],
    ])("%s are read as a plain model reads them, faults and places too, cut anywhere", (_what, texts) => {
      fc.assert(
        fc.property(texts, modelOptions, lengths, (text, options, pieces) => {
          const bytes = bytesOf(text);
          const whole = outcome(csv, bytes, options);
          expect(withoutWords(whole)).toEqual(csvModel(text, options));
          expect(outcome(csv, cutIntoPieces(bytes, pieces), options)).toEqual(whole);
          expect(outcome(csv, byteByByte(bytes), options)).toEqual(whole);
        }),
        { numRuns: 3 * numRuns },
      );
    });

    test("a long table with faults in it is read the same in pieces of 1 to 100 bytes", () => {
      const rows = Array.from({ length: 100 }, (_, i) =>
        [`${i},"a ""b""\r\n,",${i}.5`, `"${i}",, ${i}  `, "  ", `${i},\r,""`, `,"","-${i}"`].join(
          i % 2 ? "\n" : "\r\n",
        ),
      );
      const text = `\ufeffid, note ,"amount"\r\n${rows.join("\n")}`;
      const sizes = Array.from({ length: 100 }, (_, i) => i + 1);
      const read = (tail: string, skipInvalid: boolean) =>
        readInPieces(csv, `${text}\n${tail}`, sizes, { column: "amount", skipInvalid });
      expect(read("", false)).toMatchObject({ count: 300, empty: 100 });
      expect(read('1,2,"x""\n"\n1,2,3', true)).toMatchObject({ count: 301, skipped: 1 });
      expect(read('1,2,"x""\n"\n1,2,3', false)).toHaveProperty("error");
      expect(read('1,"\n\n"', true)).toHaveProperty("error");
      expect(read("1,2,3,4", true)).toHaveProperty("error");
      expect(read('1,2,"3', true)).toHaveProperty("error");
      expect(read('1,2,"3" ', true)).toHaveProperty("error");
    });
  });
}

function withoutWords(result: Outcome): Outcome {
  return "error" in result ? { error: result.error.replace(/: expected [^]*$/, "") } : result;
}
