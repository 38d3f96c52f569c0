/** The total of a slice of an encoded source: of the numbers that begin in a range of its bytes. */
import { isWhiteSpace, LF, QUOTE } from "../../basics/ascii.js";
import { csvDialect, isCsv } from "../../decode/csv/dialect.js";
import { seemsInQuotes } from "../../decode/csv/quoting.js";
import type { EncodedBatch, PartialBatch } from "../../contract/numbers-api.js";
import type { CsvRows, Position } from "../../contract/decoder.js";
import { ExactSum } from "../../sum/exact-sum.js";
import { BatchAccumulator } from "../../total/batch-accumulator.js";
import { bytesFromSum } from "../../total/bytes.js";

/** From the first offset to before the second. */
export interface ByteRange {
  readonly begin: number;
  readonly end: number;
}

export interface SliceOptions extends Omit<EncodedBatch, "bytes" | "format"> {
  readonly format: SlicedFormat;
  readonly skipInvalid: boolean;
  /** `csv`, `tsv`: what rows are like. The first one ends in the first range. */
  readonly rows?: CsvRows | undefined;
}

/** The formats that can be read from the middle. */
export type SlicedFormat = "text" | "csv" | "tsv" | "ndjson" | "f64";

const isLineFeed = (byte: number): boolean => byte === LF;

/**
 * After which bytes something new begins, unless they stand in quotes; `undefined` where that is at every 8th, of which each range but the last has a
 * multiple.
 */
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

/** Beyond its end a range is read only to see where the last number ends, which mostly is near. */
const FIRST_TAIL_BYTES = 4096;

/**
 * A token (of `ndjson` a line, of `csv` and `tsv` a row) belongs to the range in which it begins. So the reading starts at the byte before the
 * range, which tells whether a token is under way there, goes to behind the first separator, and ends behind the first one at or after the range's last byte.
 * Hence what the ranges of a source read are pieces that follow each other without gap or overlap.
 *
 * Where fields may stand in quotes, whether the first byte does depends on all bytes before, and is guessed. So the pieces follow each other only if the
 * guess was right: it is proven when the one before, itself proven, ends where this one begins. If not, the slice is to be read again from there.
 */
export class SliceTotal {
  /** Where it stands; lines are counted from its own beginning. */
  readonly position: Position;
  /** Whether where it begins is a guess. */
  readonly isGuess: boolean;
  readonly #end: number;
  readonly #options: SliceOptions;
  readonly #endsBefore: ((byte: number) => boolean) | undefined;
  /** Of fields that may stand in quotes. */
  readonly #delimiter: number | undefined;
  readonly #sum = new ExactSum();
  readonly #accumulator: BatchAccumulator;
  #at: number;
  /** Where its first token begins; the range's end as long as none has begun. */
  #begin: number;
  #hasBegun: boolean;
  #hasEnded: boolean;
  /** Whether the next byte that is looked at stands in quotes. */
  #isInQuotes: boolean | undefined;
  #tailBytes = FIRST_TAIL_BYTES;

  /** @param start where a token is known to begin, instead of the first one in the range; none before that is the slice's */
  constructor({ begin, end }: ByteRange, options: SliceOptions, start?: number) {
    const { skipInvalid, format, rows } = options;
    this.#endsBefore = ENDS_BEFORE[format];
    this.#delimiter = quotedDelimiter(options);
    const from = start ?? begin;
    this.#hasBegun = start !== undefined || begin === 0 || this.#endsBefore === undefined;
    this.#hasEnded = from >= end;
    this.isGuess = !this.#hasBegun && this.#delimiter !== undefined;
    this.#at = this.#hasBegun ? from : begin - 1;
    this.#begin = this.#hasBegun ? from : end;
    this.#end = end;
    this.position = { line: 1, lineStart: begin === 0 ? 0 : -1, offset: from };
    if (this.#hasBegun) this.#setLineStart();
    this.#options = options;
    this.#accumulator = new BatchAccumulator(this.#sum, {
      skipInvalid,
      position: this.position,
      rows: begin === 0 ? undefined : rows,
    });
  }

  /** The offset of the bytes that it takes next. */
  get at(): number {
    return this.#at;
  }

  /** How many bytes it wants next, if there are so many; 0 when it has all. */
  get wanted(): number {
    if (this.#hasEnded) return 0;
    return this.#at < this.#end ? this.#end - this.#at : this.#tailBytes;
  }

  /** From where its first token begins to where its last one has ended, so far; nothing, at the range's end, if none has begun. */
  get taken(): ByteRange {
    return { begin: this.#begin, end: this.#begin + this.#accumulator.progress.bytes };
  }

  /**
   * Takes bytes, no more than are wanted, in steps of a millisecond at most.
   * @throws TotalError whose place is right but for the lines before the slice, and for the column in its first line
   */
  *steps(bytes: Uint8Array): Generator<undefined, void> {
    if (this.#at >= this.#end) this.#tailBytes *= 2;
    const begin = this.#hasBegun ? 0 : this.#beginIn(bytes);
    if (this.#hasBegun) {
      // Before the range's last byte nothing ends the slice.
      const last = Math.min(Math.max(begin, this.#end - 1 - this.#at), bytes.length);
      yield* this.#take(bytes.subarray(begin, last));
      if (last < bytes.length) yield* this.#take(bytes.subarray(last, this.#endIn(bytes, last)));
    }
    this.#at += bytes.length;
    if (this.#at >= this.#end && (this.#endsBefore === undefined || !this.#hasBegun)) this.#hasEnded = true;
  }

  *#take(bytes: Uint8Array): Generator<undefined, void> {
    const { skipInvalid: _, rows: __, ...encoding } = this.#options;
    yield* this.#accumulator.steps({ ...encoding, bytes });
  }

  /** Where in the bytes the first token of the slice begins, if one does; else their end. */
  #beginIn(bytes: Uint8Array): number {
    this.#isInQuotes ??= this.#delimiter !== undefined && seemsInQuotes(bytes, this.#delimiter);
    // What begins behind the range's last byte belongs to the next one.
    const begin = this.#nextIn(bytes, 0, Math.min(bytes.length, this.#end - 1 - this.#at));
    if (begin === undefined) return bytes.length;
    this.#hasBegun = true;
    this.#begin = this.#at + begin;
    this.position.offset = this.#begin;
    this.#setLineStart();
    return begin;
  }

  #setLineStart(): void {
    if (this.#endsBefore === isLineFeed) this.position.lineStart = this.position.offset;
  }

  /** Where in the bytes the slice's last token has ended, or their end. */
  #endIn(bytes: Uint8Array, from: number): number {
    if (this.#endsBefore === undefined) return bytes.length;
    this.#isInQuotes = this.#accumulator.isInQuotes();
    const end = this.#nextIn(bytes, from, bytes.length);
    if (end !== undefined) this.#hasEnded = true;
    return end ?? bytes.length;
  }

  /** Where something new begins behind one of the bytes from `from` to before `to`. */
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
   * The slice's total, when there are no more bytes that it wants.
   * @throws TotalError as {@link steps} does
   */
  end(): PartialBatch {
    this.#accumulator.end();
    const { bytes, empty, skipped } = this.#accumulator.progress;
    return { partial: bytesFromSum(this.#sum), format: this.#options.format, bytes, empty, skipped };
  }
}

function quotedDelimiter({ format, ...options }: SliceOptions): number | undefined {
  if (!isCsv(format)) return undefined;
  const { delimiter, quotes } = csvDialect(options, format);
  return quotes ? delimiter : undefined;
}
