/** Finds the delimiter in the first row of a CSV: the row holds one of four characters, or is a line that names one. */
import { isDigit, LF, QUOTE } from "../../basics/ascii.js";
import type { FormatOptions } from "../../contract/numbers-api.js";
import { type CsvFormat, type FoundDelimiter, USUAL_DELIMITERS, WHITESPACE } from "./dialect.js";

const COMMA = 0x2c;
const NONE = -1;

const CANDIDATES = [",", ";", "\t", "|"];

/** A row with so many spaces and no candidate may be words. */
const LEAST_SPACES = 2;

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
  /** Whether a comma stands between two digits, as in a number. */
  #hasNumberComma = false;
  #last = NONE;
  #lastButOne = NONE;

  constructor(hasQuotes: boolean) {
    this.#hasQuotes = hasQuotes;
  }

  /** @returns whether the row has ended with the last of the bytes, which holds the first LF among them */
  push(bytes: Uint8Array): boolean {
    for (const byte of bytes) {
      if (byte === QUOTE && this.#hasQuotes) this.isInQuotes = !this.isInQuotes;
      else if (!this.isInQuotes) {
        this.#counts[byte]!++;
        this.#hasNumberComma ||= isDigit(byte) && this.#last === COMMA && isDigit(this.#lastButOne);
      }
      this.#lastButOne = this.#last;
      this.#last = byte;
    }
    return bytes.at(-1) === LF && !this.isInQuotes;
  }

  /**
   * The delimiter that is given; else the only candidate in the row; else, where there is none or more than one, the format's usual one.
   *
   * A sign that the caller has given another meaning is no candidate. Beside numbers with commas, a comma is the usual one only where it stands in the
   * names of a header, which hold no numbers: the row `1,50` of a file without a header is one number, and its first field would be another one.
   *
   * A TSV has tabs, whatever its first row holds: in one column of numbers such as `1,234` under `net, in EUR`, fields that end at commas would
   * make another total.
   */
  choose(format: CsvFormat, options: FormatOptions): FoundDelimiter {
    const { delimiter: given, decimal, thousands, header = true } = options;
    const ofNumbers = [decimal, thousands];
    const found = this.#found(options);
    const only = format === "csv" && found.length === 1 ? found[0] : undefined;
    const usual = [USUAL_DELIMITERS[format], ...CANDIDATES].find(
      (one) => !ofNumbers.includes(one) || (header && this.#count(one) > 0),
    );
    const delimiter = given ?? only ?? usual!;
    const [other] = found.filter((one) => one !== delimiter).sort((a, b) => this.#count(b) - this.#count(a));
    const isAligned = found.length === 0 && delimiter !== WHITESPACE && this.#count(" ") >= LEAST_SPACES;
    return { delimiter, otherDelimiter: other ?? (isAligned ? WHITESPACE : undefined) };
  }

  /**
   * The delimiters between which only the caller can choose, if any: in a row of numbers such as `1,50;2`, each of them would make other numbers, and none
   * an error.
   */
  inDoubt(format: CsvFormat, options: FormatOptions): readonly string[] {
    const { delimiter, header = true } = options;
    if (format !== "csv" || header || delimiter !== undefined || !this.#hasNumberComma) return [];
    const found = this.#found(options);
    return found.length > 1 && found.includes(",") ? found : [];
  }

  /** The candidates in the row without those that have another meaning. */
  #found({ decimal, thousands, comment }: FormatOptions): readonly string[] {
    const others = [decimal, thousands, comment];
    return CANDIDATES.filter((one) => !others.includes(one) && this.#count(one) > 0);
  }

  #count(character: string): number {
    return this.#counts[character.charCodeAt(0)]!;
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
