/** Every format in bytes: short ones cut at every byte, long ones for the kernels. */
import type { StreamNumbersOptions } from "../../src/index.js";
import { plainDigits, type Decimal } from "../../src/testing/oracle.js";
import {
  bytesOf,
  cuts,
  equal,
  group,
  piecesOf,
  repeated,
  streamOf,
  type Case,
  type Library,
} from "./case.js";

/** Rows that may stand there any number of times. */
interface Sample {
  readonly options: StreamNumbersOptions;
  readonly skipInvalid?: boolean;
  readonly head?: string;
  /** How many numbers, all of them zeros, stand in the head. */
  readonly zeros?: number;
  readonly row: string;
  readonly tail?: string;
  /** The total of one row. */
  readonly total: Decimal;
  readonly count: number;
  readonly empty?: number;
  readonly missing?: number;
  readonly skipped?: number;
}

const decimal = (coefficient: bigint, exponent: number): Decimal => ({ coefficient, exponent });

const SAMPLES: Readonly<Record<string, Sample>> = {
  text: { options: { format: "text" }, row: "0.1 -2\n+3e-2\r\n5.\t.5 ", total: decimal(363n, -2), count: 5 },
  "text after a byte-order mark, its format unknown": {
    options: {},
    head: "\ufeff",
    row: "1.25\n",
    total: decimal(125n, -2),
    count: 1,
  },
  "text with other signs": {
    options: { format: "text", thousands: ".", decimal: "," },
    row: "1.234.567,89 -1,5\n",
    total: decimal(123456639n, -2),
    count: 2,
  },
  "amounts of money": {
    options: { format: "text", money: true },
    row: "€1.50\n(€0.25)\n2€\n0.01-\n",
    total: decimal(324n, -2),
    count: 4,
  },
  "text with bad numbers that are skipped": {
    options: { format: "text" },
    skipInvalid: true,
    row: "1 x 2,5 3\n",
    total: decimal(4n, 0),
    count: 2,
    skipped: 2,
  },
  "CSV of one column": {
    options: { format: "csv" },
    head: "a\n",
    row: "0.1\n\n-1e2\r\n",
    total: decimal(-999n, -1),
    count: 2,
  },
  "CSV with quotes": {
    options: { format: "csv", column: "amount" },
    head: 'name,"amount"\n',
    row: '"nail 5"", long\nor so",1.25\nb,""\nc,"2"\n',
    total: decimal(325n, -2),
    count: 2,
    empty: 1,
  },
  "CSV without quotes": {
    options: { format: "csv", column: "n", quotes: false },
    head: "k,n\n",
    row: 'nail 5" long,1.5\n',
    total: decimal(15n, -1),
    count: 1,
  },
  "CSV with semicolons and decimal commas": {
    options: { format: "csv", column: "n", decimal: "," },
    head: "k;n\n",
    row: "a;1,5\nb;-0,25\n",
    total: decimal(125n, -2),
    count: 2,
  },
  "CSV without a header": {
    options: { format: "csv", column: 2, header: false, skipLines: 1, comment: "#" },
    head: "made by hand\n",
    row: "# a comment, 5\nx,1\ny,\n",
    total: decimal(1n, 0),
    count: 1,
    empty: 1,
  },
  "aligned columns": {
    options: { format: "csv", column: "SIZE", delimiter: "whitespace" },
    head: "NAME  SIZE\n",
    row: "a       10\nbcd      7\n",
    total: decimal(17n, 0),
    count: 2,
  },
  TSV: {
    options: { format: "tsv", column: "n" },
    head: "n\tk\n",
    row: "1.5\ta\n\tb\n",
    total: decimal(15n, -1),
    count: 1,
    empty: 1,
  },
  "a JSON list": {
    options: { format: "json" },
    head: " [0",
    zeros: 1,
    row: ", 0.1,-2E2\n",
    tail: "] ",
    total: decimal(-1999n, -1),
    count: 2,
  },
  "a JSON list, its format unknown": {
    options: {},
    head: "[0",
    zeros: 1,
    row: ",0.1",
    tail: "]",
    total: decimal(1n, -1),
    count: 1,
  },
  "objects in JSON": {
    options: { format: "json", field: "a.b" },
    head: '[{"a":{"b":0}}',
    zeros: 1,
    row: ',{"x":["]",{"b":9}],"a":{"c":"\\"é","b":"1.5"}},{"a":{"b":null}},{"a":{"b":1,"b":2}}',
    tail: "]",
    total: decimal(35n, -1),
    count: 2,
    empty: 1,
  },
  "a list inside a JSON object": {
    options: { format: "json", field: "/a~1b" },
    head: '{"x":[7],"a/b":[0',
    zeros: 1,
    row: ",1.5",
    tail: '],"y":{}}',
    total: decimal(15n, -1),
    count: 1,
  },
  NDJSON: {
    options: { format: "ndjson", field: "items.price", skipMissing: true },
    row: '{"items":[{"price":0.1},{"price":"2"}]}\n{"items":{"price":""}}\n{"other":1}\n{"items":[]}\n',
    total: decimal(21n, -1),
    count: 2,
    empty: 2,
    missing: 1,
  },
  "NDJSON of numbers": {
    options: { format: "ndjson" },
    row: "0.1\n-5\n",
    total: decimal(-49n, -1),
    count: 2,
  },
};

/** Below these a kernel is not asked. */
const LONG_BYTES = 50_000;

const outcomeOf = async (
  { streamNumbers, totalOf }: Library,
  pieces: Iterable<Uint8Array>,
  sample: Sample,
) => {
  const { options, skipInvalid } = sample;
  let last: object = {};
  const total = await totalOf(streamNumbers(streamOf(pieces), options), {
    skipInvalid,
    onProgress: (progress) => (last = progress),
  });
  return { total: String(total), ...last };
};

function expectedOf(sample: Sample, rows: number, bytes: Uint8Array): object {
  const { coefficient, exponent } = sample.total;
  return {
    total: plainDigits({ coefficient: coefficient * BigInt(rows), exponent }),
    count: sample.count * rows + (sample.zeros ?? 0),
    bytes: bytes.length,
    empty: (sample.empty ?? 0) * rows,
    missing: (sample.missing ?? 0) * rows,
    skipped: (sample.skipped ?? 0) * rows,
  };
}

function bytesOfRows({ head = "", row, tail = "" }: Sample, rows: number): Uint8Array {
  return bytesOf(head + row.repeat(rows) + tail);
}

async function shortInPieces(library: Library, sample: Sample): Promise<void> {
  const bytes = bytesOfRows(sample, 1);
  const expected = expectedOf(sample, 1, bytes);
  for (const pieces of cuts(bytes)) equal(await outcomeOf(library, pieces, sample), expected);
  const more = bytesOfRows(sample, 3);
  equal(await outcomeOf(library, piecesOf(more, 1), sample), expectedOf(sample, 3, more));
}

async function longInPieces(library: Library, sample: Sample): Promise<void> {
  const rows = Math.ceil(LONG_BYTES / sample.row.length);
  const bytes = bytesOfRows(sample, rows);
  const expected = expectedOf(sample, rows, bytes);
  for (const length of [1001, 65_536]) {
    equal(await outcomeOf(library, piecesOf(bytes, length), sample), expected);
  }
}

const ofSamples = (run: (library: Library, sample: Sample) => Promise<void>) =>
  Object.fromEntries(
    Object.entries(SAMPLES).map(([name, sample]) => [name, (library: Library) => run(library, sample)]),
  );

const SALES = bytesOf("north,May,1.5,1\nsouth,May,2,0.1\nnorth,June,-0.5,1\n");
const SALES_HEAD = bytesOf("region,month,amount,tax\n");

export const formats: readonly Case[] = [
  ...group("bytes that are cut anywhere", ofSamples(shortInPieces)),
  ...group("long bytes", ofSamples(longInPieces)),
  ...group("bytes", {
    "f64 are binary64 numbers": async ({ streamNumbers, totalOf }) => {
      const row = new Uint8Array(24);
      const view = new DataView(row.buffer);
      [0.1, 0.2, -1e300].forEach((x, i) => view.setFloat64(8 * i, x, true));
      for (const [rows, length] of [
        [1, 1],
        [1, 7],
        [5000, 1001],
        [5000, 65_536],
      ] as const) {
        const bytes = repeated(row, rows);
        const total = await totalOf(streamNumbers(streamOf(piecesOf(bytes, length)), { format: "f64" }));
        equal(total.add(1e300).count, 3 * rows + 1);
        for (let i = 1; i < rows; i++) total.add(1e300);
        equal(total.toString(), rows === 1 ? "0.30000000000000004" : "1500");
      }
    },
    "several columns and keys of several parts": async ({ streamNumbers, totalsOf }) => {
      const options = { format: "csv", column: ["amount", "tax"], by: ["region", "month"] } as const;
      for (const rows of [1, 1500]) {
        const bytes = [SALES_HEAD, ...piecesOf(repeated(SALES, rows), 1001)];
        const { columns, groups } = await totalsOf(streamNumbers(streamOf(bytes), options));
        const times = (tenths: number) => plainDigits(decimal(BigInt(tenths * rows), -1));
        equal(
          columns.map(({ column, total }) => [column, String(total)]),
          [
            ["amount", times(30)],
            ["tax", times(21)],
          ],
        );
        equal(
          groups.map(({ keys, totals }) => [keys, totals.map(String)]),
          [
            [
              ["north", "May"],
              [times(15), times(10)],
            ],
            [
              ["south", "May"],
              [times(20), times(1)],
            ],
            [
              ["north", "June"],
              [times(-5), times(10)],
            ],
          ],
        );
      }
    },
    "keys in any script": async ({ streamNumbers, totalsBy }) => {
      const row = bytesOf('{"k":"žluť","n":1}\n{"k":"","n":0.5}\n{"k":"\\ud83d\\ude00","n":2}\n');
      for (const rows of [1, 1000]) {
        const stream = streamOf(piecesOf(repeated(row, rows), 1001));
        const { total, groups } = await totalsBy(
          streamNumbers(stream, { format: "ndjson", field: "n", by: "k" }),
        );
        equal(String(total), String(3.5 * rows));
        equal(
          [...groups].map(([key, sum]) => [key, String(sum)]),
          [
            ["žluť", String(rows)],
            ["", String(0.5 * rows)],
            ["😀", String(2 * rows)],
          ],
        );
      }
    },
  }),
];
