import { CR, LF, QUOTE, SPACE, TAB } from "../../basics/ascii.js";
import { optionError } from "../../basics/option-values.js";
import type { Format, FormatOptions } from "../../contract/numbers-api.js";

/** How the rows of a CSV are written. */
export interface CsvDialect {
  /** A byte, neither CR, LF nor a quote; or {@link WHITESPACE}. */
  readonly delimiter: number | typeof WHITESPACE;
  /** Whether the first row names the columns. */
  readonly header: boolean;
  /** Whether fields may stand in quotes; otherwise quotes are bytes like any others. */
  readonly quotes: boolean;
  /** A line that begins with this byte, outside a quoted field, is no row. */
  readonly comment: number | undefined;
  /** A character in the first row that may be the true delimiter. */
  readonly otherDelimiter: string | undefined;
}

/** The delimiter of rows whose fields stand between runs of spaces and tabs. Quotes have no meaning in them. */
export const WHITESPACE = "whitespace";

/** The formats that the CSV decoder reads. */
export type CsvFormat = "csv" | "tsv";

export const USUAL_DELIMITERS: Readonly<Record<CsvFormat, string>> = { csv: ",", tsv: "\t" };

export function isCsv(format: Format): format is CsvFormat {
  return Object.hasOwn(USUAL_DELIMITERS, format);
}

/** The delimiter, as the beginning of a CSV tells it. */
export interface FoundDelimiter {
  /** It counts where the caller names none. */
  readonly delimiter?: string | undefined;
  /** As in {@link CsvDialect}. */
  readonly otherDelimiter?: string | undefined;
}

/** @throws RangeError where an option has a value that it cannot have, or two of them contradict each other */
export function csvDialect(
  options: FormatOptions,
  format: CsvFormat,
  { delimiter: found, otherDelimiter }: FoundDelimiter = {},
): CsvDialect {
  const { delimiter = found ?? USUAL_DELIMITERS[format], header = true } = options;
  const isWhitespace = delimiter === WHITESPACE;
  if (isWhitespace && options.quotes === true) {
    throw optionError(RangeError, "quotes", `false, or none, beside delimiter: "${WHITESPACE}"`, "true");
  }
  return {
    delimiter: isWhitespace ? WHITESPACE : delimiterByte(delimiter),
    header,
    quotes: !isWhitespace && (options.quotes ?? true),
    comment: commentByte(options.comment, delimiter),
    otherDelimiter,
  };
}

function delimiterByte(delimiter: string): number {
  const byte = asciiByte(delimiter);
  if (byte !== undefined) return byte;
  const expected = `one ASCII character other than CR, LF and a quote, or "${WHITESPACE}"`;
  throw optionError(RangeError, "delimiter", expected, JSON.stringify(delimiter));
}

function commentByte(comment: string | undefined, delimiter: string): number | undefined {
  if (comment === undefined) return undefined;
  const byte = asciiByte(comment);
  if (byte === undefined || byte === SPACE || byte === TAB) {
    const expected = "one ASCII character other than CR, LF, a quote, a space and a tab";
    throw optionError(RangeError, "comment", expected, JSON.stringify(comment));
  }
  if (comment !== delimiter) return byte;
  throw optionError(RangeError, "comment", "another character than the delimiter", JSON.stringify(comment));
}

/** The byte of one character that may have a meaning of its own between quotes and line ends. */
function asciiByte(text: string): number | undefined {
  const byte = text.charCodeAt(0);
  const isOne = text.length === 1 && byte < 0x80 && byte !== CR && byte !== LF && byte !== QUOTE;
  return isOne ? byte : undefined;
}
