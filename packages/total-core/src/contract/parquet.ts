/** All that a source needs of Parquet's reader, which it is given as an option: it is more code than all sources together. */
import { wrongTypeOf } from "../basics/option-values.js";
import { TotalError } from "./errors.js";
import type { DecodedBatch, FormatOptions } from "./numbers-api.js";

/** Bytes that can be read from any place. */
export interface RandomAccess {
  /** In bytes. */
  readonly size: number;
  /**
   * Reads bytes from `position` on into `buffer`, until it is full.
   * @returns how many there were: fewer only at the end
   * @throws TotalError SOURCE_UNAVAILABLE, SOURCE_CHANGED
   */
  read(buffer: Uint8Array, position: number): Promise<number>;
  /** @throws TotalError SOURCE_CHANGED where the bytes are no longer what they were */
  checkUnchanged(): Promise<void>;
  /** Releases the file or the memory. */
  close(): Promise<void>;
}

/** How Parquet data are read. */
export interface ParquetOptions extends Pick<FormatOptions, "column" | "by"> {
  /** The name of the data in errors. */
  readonly name: string | undefined;
  /** Called with the number of bytes that are done. */
  readonly onPosition?: ((position: number) => void) | undefined;
  /**
   * Only the row groups whose first picked column begins in this range of the file's bytes, without `by`.
   * @default all
   * @internal
   */
  readonly range?: ParquetRange | undefined;
}

/**
 * A range of a Parquet file.
 * @internal
 */
export interface ParquetRange {
  readonly begin: number;
  /** Behind the last byte. */
  readonly end: number;
  /**
   * Called before there are numbers, with the bytes that the row groups take: ranges that follow each other take all of the file. With `undefined` where the
   * row groups do not follow each other in the file: then it is read whole.
   */
  readonly onTaken: (taken: { readonly from: number; readonly to: number } | undefined) => void;
}

/** Reads Parquet. `parquet` of `@dlg/total-core/parquet` is one. */
export interface ParquetReader {
  /**
   * The numbers in the columns that the options name. The data are closed at the end.
   * @param data a stream is kept until its end: Parquet is read from its end on
   */
  numbers(
    data: RandomAccess | AsyncIterable<Uint8Array>,
    options: ParquetOptions,
  ): AsyncIterable<DecodedBatch>;
}

/** @throws OptionError, a TypeError, where something else is given */
export function checkParquetReader(given: unknown): void {
  if (given === undefined) return;
  const { numbers } = Object(given) as { readonly numbers?: unknown };
  if (typeof numbers !== "function") {
    throw wrongTypeOf("parquet", "the parquet of @dlg/total-core/parquet", given);
  }
}

/** Data are Parquet, and no reader was given. */
export function noParquetReader(source: string | undefined): TotalError {
  return new TotalError("UNSUPPORTED", {
    place: { source },
    expected:
      'the option parquet, which reads Parquet, from: import { parquet } from "@dlg/total-core/parquet"',
    got: "none",
  });
}
