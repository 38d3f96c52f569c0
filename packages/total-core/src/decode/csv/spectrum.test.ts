/** The CSV acid test of https://github.com/maxogden/csv-spectrum: files, and the cells that are in them. */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { quote } from "../../basics/quote.js";
import { outcome } from "../../testing/outcome.js";
import { newCsvReader } from "../../testing/readers.js";
import { byteByByte } from "../../testing/recorder.js";

const require = createRequire(import.meta.url);
const folder = path.dirname(require.resolve("csv-spectrum/package.json"));
/** Not this one: what its JSON has is not in its CSV. */
const OTHER = "location_coordinates";
const names = readdirSync(path.join(folder, "csvs"))
  .map((file) => path.parse(file).name)
  .filter((name) => name !== OTHER);

function bytesOfFile(name: string): Uint8Array {
  return Uint8Array.from(readFileSync(path.join(folder, "csvs", `${name}.csv`)));
}

type Row = Record<string, string>;

/** For each column its cells. */
function columnsOf(name: string): Map<string, string[]> {
  const text = readFileSync(path.join(folder, "json", `${name}.json`), "utf8");
  const rows = JSON.parse(text) as Row[];
  return new Map(Object.keys(rows[0]!).map((column) => [column, rows.map((row) => row[column]!)]));
}

test("has its files", () => {
  expect(names).toContain("escaped_quotes");
});

function isNumber(cell: string): boolean {
  return /^\d+$/.test(cell);
}

describe.each(names)("csv-spectrum: %s", (name) => {
  const bytes = bytesOfFile(name);
  const columns = [...columnsOf(name)];

  test.each(columns)("the column %j has the numbers that it should have", (column, cells) => {
    const numbers = cells.filter(isNumber);
    const empty = cells.filter((cell) => cell === "").length;
    for (const pieces of [[bytes], byteByByte(bytes)]) {
      expect(outcome(newCsvReader, pieces, { column, skipInvalid: true })).toEqual({
        total: `${numbers.reduce((sum, cell) => sum + BigInt(cell), 0n)}e0`,
        count: numbers.length,
        empty,
        skipped: cells.length - numbers.length - empty,
      });
    }
  });

  const others = columns.flatMap(([column, cells]) => {
    const first = cells.find((cell) => cell !== "" && !isNumber(cell));
    return first === undefined ? [] : [{ column, first }];
  });

  test.each(others)("the column $column has as its first other cell $first", ({ column, first }) => {
    for (const pieces of [[bytes], byteByByte(bytes)]) {
      expect(outcome(newCsvReader, pieces, { column })).toEqual({
        error: expect.stringContaining(`expected a number, got ${quote(first)}`) as string,
      });
    }
  });
});

test(`csv-spectrum: ${OTHER} has quotes that are none, which is said, and can be read without them`, () => {
  const column = "Contact Phone Number";
  expect(outcome(newCsvReader, bytesOfFile(OTHER), { column })).toEqual({
    error: "BAD_FORMAT 2:24 @81: expected quotes around whole fields only, got a quote out of place",
  });
  expect(outcome(newCsvReader, bytesOfFile(OTHER), { column, quotes: false })).toMatchObject({
    total: "2095257564e0",
  });
});
