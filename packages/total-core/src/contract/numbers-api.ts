/** The numbers API: whatever delivers the numbers. */
import type { FormatOptions } from "./format-options.js";
import type { Format } from "./formats.js";

export type { FormatOptions } from "./format-options.js";
export { FORMATS, type Format } from "./formats.js";

export interface NumbersApi {
  /**
   * Delivers the numbers, batch by batch. Each call starts anew. When `signal` aborts, the source releases its resources.
   * After the next `next()`, the source may reuse the array of a batch.
   */
  numbers(options: NumbersOptions): AsyncIterable<Batch>;
  /**
   * The same numbers, some of them already added, in other threads for example. `totalOf` calls this method where there is one; a reader of the
   * numbers themselves does not need it.
   */
  partials?(options: PartialsOptions): AsyncIterable<Batch | PartialBatch>;
}

export interface NumbersOptions {
  readonly signal: AbortSignal;
}

export interface PartialsOptions extends NumbersOptions {
  /** Whether a source that decodes its bytes itself counts bad numbers as skipped. */
  readonly skipInvalid: boolean;
}

/** A part of the numbers, as a numbers API yields it. */
export type Batch = readonly number[] | readonly bigint[] | NumberArray | EncodedBatch | DecodedBatch;

export type FloatArray = Float32Array | Float64Array;
export type SmallIntegerArray =
  Int8Array | Uint8Array | Uint8ClampedArray | Int16Array | Uint16Array | Int32Array | Uint32Array;
export type BigIntegerArray = BigInt64Array | BigUint64Array;
export type NumberArray = FloatArray | SmallIntegerArray | BigIntegerArray;

/**
 * Bytes that spell numbers. A batch of the same format, name and options continues the last one: a token may be cut between the two. Any other
 * batch begins another source, and the end of a source ends its token.
 */
export interface EncodedBatch extends FormatOptions {
  readonly bytes: Uint8Array;
  readonly format: Format;
  /** What errors call the source. */
  readonly name?: string | undefined;
}

/** Numbers that their source has decoded itself, such as a column of Parquet, and their counts. */
export interface DecodedBatch {
  readonly numbers: readonly number[] | readonly bigint[] | NumberArray | BigEndianIntegers;
  /** Each integer means itself × 10^exponent; a floating-point number always means itself. From -4000 to 4000. @default 0 */
  readonly exponent?: number | undefined;
  /** The format of their bytes. */
  readonly format: Format;
  /** What errors call the source. */
  readonly name?: string | undefined;
  /** How many bytes spelled them, decompressed. */
  readonly bytes: number;
  /** As in {@link Progress}. */
  readonly empty: number;
  /** With the option `by`. */
  readonly keys?: NumberKeys | undefined;
}

/** The group that each number of a batch belongs to. */
export interface NumberKeys {
  /** All keys that the source has shown so far, in this order; also the keys of places without a number. */
  readonly names: readonly string[];
  /** For each number, the index of its key in `names`. */
  readonly indices: Uint32Array;
}

/** Integers in two's complement, one after another, the most significant byte of each first. */
export interface BigEndianIntegers {
  readonly bigEndian: Uint8Array;
  /** How many bytes each integer has. */
  readonly width: number;
}

/** The total of numbers that were added elsewhere, to be merged, and their counts. */
export interface PartialBatch {
  /** What `Total.toBytes()` gives. */
  readonly partial: Uint8Array;
  /** The format of their bytes. */
  readonly format: Format;
  /** How many bytes spelled them, decompressed. */
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
