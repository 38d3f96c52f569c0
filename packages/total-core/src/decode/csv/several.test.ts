/** Several columns of a CSV, and keys of several, by the kernel. */
import { describe, expect, test } from "vitest";
import { csvKernel, MOST_COLUMNS, MOST_KEY_FIELDS } from "../../kernel/csv.js";
import { outcome, type Outcome, type OutcomeOptions, type Source } from "../../testing/outcome.js";
import { newCsvReader } from "../../testing/readers.js";
import { bytesOf } from "../../testing/recorder.js";
import { newCsvDecoder } from "./decoder.js";
import { runSeveralCases } from "./several.cases.js";

/** Compiles the kernel, so that it takes over from 256 bytes on. */
const kernel = csvKernel(Infinity, Infinity);

runSeveralCases(
  "CSV by the kernel",
  { csv: newCsvDecoder, tsv: (options) => newCsvDecoder(options, "tsv") },
  { times: 50, numRuns: 40 },
);

const byKernel = (data: Source, options: OutcomeOptions) => outcome(newCsvDecoder, data, options);
const inTypeScript = (data: Source, options: OutcomeOptions) => outcome(newCsvReader, data, options);

/** The kernel's outcome, which has to be the reader's. */
function both(data: string, options: OutcomeOptions): Outcome {
  const got = byKernel(data, options);
  expect(got).toEqual(inTypeScript(data, options));
  return got;
}

const numbersTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

describe("CSV by the kernel", () => {
  test("the kernel runs here", () => {
    expect(kernel).toBeDefined();
  });

  test.each([2, MOST_COLUMNS - 1, MOST_COLUMNS, MOST_COLUMNS + 1])(
    "takes %d columns, or leaves them",
    (count) => {
      const row = numbersTo(count).join(",");
      const data = `${row}\n`.repeat(500);
      const options = { header: false, column: numbersTo(count) };
      expect(both(data, options)).toMatchObject({
        columns: numbersTo(count).map((i) => ({ total: `${500 * i}e0`, count: 500 })),
      });
      expect(both(data, { ...options, by: 1, groups: true })).toMatchObject({
        groups: [["1", ...numbersTo(count).flatMap((i) => [`${500 * i}e0`, 500])]],
      });
      expect(both(`${data}${row.replace("2", "x")}\n${data}`, options)).toHaveProperty("error");
    },
  );

  test.each([2, MOST_KEY_FIELDS - 1, MOST_KEY_FIELDS, MOST_KEY_FIELDS + 1])(
    "takes keys of %d fields, or leaves them",
    (count) => {
      const data = `${numbersTo(count).join(",")}\n`.repeat(500);
      const options = { header: false, column: 2, by: numbersTo(count), groups: true };
      expect(both(data, options)).toMatchObject({ total: "1000e0", count: 500 });
    },
  );

  test("joins keys of up to 256 bytes, however they are parted", () => {
    for (const parts of [2, 3, 5]) {
      for (let length = 250; length < 262; length++) {
        const rows = Array.from({ length: 40 }, (_, i) => {
          const first = "k".repeat((i * 7) % (length - parts + 2));
          const last = "l".repeat(length - parts + 1 - first.length);
          return [first, ...Array.from({ length: parts - 2 }, () => ""), last, i].join(",");
        });
        const options = { header: false, column: parts + 1, by: numbersTo(parts), groups: true };
        expect(both(`${rows.join("\n")}\n`.repeat(4), options)).toMatchObject({ count: 160 });
      }
    }
  });

  test("adds a row of which one number has to wait in no column before that", () => {
    const cells = ["1", "0.5", "", "1e3", "123456789012", ".00000000001", "x", " 2 ", "99999999999999"];
    const rows = Array.from({ length: 6000 }, (_, i) =>
      [i % 3, cells[i % 4], cells[(i * i) % 9], cells[Math.floor(i / 500) % 9], cells[(i * 5) % 9]].join(","),
    );
    for (const by of [1, [1, 2]]) {
      const options = { header: false, column: [2, 3, 4, 5], by, groups: true, skipInvalid: true };
      expect(both(`${rows.join("\n")}\n`, options)).toHaveProperty("groups");
    }
  });

  test("lists the slow literals of whole rows", () => {
    for (const columns of [2, 3, 5, MOST_COLUMNS]) {
      const row = Array.from({ length: columns }, () => "1e1").join(",");
      for (const count of [1, 2, 3].flatMap((lists) =>
        [-1, 0, 1].map((more) => lists * Math.floor(1024 / columns) + more),
      )) {
        const options = { header: false, column: `1-${columns}` };
        expect(both(`${row}\n`.repeat(count), options)).toMatchObject({
          columns: Array.from({ length: columns }, () => ({ total: `${count}0e0`, count })),
        });
      }
    }
  });

  test("of several faults in several columns the first is told", () => {
    const faults = ["z,5,5\n", "5,z,5\n", "5,5,z\n", "5,1e9999,z\n", "5,5\n", '5,"x"y,z\n'];
    for (const first of faults) {
      for (const second of faults) {
        const data = `${"1,2,3\n".repeat(800)}${first}${"1,2,3\n".repeat(500)}${second}${"1,2,3\n".repeat(100)}`;
        for (const column of [
          [1, 2, 3],
          [3, 1],
          [2, 2],
        ]) {
          for (const more of [{}, { skipInvalid: true }, { by: [1, 2], groups: true }]) {
            const options = { header: false, column, ...more };
            expect(byKernel(data, options)).toEqual(inTypeScript(data, options));
          }
        }
      }
    }
  });

  test("tables of other columns that are read in between change nothing", () => {
    const tables: readonly OutcomeOptions[] = [
      { column: [2, 3], by: [1], groups: true },
      { column: [3], by: [1, 2], groups: true },
      { column: [1, 2, 3] },
      { column: 3, by: 1, groups: true },
    ].map((options) => ({ header: false, ...options }));
    const piece = numbersTo(200)
      .map((i) => `${i % 5},${i % 3},${i}.5\n`)
      .join("");
    const pieces = [piece, piece, piece].map(bytesOf);
    function* withOthersBetween(lent: readonly Uint8Array[]) {
      for (const one of lent) {
        yield one;
        for (const options of tables) byKernel(piece, options);
      }
    }
    for (const options of tables) {
      const got = outcome(newCsvDecoder, pieces, options, withOthersBetween);
      expect(got).toEqual(inTypeScript(pieces, options));
    }
  });
});
