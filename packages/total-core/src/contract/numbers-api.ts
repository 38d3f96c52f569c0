/** The numbers API: whatever delivers the numbers. */
import type { FormatOptions } from "./format-options.js";
import type { Format } from "./formats.js";

export type { FormatOptions } from "./format-options.js";
export { FORMATS, type Format } from "./formats.js";

export interface NumbersApi {
  /**
   * Delivers the numbers, batch by batch. Each call starts anew. When `signal` aborts, the source lets go of what it holds.
   * A batch is the source's again after the next `next()`: it may reuse the array.
   */
  numbers(options: NumbersOptions): AsyncIterable<Batch>;
  /**
   * The same numbers, some of them added already, in other threads say. `totalOf` asks for these where there is such a method; whoever wants
   * the numbers themselves need not know of it.
   */
  partials?(options: PartialsOptions): AsyncIterable<Batch | PartialBatch>;
}

export interface NumbersOptions {
  readonly signal: AbortSignal;
}

export interface PartialsOptions extends NumbersOptions {
  /** Whether bad numbers are to be counted as skipped, where they are decoded on the way. */
  readonly skipInvalid: boolean;
}

/** What a numbers API yields. */
export type Batch = readonly number[] | readonly bigint[] | NumberArray | EncodedBatch | DecodedBatch;

export type FloatArray = Float32Array | Float64Array;
export type SmallIntegerArray =
  Int8Array | Uint8Array | Uint8ClampedArray | Int16Array | Uint16Array | Int32Array | Uint32Array;
export type BigIntegerArray = BigInt64Array | BigUint64Array;
export type NumberArray = FloatArray | SmallIntegerArray | BigIntegerArray;

/**
 * Bytes that spell numbers. Batches of the same format, name and options go on where the last one stopped: a token may be cut
 * between two of them. Any other batch begins another source, and the end of a source ends its token.
 */
export interface EncodedBatch extends FormatOptions {
  readonly bytes: Uint8Array;
  readonly format: Format;
  /** What errors call the source. */
  readonly name?: string | undefined;
}

/** Numbers that their source has decoded by itself, as it does a column of Parquet, and the counts that go with them. */
export interface DecodedBatch {
  readonly numbers: readonly number[] | readonly bigint[] | NumberArray | BigEndianIntegers;
  /** Each integer stands for itself × 10^exponent; a floating-point number always for itself. From -4000 to 4000. @default 0 */
  readonly exponent?: number | undefined;
  /** What bytes spelled them in. */
  readonly format: Format;
  /** What errors call the source. */
  readonly name?: string | undefined;
  /** How many bytes that were, decompressed. */
  readonly bytes: number;
  /** As in {@link Progress}. */
  readonly empty: number;
  /** With the option `by`. */
  readonly keys?: NumberKeys | undefined;
}

/** To which group each of some numbers belongs. */
export interface NumberKeys {
  /** All keys that the source has shown so far, in this order, those of places without a number too. */
  readonly names: readonly string[];
  /** Of each number, which of the names is its key. */
  readonly indices: Uint32Array;
}

/** Integers in two's complement, one after another, the most significant byte of each first. */
export interface BigEndianIntegers {
  readonly bigEndian: Uint8Array;
  /** Bytes of each. */
  readonly width: number;
}

/** Decoded numbers that were added elsewhere, on their way to be merged, and the counts that go with them. */
export interface PartialBatch {
  /** What `Total.toBytes()` gives. */
  readonly partial: Uint8Array;
  /** What their bytes spelled them in. */
  readonly format: Format;
  /** How many bytes that were, decompressed. */
  readonly bytes: number;
  /** As in {@link Progress}. */
  readonly empty: number;
  /** As in {@link Progress}. */
  readonly skipped: number;
}

export interface Progress {
  /** Numbers added. */
  readonly count: number;
  /** Bytes read from encoded sources, decompressed. */
  readonly bytes: number;
  /** Places that hold no number: a null in a picked field, an empty cell. */
  readonly empty: number;
  /** Bad numbers passed over, with `skipInvalid`. */
  readonly skipped: number;
}
