/**
 * The error of bad numbers and sources, in words that every front end shares.
 *
 * The core names the fault; what follows from it (an HTTP status, an exit code) is the front end's to say.
 */
import { escapeControls } from "../basics/quote.js";
import { hintsInBrackets, type Hint } from "./hints.js";

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

/** The code of a {@link TotalError}: stable, for programs to rely on. */
export type TotalErrorCode = (typeof TOTAL_ERROR_CODES)[number];

/** Where the fault is, as far as that is known. */
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

/** The constructor's argument of a {@link TotalError}: what its message says. */
export interface Fault {
  /** @default nothing is known of it */
  readonly place?: Place;
  /** The library's action at this place, in front of it in the message: `GET`. */
  readonly doing?: string;
  /** The right thing at this place: `a number`. */
  readonly expected: string;
  /** The thing that is there instead: `"1,5"`, `the end of the input`. */
  readonly got: string;
  /** The ways out, where there are some: the likeliest first. The message names them behind what was got. */
  readonly hints?: readonly Hint[] | undefined;
  /** The error that this one comes from, where there is one. */
  readonly cause?: unknown;
}

/**
 * Bad data, or a source that could not be read. Misuse of the library is a `TypeError` or `RangeError` instead.
 *
 * The message is `place: expected …, got …`, as in `prices.csv:1204:7: expected a number, got "1,5"`, with the ways out behind it.
 */
export class TotalError extends Error {
  /** Always `TotalError`. */
  override readonly name = "TotalError";
  /**
   * - `BAD_NUMBER`: something that is not a number stands where one is expected
   * - `BAD_FORMAT`: the bytes are not in their format, or hold what no total can have, as two currencies
   * - `EXPONENT_RANGE`: a literal has digits beyond 10^4000 or 10^-4000, or is longer than 16 KiB
   * - `NO_COLUMN`: the column or field is not there, or not named where it must be
   * - `NOT_FINITE`: the total is NaN or an infinity, where only digits will do
   * - `UNSUPPORTED`: a format, compression or feature of one that is not read here
   * - `SOURCE_UNAVAILABLE`: the source cannot be read, or ended early
   * - `SOURCE_TIMEOUT`: the source kept one waiting for too long
   * - `SOURCE_CHANGED`: a file was written to while it was read
   * - `BAD_PARTIAL`: the bytes of a serialised total are damaged, or of another version
   */
  readonly code: TotalErrorCode;
  /** An empty object where nothing is known of it. */
  readonly place: Place;
  /** The right thing at this place: `a number`. */
  readonly expected: string;
  /** The thing that is there instead, cut at 60 characters. */
  readonly got: string;
  readonly #fault: Fault;

  constructor(code: TotalErrorCode, fault: Fault) {
    const { place = {}, expected, got, hints = [], cause } = fault;
    const perhaps = hintsInBrackets(hints);
    super(`${headline(fault)}${perhaps === "" ? "" : ` ${perhaps}`}`, cause === undefined ? {} : { cause });
    this.code = code;
    this.place = place;
    this.expected = expected;
    this.got = got;
    this.#fault = fault;
  }

  /** The ways out of the fault, the likeliest first; none for most. */
  get hints(): readonly Hint[] {
    return this.#fault.hints ?? [];
  }

  /** The message without the ways out, for front ends that say these in their own words. */
  get headline(): string {
    return headline(this.#fault);
  }

  /** The constructor's arguments, to make the same error again: in another thread, or with other words. */
  get fault(): Fault {
    return this.#fault;
  }
}

/** `prices.csv:1204:7: expected a number, got "1,5"` */
function headline({ place = {}, doing = "", expected, got }: Fault): string {
  const where = [doing, placeText(place)].filter((part) => part !== "").join(" ");
  return `${where === "" ? "" : `${where}: `}expected ${expected}, got ${got}`;
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
