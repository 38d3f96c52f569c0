/** How many numbers the kernels' sums by column take before they are folded: at the bound, and with the counter anywhere just before it. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { startOfSource } from "../decode/position.js";
import { bytesOf } from "../testing/recorder.js";
import type { Position } from "../contract/decoder.js";
import type { NumbersSink } from "../contract/sink.js";
import { around, workbench } from "./counters.cases.js";
import { CsvKernel, type ColumnRows, type CsvExports } from "./csv.js";
import { COLUMN_BYTES, COLUMNS, ACCUMULATOR as CSV_ACCUMULATOR } from "./csv.generated.js";
import { wasm as csvWasm } from "./csv-workbench.generated.js";
import { kernelMemory } from "./memory.js";
import { ObjectsKernel, type ObjectRows, type ObjectsExports } from "./objects.js";
import { ACCUMULATOR, LITERALS_PER_FOLD } from "./objects.generated.js";
import { wasm as objectsWasm } from "./objects-workbench.generated.js";
import { sumOfLiterals } from "../testing/outcome.js";
import type { RowsReader } from "./rows.js";
import { TextKernel, type TextExports } from "./text.js";
import { wasm as textWasm } from "./text-workbench.generated.js";

interface TextWorkbench extends TextExports {
  setBlocksLeft(blocks: number): void;
}

/** The common part of the workbenches of the kernels that read rows (assembly/simd/digit-columns.ts). */
interface Accumulators {
  setLiterals(accumulator: number, literals: number): void;
}

const memory = kernelMemory()!;
const text = workbench<TextWorkbench>(textWasm);
const csv = workbench<CsvExports & Accumulators>(csvWasm);
const objects = workbench<ObjectsExports & Accumulators>(objectsWasm);
const textKernel = new TextKernel(text, memory);
const csvKernel = new CsvKernel(csv, memory);
const objectsKernel = new ObjectsKernel(objects, memory);

const ROWS: ColumnRows = {
  fields: 1,
  columns: [0],
  keys: [],
  delimiter: 0x2c,
  quotes: true,
  plainNumbers: true,
};
/** Rows of two numbers, of which the first is missing. */
const PAIRS: ColumnRows = { ...ROWS, fields: 2, columns: [0, 1] };
const LINES: ObjectRows = { places: [], numbers: 1, keys: 0, areLines: true };

/** The sum of what a kernel adds of the input, as digits, and the count. */
function added(
  input: string,
  add: (begin: number, end: number, sink: NumbersSink, position: Position) => number,
): { readonly sum: string; readonly count: number } {
  const bytes = bytesOf(input);
  const origin = memory.place(bytes);
  const got = { sum: 0n, count: 0 };
  const sink: NumbersSink = {
    decimal(coefficient, exponent, count = 1) {
      got.sum += BigInt(coefficient) * 10n ** BigInt(64 + exponent);
      got.count += count;
    },
    doubles() {},
    empty() {},
    skipped() {},
  };
  const taken = add(origin, origin + bytes.length, sink, startOfSource());
  expect(taken).toBe(bytes.length);
  const digits = got.sum.toString().replace("-", "").padStart(65, "0");
  const literal = `${got.sum < 0n ? "-" : ""}${digits.slice(0, -64)}.${digits.slice(-64)}`;
  return { sum: sumOfLiterals([literal]), count: got.count };
}

const expected = (literals: readonly string[]) => ({ sum: sumOfLiterals(literals), count: literals.length });
const reader = (sink: NumbersSink, position: Position): RowsReader => ({
  sink,
  position,
  addSlowLiteral: () => false,
});

/** By name: adds lines of a number each; and sets the counter, so that so many more fit. */
const KERNELS = {
  text: {
    add: (lines: string) =>
      added(lines, (begin, end, sink, position) => textKernel.addText(begin, end, sink, position)),
    setLeft: (left: number) => text.setBlocksLeft(left),
  },
  "JSON array": {
    add: (lines: string) =>
      added(lines.replaceAll("\n", ","), (begin, end, sink, position) =>
        textKernel.addElements(begin, end, sink, position),
      ),
    setLeft: (left: number) => text.setBlocksLeft(left),
  },
  CSV: {
    add: (lines: string) =>
      added(
        lines,
        (begin, end, sink, position) => csvKernel.addRows(ROWS, begin, end, reader(sink, position)).bytes,
      ),
    setLeft: (left: number) => csv.setLiterals(CSV_ACCUMULATOR, LITERALS_PER_FOLD - left),
  },
  "CSV, second column": {
    add: addPairs,
    setLeft: (left: number) => csv.setLiterals(COLUMNS + COLUMN_BYTES, LITERALS_PER_FOLD - left),
  },
  NDJSON: {
    add: addLines,
    setLeft: (left: number) => objects.setLiterals(ACCUMULATOR, LITERALS_PER_FOLD - left),
  },
};

/** The sum of the second column. */
function addPairs(lines: string) {
  return added(lines.replaceAll(/.+/g, ",$&"), (begin, end, sink, position) => {
    let isSecond = false;
    const secondSink: NumbersSink = {
      ...sink,
      decimal: (...args) => (isSecond ? sink.decimal(...args) : undefined),
      column: (index) => void (isSecond = index === 1),
    };
    return csvKernel.addRows(PAIRS, begin, end, reader(secondSink, position)).bytes;
  });
}

function addLines(lines: string) {
  return added(
    lines,
    (begin, end, sink, position) => objectsKernel.addRows(LINES, begin, end, reader(sink, position)).bytes,
  );
}

const LITERAL = fc
  .tuple(fc.constantFrom("", "-"), fc.bigInt(0n, 10n ** 14n), fc.constantFrom("", ".5", ".07", ".999"))
  .map(([sign, integer, fraction]) => `${sign}${integer}${fraction}`);

test.each(Object.entries(KERNELS))(
  "%s: every digit counts, with the counter anywhere just before its bound",
  (_name, { add, setLeft }) => {
    fc.assert(
      fc.property(
        fc.array(LITERAL, { minLength: 30, maxLength: 60 }),
        fc.integer({ min: 1, max: 12 }),
        (literals, left) => {
          setLeft(left);
          expect(add(literals.map((literal) => `${literal}\n`).join(""))).toEqual(expected(literals));
        },
      ),
    );
  },
);

// The blocks of text and of arrays are in text.test.ts and json.test.ts.
test.each([
  ["CSV", KERNELS.CSV.add, ["9", "-9", ".9", "9."]],
  ["CSV, second column", addPairs, ["9", "-9", ".9", "9."]],
  ["NDJSON, in halves", addLines, ["9", "-9"]],
] as const)("%s: as many digits as fit before a fold, and a few less or more", (_name, add, digits) => {
  for (const literal of digits) {
    for (const count of [...around(LITERALS_PER_FOLD), ...around(2 * LITERALS_PER_FOLD)]) {
      const literals = Array.from({ length: count }, () => literal);
      expect(add(`${literal}\n`.repeat(count))).toEqual(expected(literals));
    }
  }
});
