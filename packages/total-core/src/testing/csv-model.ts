/** CSV as plainly as it can be read: the whole text at once, by regular expressions. It is right as far as it is evident. */
import * as fc from "fast-check";
import { type Outcome, sumOfLiterals } from "./outcome.js";

export interface ModelOptions {
  readonly delimiter: string;
  /** `undefined`: yes, but nobody has confirmed it. */
  readonly header: boolean | undefined;
  readonly quotes: boolean;
  /** A position; without one there has to be one column. */
  readonly column: number | undefined;
  readonly skipInvalid: boolean;
}

interface Field {
  readonly text: string;
  /** Where it begins, with its quote. */
  readonly at: number;
  readonly isQuoted: boolean;
}

/** `BAD_NUMBER 2:3 @5`; the words of an error are not modelled. */
class Fault extends Error {}

/** @param text of ASCII, so that a character is a byte */
export function csvModel(text: string, options: ModelOptions): Outcome {
  try {
    return totalOfRows(text, options);
  } catch (error) {
    if (error instanceof Fault) return { error: error.message };
    throw error;
  }
}

function totalOfRows(text: string, { header, column, skipInvalid, ...dialect }: ModelOptions): Outcome {
  const fault = (code: string, at: number): Fault => {
    const before = text.slice(0, at).split("\n");
    return new Fault(`${code} ${before.length}:${before.at(-1)!.length + 1} @${at}`);
  };
  const literals: string[] = [];
  let columns: number | undefined;
  let picked = 0;
  let empty = 0;
  let skipped = 0;
  for (let at = 0; ;) {
    const blank = matchAt(/ *\r?\n| *$/y, text, at);
    if (blank !== undefined) {
      at += blank.length;
      if (at === text.length && !blank.endsWith("\n")) break;
      continue;
    }
    const isHeader = columns === undefined && header !== false;
    const { fields, end } = readRow(text, at, { ...dialect, fault, columns, isHeader });
    if (columns !== undefined && fields.length !== columns) throw fault("BAD_FORMAT", at);
    if (columns === undefined) {
      columns = fields.length;
      if (column === undefined ? columns > 1 : column > columns)
        throw fault("NO_COLUMN", lineStart(text, at));
      picked = column === undefined ? 0 : column - 1;
    }
    const field = fields[picked]!;
    const cell = trimmed(field.text);
    const isNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(cell);
    if (isHeader) {
      if (isNumber && header === undefined) throw fault("NO_COLUMN", tokenStart(field));
    } else if (cell === "") empty++;
    else if (isNumber) literals.push(cell);
    else if (skipInvalid) skipped++;
    else throw fault("BAD_NUMBER", tokenStart(field));
    at = end;
  }
  if (columns === undefined) throw fault("NO_COLUMN", text.length);
  return { total: sumOfLiterals(literals), count: literals.length, empty, skipped };
}

interface RowOptions extends Pick<ModelOptions, "delimiter" | "quotes"> {
  readonly fault: (code: string, at: number) => Fault;
  /** The number of fields that each row has to have. */
  readonly columns: number | undefined;
  readonly isHeader: boolean;
}

function readRow(
  text: string,
  start: number,
  { delimiter, quotes, fault, columns, isHeader }: RowOptions,
): { readonly fields: Field[]; readonly end: number } {
  const fields: Field[] = [];
  for (let at = start; ;) {
    const isQuoted = quotes && text[at] === '"';
    const content = isQuoted
      ? matchAt(/"(?:[^"]|"")*"(?!")/y, text, at)
      : matchAt(/(?:(?!\r?\n)[^])*/y, text, at)!.split(delimiter)[0];
    if (content === undefined) throw fault("BAD_FORMAT", at);
    const end = at + content.length;
    const lineEnd = matchAt(/\r?\n|$/y, text, end);
    if (isQuoted && lineEnd === undefined && text[end] !== delimiter) throw fault("BAD_FORMAT", end - 1);
    if (!isQuoted && quotes && content.includes('"')) throw fault("BAD_FORMAT", at + content.indexOf('"'));
    const field = { text: isQuoted ? content.slice(1, -1).replaceAll('""', '"') : content, at, isQuoted };
    if (isHeader && !isQuoted && content.includes("\r")) throw fault("BAD_FORMAT", tokenStart(field));
    fields.push(field);
    if (lineEnd !== undefined) return { fields, end: end + lineEnd.length };
    if (fields.length === columns) throw fault("BAD_FORMAT", start);
    at = end + 1;
  }
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function trimmed(text: string): string {
  return text.replace(/^ +| +$/g, "");
}

function tokenStart({ text, at, isQuoted }: Field): number {
  return isQuoted ? at : at + /^ */.exec(text)![0].length;
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf("\n", at - 1) + 1;
}

// prettier-ignore
const PARTS = [
  ",", ",", ",", "\n", "\n", "\r\n", "\r", " ", "  ", '"', '""', '""""', "1", "-2.5", "x", "a", "\t",
  '"1"', '"a,b"', '"c\nd"', '"\r\n"', "\n\n", "1,2\n", 'a,"b"\n', "\n1,2,3", '"",', " 7 ",
];

/** Texts; some are CSV, and most are nearly so. */
export const nearCsv: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...PARTS), { maxLength: 16 })
  .map((parts) => parts.join(""));

/** `a,b` and the like before it, so that more of what follows is rows. */
export const nearCsvWithHeader: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom("n", "a,b", "a,b,c", '"a\n",b', "", " a , b "),
    fc.constantFrom("\n", "\r\n"),
    nearCsv,
  )
  .map((parts) => parts.join(""));

export const modelOptions: fc.Arbitrary<ModelOptions> = fc.record({
  delimiter: fc.constantFrom(",", ",", ",", ";", "\t", " ", "x"),
  header: fc.constantFrom(undefined, true, false),
  quotes: fc.boolean(),
  column: fc.constantFrom(undefined, 1, 2, 3),
  skipInvalid: fc.boolean(),
});

export interface Table {
  readonly text: string;
  /** The column of numbers. */
  readonly column: string;
  /** The content of the cell; spaces or nothing are empty. */
  readonly cells: readonly string[];
}

const OTHER_COLUMNS = ["a", "b", "c", "d", "e", "f"];

/** Tables, written with quotes where they are needed and where they are not. */
export function tables(delimiter: string): fc.Arbitrary<Table> {
  const anything = fc.string({ unit: fc.constantFrom(...`ab1, ;\t\r\n"'é\u2028`), maxLength: 6 });
  const digits = fc.tuple(fc.bigInt(), fc.constantFrom("", ".5", ".00", ".")).map((parts) => parts.join(""));
  const row = fc.record({
    number: fc.oneof({ weight: 5, arbitrary: digits }, fc.constantFrom("", " ", "   ")),
    others: fc.array(anything, { minLength: OTHER_COLUMNS.length, maxLength: OTHER_COLUMNS.length }),
    quoting: fc.integer({ min: 0, max: 2 }),
  });
  return fc
    .record({
      before: fc.integer({ min: 0, max: 3 }),
      after: fc.integer({ min: 0, max: 3 }),
      lineEnd: fc.constantFrom("\n", "\r\n"),
      blank: fc.constantFrom("", "  "),
      rows: fc.array(row, { maxLength: 8 }),
    })
    .map(({ before, after, lineEnd, blank, rows }) => {
      const line = (others: readonly string[], cell: string, quoting: number) =>
        [...others.slice(0, before), cell, ...others.slice(others.length - after)]
          .map((content, i, { length }) =>
            (i + quoting) % 3 === 0 || length === 1 || needsQuotes(content, delimiter)
              ? quoted(content)
              : content,
          )
          .join(delimiter);
      const header = line(OTHER_COLUMNS, "n", 1);
      const lines = rows.flatMap(({ number, others, quoting }) => [line(others, number, quoting), blank]);
      return { text: [header, ...lines].join(lineEnd), column: "n", cells: rows.map(({ number }) => number) };
    });
}

function needsQuotes(content: string, delimiter: string): boolean {
  return content.includes(delimiter) || /["\n\r]/.test(content);
}

function quoted(content: string): string {
  return `"${content.replaceAll('"', '""')}"`;
}
