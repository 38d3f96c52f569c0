/** The total of a slice of an encoded source: of the numbers that begin in one range of its bytes. */
import { isWhiteSpace, LF, QUOTE } from "../../basics/ascii.js";
import { csvDialect, isCsv, WHITESPACE } from "../../decode/csv/dialect.js";
import { seemsInQuotes } from "../../decode/csv/quoting.js";
import type { EncodedBatch, PartialBatch } from "../../contract/numbers-api.js";
import type { CsvRows, Position } from "../../contract/decoder.js";
import { ExactSum } from "../../sum/exact-sum.js";
import { type AccumulatorOptions, BatchAccumulator, newColumnSum } from "../../total/batch-accumulator.js";
import { bytesFromSum } from "../../total/bytes.js";

export interface ByteRange {
  readonly begin: number;
  /** The offset behind the last byte. */
  readonly end: number;
}

/** Where the numbers of a slice go, if not to one sum. */
export type NewAccumulator = (options: AccumulatorOptions) => BatchAccumulator;

export interface SliceOptions extends Omit<EncodedBatch, "bytes" | "format"> {
  readonly format: SlicedFormat;
  readonly skipInvalid: boolean;
  /** `csv`, `tsv`: the shape of the rows. The first row ends in the first range; what it says of the delimiter is given as the option. */
  readonly rows?: CsvRows | undefined;
}

/** The formats that can be read from the middle. */
export type SlicedFormat = "text" | "csv" | "tsv" | "ndjson" | "f64";

const isLineFeed = (byte: number): boolean => byte === LF;

/** The bytes that end a token outside quotes; `undefined` where each token has 8 bytes. */
const ENDS_BEFORE: Readonly<Record<SlicedFormat, ((byte: number) => boolean) | undefined>> = {
  text: isWhiteSpace,
  csv: isLineFeed,
  tsv: isLineFeed,
  ndjson: isLineFeed,
  f64: undefined,
};

export function isSliced(format: string): format is SlicedFormat {
  return Object.hasOwn(ENDS_BEFORE, format);
}

const DOUBLE_BYTES = Float64Array.BYTES_PER_ELEMENT;

/** Behind its end a range is read only to see where the last token ends, which mostly is near. */
const FIRST_TAIL_BYTES = 4096;

/**
 * A token (in `ndjson` a line, in `csv` and `tsv` a row) belongs to the range in which it begins. So a slice reads the byte before its range, which
 * tells whether a token is under way there, begins behind the first separator, and ends behind the first separator at or after the range's last byte.
 * Hence the slices of a source follow each other without gap or overlap.
 *
 * Where fields may stand in quotes, all bytes before a range decide whether its first byte does, and the slice guesses. The guess is proven where the
 * slice before, itself proven, ends where this one begins. If it does not, the slice is to be read again from there.
 */
export class SliceTotal {
  /** Where the decoder is. Lines are counted from the slice's beginning. */
  readonly position: Position;
  /** Whether the slice's beginning is a guess. */
  readonly isGuess: boolean;
  /** The offset of the bytes that the slice takes next. Others read it. */
  at: number;
  readonly #end: number;
  readonly #encoding: Omit<EncodedBatch, "bytes"> & { readonly format: SlicedFormat };
  readonly #endsBefore: ((byte: number) => boolean) | undefined;
  /** `undefined` where fields cannot stand in quotes. */
  readonly #delimiter: number | undefined;
  readonly #sum = new ExactSum();
  readonly #accumulator: BatchAccumulator;
  /** Where the first token begins; the range's end as long as none has begun. */
  #begin: number;
  #hasBegun: boolean;
  #hasEnded: boolean;
  /** Whether the next byte that is looked at for the slice's beginning stands in quotes. */
  #isInQuotes: boolean | undefined;
  #tailBytes = FIRST_TAIL_BYTES;

  /**
   * @param start where the slice's first token is known to begin
   * @param newAccumulator where it adds to, the partial is of no numbers
   * @param mostGrowth of its steps
   */
  constructor(
    range: ByteRange,
    options: SliceOptions,
    start?: number,
    newAccumulator: NewAccumulator = (given) => new BatchAccumulator([newColumnSum(this.#sum)], given),
    mostGrowth?: number,
  ) {
    const { skipInvalid, rows, ...encoding } = options;
    this.#encoding = encoding;
    this.#endsBefore = ENDS_BEFORE[encoding.format];
    const { begin, end } = this.#endsBefore === undefined ? inDoubles(range) : range;
    this.#delimiter = quotedDelimiter(options);
    const from = start ?? begin;
    this.#hasBegun = start !== undefined || begin === 0 || this.#endsBefore === undefined;
    this.#hasEnded = from >= end;
    this.isGuess = !this.#hasBegun && this.#delimiter !== undefined;
    this.at = this.#hasBegun ? from : begin - 1;
    this.#begin = this.#hasBegun ? from : end;
    this.#end = end;
    this.position = { line: 1, lineStart: begin === 0 ? 0 : -1, offset: from };
    if (this.#hasBegun) this.#setLineStart();
    this.#accumulator = newAccumulator({
      skipInvalid,
      position: this.position,
      rows: begin === 0 ? undefined : rows,
    });
    if (mostGrowth !== undefined) this.#accumulator.mostGrowth = mostGrowth;
  }

  /** How many bytes the slice takes next, if the file has them; 0 when it has all. */
  get wanted(): number {
    if (this.#hasEnded) return 0;
    return this.at < this.#end ? this.#end - this.at : this.#tailBytes;
  }

  /** The bytes of the tokens so far: none, at the range's end, if no token has begun. */
  get taken(): ByteRange {
    return { begin: this.#begin, end: this.#begin + this.#accumulator.progress.bytes };
  }

  /**
   * Takes at most {@link wanted} bytes, in steps of a millisecond at most.
   * @throws TotalError whose place is right but for the lines before the slice, and for the column in its first line
   */
  *steps(bytes: Uint8Array): Generator<undefined, void> {
    if (this.at >= this.#end) this.#tailBytes *= 2;
    const begin = this.#hasBegun ? 0 : this.#beginIn(bytes);
    if (this.#hasBegun) {
      // Before the range's last byte nothing ends the slice.
      const last = Math.min(Math.max(begin, this.#end - 1 - this.at), bytes.length);
      if (isCsv(this.#encoding.format)) {
        yield* this.#add(bytes.subarray(begin, last));
        yield* this.#addRows(bytes, last);
      } else {
        const end = this.#behindSeparator(bytes, last);
        yield* this.#add(bytes.subarray(begin, end));
        this.#hasEnded = end !== undefined;
      }
    }
    this.at += bytes.length;
    if (this.at >= this.#end && (this.#endsBefore === undefined || !this.#hasBegun)) this.#hasEnded = true;
  }

  #add(bytes: Uint8Array): Generator<undefined, void> {
    return this.#accumulator.steps({ ...this.#encoding, bytes });
  }

  /** Adds the bytes from the range's last one on, up to where the slice's last row has ended. */
  *#addRows(bytes: Uint8Array, last: number): Generator<undefined, void> {
    for (let at = last; at < bytes.length && !this.#hasEnded;) {
      const next = this.#behindSeparator(bytes, at);
      yield* this.#add(bytes.subarray(at, next));
      // In CSV the decoder knows whether a line feed ends a row or stands in quotes.
      this.#hasEnded = next !== undefined && this.#accumulator.isAtRowStart();
      at = next ?? bytes.length;
    }
  }

  /** The index at which the slice's first token begins, or the end of the bytes. */
  #beginIn(bytes: Uint8Array): number {
    this.#isInQuotes ??= this.#delimiter !== undefined && seemsInQuotes(bytes, this.#delimiter);
    // A token that begins behind the range's last byte belongs to the next slice.
    const begin = this.#nextIn(bytes, 0, Math.min(bytes.length, this.#end - 1 - this.at));
    if (begin === undefined) return bytes.length;
    this.#hasBegun = true;
    this.#begin = this.at + begin;
    this.position.offset = this.#begin;
    this.#setLineStart();
    return begin;
  }

  #setLineStart(): void {
    if (this.#endsBefore === isLineFeed) this.position.lineStart = this.position.offset;
  }

  /** The index behind the first byte that may end a token. */
  #behindSeparator(bytes: Uint8Array, from: number): number | undefined {
    const endsBefore = this.#endsBefore;
    if (endsBefore === undefined) return undefined;
    for (let i = from; i < bytes.length; i++) if (endsBefore(bytes[i]!)) return i + 1;
    return undefined;
  }

  /** The index behind the first separator outside quotes, from `from` to before `to`. */
  #nextIn(bytes: Uint8Array, from: number, to: number): number | undefined {
    const hasQuotes = this.#delimiter !== undefined;
    for (let i = from; i < to; i++) {
      const byte = bytes[i]!;
      if (hasQuotes && byte === QUOTE) this.#isInQuotes = !this.#isInQuotes;
      else if (!this.#isInQuotes && this.#endsBefore!(byte)) return i + 1;
    }
    return undefined;
  }

  /**
   * The slice's total, when it wants no more bytes or the file has none.
   * @throws TotalError as {@link steps} does
   */
  end(): PartialBatch {
    this.#accumulator.end();
    const { bytes, empty, missing, skipped } = this.#accumulator.progress;
    return {
      partial: bytesFromSum(this.#sum),
      format: this.#encoding.format,
      bytes,
      empty,
      missing,
      skipped,
    };
  }
}

/** A double belongs to the range in which its first byte stands. */
function inDoubles({ begin, end }: ByteRange): ByteRange {
  return { begin: roundedUp(begin), end: roundedUp(end) };
}

function roundedUp(offset: number): number {
  return Math.ceil(offset / DOUBLE_BYTES) * DOUBLE_BYTES;
}

function quotedDelimiter({ format, ...options }: SliceOptions): number | undefined {
  if (!isCsv(format)) return undefined;
  const { delimiter, quotes } = csvDialect(options, format);
  return quotes && delimiter !== WHITESPACE ? delimiter : undefined;
}
