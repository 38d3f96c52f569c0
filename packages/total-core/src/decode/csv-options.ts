import type { FormatOptions } from "../numbers-api.js";
import { CR, LF, QUOTE } from "./ascii.js";
import { MAX_LITERAL_BYTES } from "./literal.js";

/** How a CSV is written. */
export interface CsvDialect {
  /** A byte, neither CR, LF nor a quote. */
  readonly delimiter: number;
  /** Whether the first row names the columns. */
  readonly header: boolean;
  /** Whether fields may stand in quotes; otherwise these are bytes like any others. */
  readonly quotes: boolean;
}

/** @throws RangeError where the delimiter is not one byte, or one that lines or quotes are made of */
export function csvDialect(
  { delimiter, header = true, quotes = true }: FormatOptions,
  usualDelimiter: string,
): CsvDialect {
  return { delimiter: delimiterByte(delimiter ?? usualDelimiter), header, quotes };
}

function delimiterByte(delimiter: string): number {
  const byte = delimiter.charCodeAt(0);
  const isOne = delimiter.length === 1 && byte < 0x80 && byte !== CR && byte !== LF && byte !== QUOTE;
  if (isOne) return byte;
  throw new RangeError(
    `delimiter: expected one ASCII character other than CR, LF and a quote, got ${JSON.stringify(delimiter)}`,
  );
}

/** What names one column: the name of its header, or a position. */
export interface WantedColumn {
  /** As it was given. */
  readonly text: string;
  /** Without spaces around it; `undefined` where it was given as a number, which is never a name. */
  readonly name: string | undefined;
  /** From 1; `undefined` where it is none. */
  readonly position: number | undefined;
}

/**
 * @param option what it is called in errors
 * @throws RangeError for a number that is no position, and for a name longer than 16 KiB
 */
export function wantedColumn(option: string, column: FormatOptions["column"]): WantedColumn | undefined {
  if (column === undefined) return undefined;
  const text = String(column);
  if (typeof column === "number") {
    if (Number.isSafeInteger(column) && column > 0) return { text, name: undefined, position: column };
    throw new RangeError(`${option}: expected a name or a position from 1, got ${text}`);
  }
  const name = text.replace(/^ +| +$/g, "");
  if (new TextEncoder().encode(name).length > MAX_LITERAL_BYTES) {
    throw new RangeError(`${option}: expected a name of at most 16 KiB, got a longer one`);
  }
  return { text, name, position: /^[1-9]\d{0,14}$/.test(name) ? Number(name) : undefined };
}
