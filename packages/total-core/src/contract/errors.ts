/**
 * What went wrong with the numbers, in words that every front end shares.
 *
 * The core names the fault; what follows from it (an HTTP status, an exit code) is the front end's.
 */

import { escapeControls } from "../basics/quote.js";

/** Every code a {@link TotalError} can have. They are stable: programs may rely on them. */
export const TOTAL_ERROR_CODES = [
  "BAD_NUMBER",
  "BAD_FORMAT",
  "EXPONENT_RANGE",
  "NO_COLUMN",
  "NOT_FINITE",
  "UNSUPPORTED",
  "SOURCE_UNAVAILABLE",
  "SOURCE_TIMEOUT",
  "SOURCE_CHANGED",
  "BAD_PARTIAL",
] as const;

export type TotalErrorCode = (typeof TOTAL_ERROR_CODES)[number];

/** Where the fault is: what is known of it. */
export interface Place {
  /** The name of the source: a path, an address, `-`. */
  readonly source?: string | undefined;
  /** From 1; a line ends with LF. */
  readonly line?: number | undefined;
  /** From 1, in bytes: where the token (or its opening quote) begins. A byte-order mark is not counted. */
  readonly column?: number | undefined;
  /** From 0, in bytes of the decompressed source, a byte-order mark included. */
  readonly offset?: number | undefined;
  /** From 0, in a list. */
  readonly index?: number | undefined;
}

export interface Fault {
  readonly place?: Place;
  /** What was being done at this place; it goes before it in the message: `GET`. */
  readonly doing?: string;
  /** What should have stood there: `a number`. */
  readonly expected: string;
  /** What stood there instead: `"1,5"`, `the end of the input`. */
  readonly got: string;
  readonly cause?: unknown;
}

/** Bad data, or a source that could not be read. Misuse of the library is a `TypeError` or `RangeError` instead. */
export class TotalError extends Error {
  override readonly name = "TotalError";
  readonly code: TotalErrorCode;
  readonly place: Place;
  readonly expected: string;
  readonly got: string;

  constructor(code: TotalErrorCode, { place = {}, doing = "", expected, got, cause }: Fault) {
    const where = [doing, placeText(place)].filter((part) => part !== "").join(" ");
    super(
      `${where === "" ? "" : `${where}: `}expected ${expected}, got ${got}`,
      cause === undefined ? {} : { cause },
    );
    this.code = code;
    this.place = place;
    this.expected = expected;
    this.got = got;
  }
}

/** `prices.csv:1204:7`, `numbers.f64:16`, `numbers[3]`; empty where nothing is known. */
function placeText({ source, line, column, offset, index }: Place): string {
  const name = source === undefined ? "" : escapeControls(source);
  if (line !== undefined) {
    if (name === "") return `line ${line}${column === undefined ? "" : `, column ${column}`}`;
    return `${name}:${line}${column === undefined ? "" : `:${column}`}`;
  }
  if (offset !== undefined) return name === "" ? `offset ${offset}` : `${name}:${offset}`;
  if (index !== undefined) return `${name === "" ? "numbers" : name}[${index}]`;
  return name;
}
