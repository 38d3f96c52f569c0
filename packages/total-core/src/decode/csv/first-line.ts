/** What the first row of a CSV says of the delimiter: it holds one of four, or it is a line that names one. */
import { LF, QUOTE } from "../../basics/ascii.js";
import type { FormatOptions } from "../../contract/numbers-api.js";
import { type CsvFormat, type FoundDelimiter, USUAL_DELIMITERS } from "./dialect.js";

const CANDIDATES = [",", ";", "\t", "|"];

/**
 * Counts the delimiters that a first row may have, outside quotes, in pieces of any size.
 *
 * Whether a quote opens or closes is told by their number alone: this holds in every row whose quotes are right, whichever character delimits its
 * fields, and a row whose quotes are wrong is refused whichever is chosen.
 */
export class DelimiterSearch {
  isInQuotes = false;
  readonly #hasQuotes: boolean;
  /** By byte. */
  readonly #counts = new Uint32Array(256);

  constructor(hasQuotes: boolean) {
    this.#hasQuotes = hasQuotes;
  }

  /** @returns whether the row has ended with the last of the bytes, which holds the first LF among them */
  push(bytes: Uint8Array): boolean {
    for (const byte of bytes) {
      if (byte === QUOTE && this.#hasQuotes) this.isInQuotes = !this.isInQuotes;
      else if (!this.isInQuotes) this.#counts[byte]!++;
    }
    return bytes.at(-1) === LF && !this.isInQuotes;
  }

  /**
   * The only candidate in the row; the format's usual delimiter where there is none, or more than one. A sign that the caller has given another
   * meaning is chosen only as the usual one.
   *
   * A TSV has tabs, whatever its first row holds: in one column of numbers such as `1,234` under `net, in EUR`, fields that end at commas would
   * make another total.
   */
  choose(format: CsvFormat, { decimal, comment }: FormatOptions): FoundDelimiter {
    const usual = USUAL_DELIMITERS[format];
    const count = (candidate: string): number => this.#counts[candidate.charCodeAt(0)]!;
    const found = CANDIDATES.filter((one) => one !== decimal && one !== comment && count(one) > 0);
    const [only] = found;
    const delimiter = format === "csv" && found.length === 1 ? only! : usual;
    const [otherDelimiter] = found.filter((one) => one !== delimiter).sort((a, b) => count(b) - count(a));
    return { delimiter, otherDelimiter };
  }
}

/** A longer line names no delimiter: `"sep=;"` and CRLF. */
const MOST_BYTES = 9;

/**
 * The delimiter that a line names, for spreadsheets: `sep=;`, in quotes or not. It is one ASCII character other than a letter or digit: so the line
 * holds no number, whatever the delimiter in truth is, and a total without it is the same.
 */
export function namedDelimiter(line: Uint8Array): string | undefined {
  if (line.length > MOST_BYTES) return undefined;
  const match = /^("?)sep=([^a-z\d"\r\n\x80-\xff])\1\r?\n?$/i.exec(String.fromCharCode(...line));
  return match?.[2];
}
