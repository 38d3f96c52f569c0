/**
 * What went wrong with the numbers, in words that every front end shares.
 *
 * The core names the fault; what follows from it (an HTTP status, an exit code) is the front end's.
 */

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

/** The most of what was got that an error shows, in characters. */
export const MAX_SHOWN_CHARACTERS = 60;

/** Spaces that look like the common one, and what has no width: nobody would see why they are no part of a number. */
const UNSEEN = /[\u00a0\u00ad\u1680\u180e\u2000-\u200b\u202f\u205f\u2060\u3000]/g;

/** `"1,5"`: data as an error shows it, on one line, cut at 60 characters, control characters and unseen ones escaped. */
export function quote(data: string | Uint8Array): string {
  // A character is at most 4 bytes of UTF-8, so that this many hold one more than is shown.
  const text =
    typeof data === "string"
      ? data
      : new TextDecoder(undefined, { ignoreBOM: true }).decode(
          data.subarray(0, 4 * (MAX_SHOWN_CHARACTERS + 1)),
        );
  const characters = Array.from(text.slice(0, 2 * (MAX_SHOWN_CHARACTERS + 1)));
  const shown =
    characters.length <= MAX_SHOWN_CHARACTERS
      ? JSON.stringify(text)
      : `${JSON.stringify(characters.slice(0, MAX_SHOWN_CHARACTERS).join(""))}…`;
  return escapeControls(shown).replace(UNSEEN, unicodeEscape);
}

/**
 * Escapes what could move a terminal's cursor, break a line, or turn the reading direction (C0 and C1 controls,
 * U+2028, U+2029, and Unicode's bidirectional controls).
 */
export function escapeControls(text: string): string {
  return text.replace(
    // eslint-disable-next-line no-control-regex -- control characters are what it looks for
    /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    unicodeEscape,
  );
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
