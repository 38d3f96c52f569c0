import { CR, LF, QUOTE } from "../../basics/ascii.js";
import { optionError } from "../../basics/option-values.js";
import type { Format, FormatOptions } from "../../contract/numbers-api.js";

/** The delimiter, header and quotes of a CSV. */
export interface CsvDialect {
  /** A byte, neither CR, LF nor a quote. */
  readonly delimiter: number;
  /** Whether the first row names the columns. */
  readonly header: boolean;
  /** Whether fields may stand in quotes; otherwise quotes are bytes like any others. */
  readonly quotes: boolean;
}

/** The formats that the CSV decoder reads. */
export type CsvFormat = "csv" | "tsv";

const USUAL_DELIMITERS: Readonly<Record<CsvFormat, string>> = { csv: ",", tsv: "\t" };

export function isCsv(format: Format): format is CsvFormat {
  return Object.hasOwn(USUAL_DELIMITERS, format);
}

/** @throws RangeError where the delimiter is not one ASCII character, or is CR, LF or a quote */
export function csvDialect(
  { delimiter, header = true, quotes = true }: FormatOptions,
  format: CsvFormat,
): CsvDialect {
  return { delimiter: delimiterByte(delimiter ?? USUAL_DELIMITERS[format]), header, quotes };
}

function delimiterByte(delimiter: string): number {
  const byte = delimiter.charCodeAt(0);
  const isOne = delimiter.length === 1 && byte < 0x80 && byte !== CR && byte !== LF && byte !== QUOTE;
  if (isOne) return byte;
  const expected = "one ASCII character other than CR, LF and a quote";
  throw optionError(RangeError, "delimiter", expected, JSON.stringify(delimiter));
}
