import type { Format, FormatOptions } from "../../contract/numbers-api.js";
import { CR, LF, QUOTE } from "../../basics/ascii.js";

/** How a CSV is written. */
export interface CsvDialect {
  /** A byte, neither CR, LF nor a quote. */
  readonly delimiter: number;
  /** Whether the first row names the columns. */
  readonly header: boolean;
  /** Whether fields may stand in quotes; otherwise these are bytes like any others. */
  readonly quotes: boolean;
}

/** The formats that are written so. */
export type CsvFormat = "csv" | "tsv";

const USUAL_DELIMITERS: Readonly<Record<CsvFormat, string>> = { csv: ",", tsv: "\t" };

export function isCsv(format: Format): format is CsvFormat {
  return Object.hasOwn(USUAL_DELIMITERS, format);
}

/** @throws RangeError where the delimiter is not one byte, or one that lines or quotes are made of */
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
  throw new RangeError(
    `delimiter: expected one ASCII character other than CR, LF and a quote, got ${JSON.stringify(delimiter)}`,
  );
}
