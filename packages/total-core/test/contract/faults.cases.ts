/** Bad bytes: the code and the place of the first fault, wherever they are cut and however many good rows stand before it. */
import type { StreamNumbersOptions } from "../../src/index.js";
import {
  bytesOf,
  cuts,
  equal,
  group,
  piecesOf,
  streamOf,
  thrownBy,
  type Case,
  type Library,
} from "./case.js";

interface Sample {
  readonly options: StreamNumbersOptions;
  readonly head?: string;
  /** One line that is right. */
  readonly good: string;
  readonly bad: string;
  /** The error, up to where it may say more, with `LINE` for the line of `bad`. */
  readonly error: string;
}

const SAMPLES: Readonly<Record<string, Sample>> = {
  "a word in text": {
    options: { format: "text" },
    good: "1 2.5\n",
    bad: "3 x1 4\n",
    error: 'BAD_NUMBER: n:LINE:3: expected a number, got "x1"',
  },
  "a literal past the bounds": {
    options: { format: "text" },
    good: "1\n",
    bad: "1e5000\n",
    error: "EXPONENT_RANGE: n:LINE:1: expected ",
  },
  "NUL in text": {
    options: { format: "text" },
    good: "1\n",
    bad: "2\0",
    error: "BAD_NUMBER: n:LINE:1: expected a number",
  },
  "a bad cell": {
    options: { format: "csv", column: "b" },
    head: "a,b\n",
    good: "x,1\n",
    bad: 'y,"1,5"\n',
    error: 'BAD_NUMBER: n:LINE:3: expected a number, got "1,5"',
  },
  "a ragged row": {
    options: { format: "csv", column: "b" },
    head: "a,b\n",
    good: "x,1\n",
    bad: "y,2,3\n",
    error: "BAD_FORMAT: n:LINE:1: expected ",
  },
  "a quote out of place": {
    options: { format: "csv", column: "b" },
    head: "a,b\n",
    good: "x,1\n",
    bad: 'nail 5" long,2\n',
    error: "BAD_FORMAT: n:LINE:7: expected ",
  },
  "a quote that is never closed": {
    options: { format: "csv", column: "b" },
    head: "a,b\n",
    good: "x,1\n",
    bad: '"y,2\nz,3\n',
    error: "BAD_FORMAT: n:LINE:1: expected ",
  },
  "a hole in a list": {
    options: { format: "json" },
    head: "[\n",
    good: "1,\n",
    bad: "2,,3]",
    error: "BAD_FORMAT: n:LINE:3: expected ",
  },
  "a list without its end": {
    options: { format: "json" },
    head: "[\n",
    good: "1,\n",
    bad: "2,3",
    error: "BAD_FORMAT: n:LINE:4: expected ",
  },
  "a string in a list": {
    options: { format: "json" },
    head: "[\n",
    good: "1,\n",
    bad: '2,"3"]',
    error: "BAD_NUMBER: n:LINE:3: expected a number, got ",
  },
  "a missing field": {
    options: { format: "ndjson", field: "a" },
    good: '{"a":1}\n',
    bad: '{"b":2}\n',
    error: "NO_COLUMN: n:LINE:1: expected ",
  },
  "a bad number in a field": {
    options: { format: "ndjson", field: "a" },
    good: '{"a":1}\n',
    bad: '{"b":2,"a":"1,5"}\n',
    error: "BAD_NUMBER: n:LINE:12: expected a number, got ",
  },
  "a malformed line": {
    options: { format: "ndjson", field: "a" },
    good: '{"a":1}\n',
    bad: '{"a":2\n{"a":3}\n',
    error: "BAD_FORMAT: n:LINE:7: expected ",
  },
};

/** Below these a kernel is not asked. */
const LONG_BYTES = 50_000;

async function check(library: Library, sample: Sample): Promise<void> {
  const { options, head = "", good, bad, error } = sample;
  const errorOf = async (pieces: Iterable<Uint8Array>) => {
    const { streamNumbers, totalOf } = library;
    return thrownBy(() => totalOf(streamNumbers(streamOf(pieces), { ...options, name: "n" })));
  };
  const lines = (rows: number) => (head === "" ? 1 : 2) + rows;
  const expected = (rows: number) => error.replace("LINE", String(lines(rows)));
  const bytes = bytesOf(head + good + bad);
  for (const pieces of cuts(bytes)) startsWith(await errorOf(pieces), expected(1));
  startsWith(await errorOf(piecesOf(bytes, 1)), expected(1));
  const many = Math.ceil(LONG_BYTES / good.length);
  const long = bytesOf(head + good.repeat(many) + bad);
  for (const length of [1001, 65_536]) startsWith(await errorOf(piecesOf(long, length)), expected(many));
}

function startsWith(got: string, expected: string): void {
  equal(got.slice(0, expected.length), expected);
}

/** Whole inputs, and the code of their error. */
const WHOLE: readonly (readonly [code: string, options: StreamNumbersOptions, text: string])[] = [
  ["BAD_FORMAT", { format: "json" }, ""],
  ["BAD_FORMAT", { format: "json" }, "[01]"],
  ["BAD_FORMAT", { format: "json" }, "[NaN]"],
  ["BAD_FORMAT", { format: "json" }, "[1] 2"],
  ["BAD_NUMBER", { format: "json" }, "5"],
  ["BAD_NUMBER", { format: "json" }, "{}"],
  ["NO_COLUMN", { format: "csv" }, ""],
  ["NO_COLUMN", { format: "csv" }, "a,b\n1,2\n"],
  ["NO_COLUMN", { format: "csv", column: "c" }, "a,b\n1,2\n"],
  ["NO_COLUMN", { format: "csv", column: "a" }, "a,a\n1,2\n"],
  ["BAD_FORMAT", { format: "f64" }, "1234567"],
  ["UNSUPPORTED", {}, "BZh91AY&SY"],
];

export const faults: readonly Case[] = [
  ...group(
    "the first fault",
    Object.fromEntries(
      Object.entries(SAMPLES).map(([name, sample]) => [name, (library: Library) => check(library, sample)]),
    ),
  ),
  ...group("a fault", {
    "has its code": async ({ streamNumbers, totalOf }) => {
      for (const [code, options, text] of WHOLE) {
        const api = streamNumbers(streamOf([bytesOf(text)]), options);
        equal((await thrownBy(() => totalOf(api))).split(":")[0], code);
      }
    },
    "is a TotalError with place, expected, got and hints": async ({ streamNumbers, totalOf, TotalError }) => {
      const api = streamNumbers(streamOf([bytesOf("1\n 2,5")]), { format: "text", name: "a.txt" });
      const error: unknown = await totalOf(api).catch((reason: unknown) => reason);
      equal(error instanceof TotalError && error instanceof Error, true);
      const { code, place, expected, got, headline, hints } = error as InstanceType<typeof TotalError>;
      equal(
        { code, place, expected, got, headline },
        {
          code: "BAD_NUMBER",
          place: { source: "a.txt", line: 2, column: 2, offset: 3 },
          expected: "a number",
          got: '"2,5"',
          headline: 'a.txt:2:2: expected a number, got "2,5"',
        },
      );
      equal(
        hints
          .map((hint) => JSON.stringify(hint))
          .join()
          .includes('"decimal"'),
        true,
      );
    },
    "of misuse is a TypeError or a RangeError, at once": async ({
      streamNumbers,
      checkFormatOptions,
      isOptionError,
    }) => {
      const kind = async (stream: unknown, options: object) =>
        (await thrownBy(() => streamNumbers(stream as ReadableStream<Uint8Array>, options))).split(":")[0];
      equal(await kind("1 2", {}), "TypeError");
      equal(await kind(new Uint8Array(3), {}), "TypeError");
      equal(await kind([], { format: "xml" }), "TypeError");
      equal(await kind([], { format: "text", decimal: "1" }), "RangeError");
      try {
        checkFormatOptions("csv", { delimiter: ";;" });
        throw new Error("two characters are a delimiter");
      } catch (error) {
        equal(isOptionError(error) && error.option, "delimiter");
      }
    },
  }),
];
