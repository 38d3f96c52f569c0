/** The numbers API: whatever delivers the numbers. */
import type { FormatOptions } from "./format-options.js";
import type { Format } from "./formats.js";

export type { Column, FormatOptions, OneOrMore } from "./format-options.js";
export { FORMATS, type Format } from "./formats.js";

/** Delivers numbers: this is all that a source of your own needs. */
export interface NumbersApi {
  /**
   * Delivers the numbers, batch by batch. Each call starts anew. When `signal` aborts, the source lets go of what it holds.
   * A batch is the source's again after the next `next()`: it may reuse the array.
   *
   * A numbers API that passes on the batches of another one passes on its options, too: `inner.numbers(options)`. If it reads the batches, it
   * takes out `partials`: `inner.numbers({ ...options, partials: false })`.
   */
  numbers(options: NumbersOptions): AsyncIterable<Batch>;
}

/** A reader's word to the numbers API that it reads. */
export interface NumbersOptions {
  /** Aborts when the numbers are no longer wanted. */
  readonly signal: AbortSignal;
  /**
   * Whether there may be a {@link PartialBatch} among the batches. Only who asks gets one; a source that has none delivers the numbers.
   * @default false
   */
  readonly partials?: boolean | undefined;
  /** Whether a partial counts bad numbers as skipped. Other batches leave that to their reader. @default false */
  readonly skipInvalid?: boolean | undefined;
}

/**
 * A piece of the numbers that a numbers API delivers: a list of numbers, or encoded bytes with their format. The other kinds come from the sources of this
 * package; a caller may pass them on as they are.
 */
export type Batch =
  | readonly number[]
  | readonly bigint[]
  /** Decimal literals, as `Total.add` takes them. */
  | readonly string[]
  | NumberArray
  | EncodedBatch
  | DecodedBatch
  | DecodedNumbers
  | LiteralBatch
  | PartialBatch;

/** Floating-point numbers: each is exactly its value. */
export type FloatArray = Float32Array | Float64Array;
/** Integers of up to 32 bits. Their total is a `number`. */
export type SmallIntegerArray =
  Int8Array | Uint8Array | Uint8ClampedArray | Int16Array | Uint16Array | Int32Array | Uint32Array;
/** Integers of 64 bits. Their total is a `bigint`. */
export type BigIntegerArray = BigInt64Array | BigUint64Array;
/** Any typed array. */
export type NumberArray = FloatArray | SmallIntegerArray | BigIntegerArray;

/**
 * Bytes that spell numbers. A batch of the same format, name and options continues the last one: a token may be cut between the two. Any other
 * batch begins another source, and the end of a source ends its token.
 */
export interface EncodedBatch extends FormatOptions {
  /** A piece of the source, cut anywhere. */
  readonly bytes: Uint8Array;
  /** How they spell numbers. */
  readonly format: Format;
  /** The source's name in errors. */
  readonly name?: string | undefined;
  /**
   * `json`, and `ndjson` with a field: documents follow one another, with white space between them or a bracket, and a document may span lines, as in
   * what `jq` writes. Sources of ours say so where nothing but the first bytes has told the format.
   * @default false: JSON is one document, and in NDJSON each line is one
   */
  readonly isSequence?: boolean | undefined;
}

/** Numbers that their source has decoded itself, as it does a column of Parquet, and the counts that go with them. */
export interface DecodedBatch extends DecodedNumbers {
  /** The format of the bytes that spelled the numbers. */
  readonly format: Format;
}

/** The same where no bytes of a format spelled the numbers: they stood in memory, as an Arrow vector does. */
export interface DecodedNumbers {
  readonly numbers: readonly number[] | readonly bigint[] | NumberArray | BigEndianIntegers | WordIntegers;
  /** Each integer means itself × 10^exponent; a floating-point number always means itself. From -4000 to 4000. @default 0 */
  readonly exponent?: number | undefined;
  /** The source's name in errors. */
  readonly name?: string | undefined;
  /** How many bytes spelled them, decompressed. */
  readonly bytes: number;
  /** As in {@link Progress}. */
  readonly empty: number;
  /** With several columns: their names, which a source tells in its first batch at the latest. */
  readonly columns?: readonly string[] | undefined;
  /** The names of the columns that the keys stand in, told with those. */
  readonly keyColumns?: readonly string[] | undefined;
  /** With several columns: the index of the one that the numbers stand in. @default 0 */
  readonly column?: number | undefined;
  /** With the option `by`. */
  readonly keys?: NumberKeys | undefined;
}

/** The key of each number. */
export interface NumberKeys {
  /**
   * All keys that the source has shown so far, in the order in which it did; some may have no number. A key of several parts is as `joinedKeys`
   * (contract/group-keys.ts) makes it.
   */
  readonly names: readonly string[];
  /** For each number, the index of its key in `names`. */
  readonly indices: Uint32Array;
}

/** Integers in two's complement, one after another, the most significant byte of each first. */
export interface BigEndianIntegers {
  readonly bigEndian: Uint8Array;
  /** Bytes of each integer. */
  readonly width: number;
}

/** Decimal literals that came one by one. */
export interface LiteralBatch {
  readonly literals: readonly string[];
  /** For each literal, where it stood among all elements of its source. */
  readonly indices: readonly number[];
  /** Whether a blank one is an empty place. */
  readonly skipEmpty: boolean;
  /** With several columns: the index of the one that they stand in. */
  readonly column?: number | undefined;
}

/** Integers in two's complement, one after another, the least significant word of each first. */
export interface WordIntegers {
  readonly words: Uint32Array;
  /** Words of each integer. */
  readonly width: number;
}

/** The total of numbers that the source has decoded and added, in other threads say, and the counts that go with it. */
export interface PartialBatch {
  /** The bytes of `Total.toBytes()`. */
  readonly partial: Uint8Array;
  /** The format of the bytes that spelled the numbers. */
  readonly format: Format;
  /** How many bytes spelled them, decompressed. */
  readonly bytes: number;
  /** As in {@link Progress}. */
  readonly empty: number;
  /** As in {@link Progress}. @default 0 */
  readonly missing?: number | undefined;
  /** As in {@link Progress}. */
  readonly skipped: number;
}

/** How far a total has come. */
export interface Progress {
  /** Numbers added. */
  readonly count: number;
  /** Bytes read from encoded sources, decompressed. */
  readonly bytes: number;
  /** Places that hold no number: a null in a picked field, an empty cell. */
  readonly empty: number;
  /** The empty places that are objects without the field, with `skipMissing`. */
  readonly missing: number;
  /** Bad numbers passed over, with `skipInvalid`. */
  readonly skipped: number;
}
