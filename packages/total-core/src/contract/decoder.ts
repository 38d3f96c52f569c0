/** What a decoder is: it knows the sink that it writes to, and nothing of how sums are kept. */
import type { TotalError } from "./errors.js";
import type { FormatOptions } from "./numbers-api.js";
import type { NumbersSink } from "./sink.js";

/** Turns the bytes of one source, in pieces of any size, into numbers. The pieces' borders never show in its results. */
export interface Decoder {
  /**
   * Takes the next piece. The bytes are the caller's again when this returns.
   * @throws TotalError at the first fault; the decoder is of no use after that
   */
  push(bytes: Uint8Array): void;
  /**
   * The source has ended: ends its last token, checks that its structure is whole.
   * @throws TotalError where it ends too early
   */
  end(): void;
  /** Whether the next byte stands in a quoted field. Only `csv` and `tsv` have such. */
  isInQuotes?(): boolean;
}

/** What the rows of a CSV are like. */
export interface CsvRows {
  /** How many fields each has. */
  readonly fields: number;
  /** Those that are picked, from 0, ascending. */
  readonly picked: readonly number[];
}

/** Where a decoder stands in its source: all that must be known to go on there and to name places. */
export interface Position {
  /** The line of the next byte, from 1. A line ends with LF. */
  line: number;
  /** The offset of that line's first byte; a byte-order mark before it is not part of the line. */
  lineStart: number;
  /** The offset of the next byte: how many bytes have been taken. */
  offset: number;
}

export interface DecoderOptions extends FormatOptions {
  readonly sink: NumbersSink;
  /** What errors call the source. */
  readonly source?: string | undefined;
  /** Count bad numbers as skipped instead of throwing `BAD_NUMBER`. */
  readonly skipInvalid: boolean;
  /** Told of a fault when it is seen, where it is thrown only later: more of the source may show another, which goes before it. */
  readonly onDeferredFault?: ((fault: TotalError) => void) | undefined;
  /**
   * Where the bytes begin in their source, between two of its numbers; the decoder moves it along. For `text`, `ndjson`, `f64` (of which the
   * offset counts alone), `csv` and `tsv`: JSON is read whole.
   * @default the start of the source
   */
  readonly position?: Position | undefined;
  /** `csv`, `tsv`: what rows are like, where the bytes begin at one behind the first. */
  readonly rows?: CsvRows | undefined;
}

export type NewDecoder = (options: DecoderOptions) => Decoder;
