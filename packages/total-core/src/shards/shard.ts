/** The words of work that is cut for many machines. All of it is plain data that survives JSON. */
import type { Format, FormatOptions } from "../contract/numbers-api.js";

/** A source, and the state in which it is to be read: a line of a manifest. */
export interface ListedSource {
  /** A path, or an address of http: or https: with all that it takes to read it. */
  readonly source: string;
  /** In bytes as they are stored; `null` where an address does not tell. */
  readonly size: number | null;
  /** A file has the time of its last change, in nanoseconds since 1970; an address has its ETag, `null` where it has none. */
  readonly version: string | null;
}

/** How the numbers are written: the options of all formats, and these. They are part of what makes two runs the same. */
export interface ShardOptions extends FormatOptions {
  /** The format of the bytes, once they are decompressed. @default as `fileNumbers` and `httpNumbers` tell it */
  readonly format?: Format | undefined;
  /** Count bad numbers as skipped. @default false */
  readonly skipInvalid?: boolean | undefined;
}

/** All that a machine needs to know to make one part. */
export interface Shard {
  /** SHA-256, in hexadecimal, of all that makes the run: see `runOf`. */
  readonly run: string;
  /** From 0. */
  readonly shard: number;
  /** How many shards there are. */
  readonly of: number;
  /** How the numbers are written. */
  readonly options: ShardOptions;
  /** None where it has no bytes. */
  readonly pieces: readonly ShardPiece[];
}

/** A shard's piece of one source. A source that cannot be cut is read whole by the shard that has its first byte; the others leave it. */
export interface ShardPiece extends ListedSource {
  /** The source's place in the list, from 0. */
  readonly index: number;
  /** In bytes of the source. */
  readonly begin: number;
  /** Behind the last byte. */
  readonly end: number;
  /** Where its first row begins, where that is proven: the piece is read a second time. */
  readonly start?: number | undefined;
  /** The currencies of the columns of the sources before, where they are others than the piece has: it is read a second time. */
  readonly before?: readonly (string | null)[] | undefined;
}
