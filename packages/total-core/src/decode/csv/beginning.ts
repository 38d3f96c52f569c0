/** The beginning of a CSV, up to where it is known how its rows are written: lines to be skipped, comments, blank lines, the first row. */
import { CR, LF, SPACE } from "../../basics/ascii.js";
import type { Decoder, DecoderOptions } from "../../contract/decoder.js";
import { skipByteOrderMark } from "../byte-order-mark.js";
import { hints } from "../hints.js";
import { type Position, startOfSource } from "../position.js";
import { refuseForeign } from "../refuse-foreign.js";
import { csvDialect, type CsvDialect, type CsvFormat } from "./dialect.js";
import { CsvFaults } from "./faults.js";
import { DelimiterSearch, namedDelimiter } from "./first-line.js";
import { linesIn } from "./lines.js";

/** The bytes of the first row that are looked at for its delimiter, at most, and kept until that is known. */
const MOST_KEPT_BYTES = 65_536;

/** Makes the decoder of rows. It moves the position along. */
export type NewRowsDecoder = (
  options: DecoderOptions & { readonly position: Position },
  dialect: CsvDialect,
) => Decoder;

/** The decoder of a CSV from its first byte on, or from the beginning of a row on where the options say what rows are like. */
export function decoderOfSource(
  options: DecoderOptions,
  format: CsvFormat,
  newRowsDecoder: NewRowsDecoder,
): Decoder {
  const position = options.position ?? startOfSource();
  const given = { ...options, position };
  const dialect = csvDialect(options, format, { otherDelimiter: options.rows?.otherDelimiter });
  if (options.rows !== undefined) return newRowsDecoder(given, dialect);
  const beginning = new CsvBeginning(given, format, dialect, newRowsDecoder);
  return refuseForeign(skipByteOrderMark(beginning, position), position, options);
}

const NO_BYTES = new Uint8Array(0);

class CsvBeginning implements Decoder {
  readonly #options: DecoderOptions & { readonly position: Position };
  readonly #format: CsvFormat;
  readonly #dialect: CsvDialect;
  readonly #newRowsDecoder: NewRowsDecoder;
  /** Takes over where the first row begins, once its delimiter is known. */
  #decoder: Decoder | undefined;
  /** How many lines are still to be skipped. */
  #linesLeft: number;
  #isInComment = false;
  /** The delimiter that a line has named. The caller may have given another one. */
  #named: string | undefined;
  /** The first row so far is kept, in an array that grows with it. */
  #bytes = new Uint8Array(256);
  #length = 0;
  #search: DelimiterSearch;

  constructor(
    options: DecoderOptions & { readonly position: Position },
    format: CsvFormat,
    dialect: CsvDialect,
    newRowsDecoder: NewRowsDecoder,
  ) {
    this.#options = options;
    this.#format = format;
    this.#dialect = dialect;
    this.#newRowsDecoder = newRowsDecoder;
    this.#linesLeft = options.skipLines ?? 0;
    this.#search = new DelimiterSearch(dialect.quotes);
  }

  push(bytes: Uint8Array): void {
    let at = 0;
    while (at < bytes.length && this.#decoder === undefined) {
      const end = bytes.indexOf(LF, at) + 1 || bytes.length;
      at += this.#take(bytes.subarray(at, end), bytes.subarray(end));
    }
    if (at < bytes.length) this.#decoder!.push(at === 0 ? bytes : bytes.subarray(at));
  }

  end(): void {
    if (this.#decoder === undefined) {
      this.#takeNamedDelimiter();
      this.#decide(NO_BYTES);
    }
    this.#decoder!.end();
  }

  isAtRowStart(): boolean {
    return this.#decoder?.isAtRowStart?.() ?? false;
  }

  /**
   * @param bytes of one line, to its end if that is there
   * @param below what follows, as far as it is at hand
   * @returns how many bytes were taken
   */
  #take(bytes: Uint8Array, below: Uint8Array): number {
    const endsLine = bytes.at(-1) === LF;
    const isSkipped = this.#linesLeft > 0;
    if (!isSkipped && this.#length === 0) this.#isInComment ||= bytes[0] === this.#dialect.comment;
    if (!isSkipped && !this.#isInComment)
      return this.#takeOfRow(bytes.subarray(0, MOST_KEPT_BYTES - this.#length), below);
    this.#passOver(bytes.length, endsLine);
    if (endsLine) {
      if (isSkipped) this.#linesLeft--;
      this.#isInComment = false;
    }
    return bytes.length;
  }

  #takeOfRow(bytes: Uint8Array, below: Uint8Array): number {
    this.#keep(bytes);
    const hasEnded = this.#search.push(bytes);
    if (hasEnded && isBlank(this.#kept)) this.#passOverKept();
    else if (hasEnded && this.#takeNamedDelimiter()) return bytes.length;
    else if (hasEnded || this.#length === MOST_KEPT_BYTES) this.#decide(below);
    return bytes.length;
  }

  /**
   * The first row is looked at all the same: it may show that the line, or the caller, is wrong.
   *
   * @returns whether the line that is kept does nothing but name the delimiter
   */
  #takeNamedDelimiter(): boolean {
    if (this.#named !== undefined) return false;
    const delimiter = namedDelimiter(this.#kept);
    if (delimiter === undefined || delimiter === this.#options.comment) return false;
    this.#passOverKept();
    this.#named = delimiter;
    return true;
  }

  #decide(below: Uint8Array): void {
    const delimiter = this.#options.delimiter ?? this.#named;
    const options = { ...this.#options, delimiter };
    const delimiters = this.#search.inDoubt(this.#format, options);
    if (delimiters.length > 0) {
      throw new CsvFaults(options.source).delimiterInDoubt(options.position, delimiters);
    }
    const lines = options.position.line - 1 + linesIn(this.#kept);
    const dialect = csvDialect(options, this.#format, this.#search.choose(this.#format, options));
    this.#decoder = this.#newRowsDecoder(this.#options, dialect);
    try {
      this.#decoder.push(this.#kept);
    } catch (error) {
      throw hints()?.withHeaderBelow(error, below, lines, options) ?? error;
    }
    this.#bytes = NO_BYTES;
  }

  get #kept(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  #keep(bytes: Uint8Array): void {
    const length = this.#length + bytes.length;
    if (length > this.#bytes.length) {
      const longer = new Uint8Array(Math.max(length, 2 * this.#bytes.length));
      longer.set(this.#kept);
      this.#bytes = longer;
    }
    this.#bytes.set(bytes, this.#length);
    this.#length = length;
  }

  #passOverKept(): void {
    this.#passOver(this.#length, this.#kept.at(-1) === LF);
    this.#length = 0;
    this.#search = new DelimiterSearch(this.#dialect.quotes);
  }

  #passOver(length: number, endsLine: boolean): void {
    const { position } = this.#options;
    position.offset += length;
    if (!endsLine) return;
    position.line++;
    position.lineStart = position.offset;
  }
}

/** Whether a line holds nothing but spaces: then it is no row. */
function isBlank(line: Uint8Array): boolean {
  let end = line.length - 1;
  if (line[end - 1] === CR) end--;
  return line.subarray(0, end).every((byte) => byte === SPACE);
}
