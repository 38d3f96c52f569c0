/** The interface of decoders. A decoder knows the sink that it writes to, and not how sums are kept. */
import type { Currencies } from "./currencies.js";
import type { TotalError } from "./errors.js";
import type { EncodedBatch, FormatOptions } from "./numbers-api.js";
import type { NumbersSink } from "./sink.js";

/** Turns the bytes of one source, in pieces of any size, into numbers. Its results do not depend on where the pieces are cut. */
export interface Decoder {
  /**
   * Takes the next piece. The caller may change the bytes once this returns.
   * @throws TotalError at the first fault; the decoder must not be used after that
   */
  push(bytes: Uint8Array): void;
  /**
   * The source has ended: ends its last token, and checks that its structure is complete.
   * @throws TotalError where the source ends too early
   */
  end(): void;
  /** Whether a row may begin with the next byte. Only decoders of `csv` and `tsv` have it: elsewhere one begins behind every LF. */
  isAtRowStart?(): boolean;
}

/** The shape of the rows of a CSV. */
export interface CsvRows {
  /** How many fields each row has. */
  readonly fields: number;
  /** The fields that are picked, from 0, ascending. */
  readonly picked: readonly number[];
  /** The fields of numbers, in the order in which they were asked for. @default `picked` */
  readonly numbers?: readonly number[] | undefined;
  /** The names of these. */
  readonly names?: readonly string[] | undefined;
  /** A character in the first row that may be the true delimiter, for errors. */
  readonly otherDelimiter?: string | undefined;
  /** Where the words of the first row stand on their line, if fields are words and it has spaces alone between them. */
  readonly words?: readonly WordPlace[] | undefined;
}

/** In bytes from the line's start. */
export interface WordPlace {
  readonly begin: number;
  /** Behind the last byte. */
  readonly end: number;
}

/** How far a decoder has come in its source: all that another one has to know to go on there and to name places. */
export interface Position {
  /** The line of the next byte, from 1. A line ends with LF. */
  line: number;
  /** The offset of that line's first byte, after a byte-order mark. */
  lineStart: number;
  /** The offset of the next byte: how many bytes the decoder has taken. */
  offset: number;
}

export interface DecoderOptions extends FormatOptions {
  readonly sink: NumbersSink;
  /** The name of the source in errors. */
  readonly source?: string | undefined;
  /** Count bad numbers as skipped instead of throwing `BAD_NUMBER`. */
  readonly skipInvalid: boolean;
  /** The currencies that the numbers before have had, with the option `money`. @default none */
  readonly currencies?: Currencies | undefined;
  /** As in {@link EncodedBatch}. */
  readonly isSequence?: EncodedBatch["isSequence"];
  /** Called when a fault is found that is thrown only later, because a fault further on in the source may go before it. */
  readonly onDeferredFault?: ((fault: TotalError) => void) | undefined;
  /**
   * Where the bytes begin in their source, between two of its numbers; the decoder moves it along. For `text`, `ndjson`, `csv`, `tsv`, and `f64`,
   * which uses the offset alone. JSON is read from its start.
   * @default the start of the source
   */
  readonly position?: Position | undefined;
  /** `csv`, `tsv`: the shape of rows, where the bytes begin after the first row. */
  readonly rows?: CsvRows | undefined;
}

export type NewDecoder = (options: DecoderOptions) => Decoder;
