/** Whatever totals are made of, as a numbers API. */
import { describe } from "../basics/describe.js";
import { checkedBoolean, checkedChoice, optionError } from "../basics/option-values.js";
import { type FormatOption, formatOptionsOf } from "../contract/format-options.js";
import type { Format } from "../contract/formats.js";
import type { Batch, NumbersApi } from "../contract/numbers-api.js";
import { blobNumbers, isBlob } from "./blob.js";
import { elementBatches } from "./elements.js";
import { GIVEN_COMPRESSIONS, type GivenCompression } from "./compression/read-through.js";
import { isResponse, responseNumbers } from "./http/response.js";
import { openOnce } from "./read-once.js";
import { isStream, numbersOfStream } from "./stream-or-elements.js";
import type { StorageOptions } from "./stored-numbers.js";

export type { GivenCompression } from "./compression/read-through.js";

/**
 * Whatever `totalOf`, `totalsOf` and `totalsBy` take:
 *
 * - a numbers API, of this package or your own;
 * - an async iterable of numbers, bigints, strings of one decimal literal each, or batches;
 * - a `ReadableStream`, or a stream of Node: bytes or text in pieces, or the same as in an async iterable;
 * - a `Response`, whose status, format and end are checked;
 * - a `Blob` or a `File`.
 */
export type Source =
  | NumbersApi
  | AsyncIterable<number | bigint | string | Batch>
  | ReadableStream<Uint8Array>
  | ReadableStream<string>
  | ReadableStream<number | bigint | Batch>
  | Response
  | Blob;

/** An async iterable, some of whose elements are empty, with the option `skipEmpty`. */
export type SparseElements = AsyncIterable<
  | number
  | bigint
  | string
  | Batch
  | null
  | undefined
  | readonly (number | bigint | string | null | undefined)[]
>;

/** For sources of bytes or text. Beside a numbers API, which was given its own, and beside other sources they are a TypeError. */
export interface SourceOptions extends StorageOptions {
  /**
   * The format of the bytes, once they are decompressed.
   * @default told by the Content-Type of a `Response`, or the extension or type of a `File`, else by the first bytes
   */
  readonly format?: Format | undefined;
  /**
   * How the bytes are compressed: `gzip`, `zstd` or `none`.
   * @default by Content-Type, type and extension, else told from the first bytes
   */
  readonly compression?: GivenCompression | undefined;
  /**
   * The source's name in errors.
   * @default the address of a `Response`, the name of a `File`
   */
  readonly name?: string | undefined;
}

/** The options of sources that deliver numbers one by one. */
export interface ElementOptions {
  /** For an async iterable: whether null, undefined and blank strings are empty places. @default false: they are an error */
  readonly skipEmpty?: boolean | undefined;
}

/** All of them but those of the formats. */
const STORED_OPTIONS: Readonly<Record<Exclude<keyof SourceOptions, FormatOption>, true>> = {
  compression: true,
  format: true,
  name: true,
  onStored: true,
  parquet: true,
};
const FORMAT_OPTIONS: object = /* @__PURE__ */ formatOptionsOf({});

/**
 * The source as a numbers API.
 *
 * @param caller the name of the function in errors
 * @throws TypeError where it is no source, or where an option does not belong to it
 * @internal
 */
export function numbersOf(
  caller: string,
  source: unknown,
  options: SourceOptions & ElementOptions,
): NumbersApi {
  const given = Object.keys(options)
    .filter(isSourceOption)
    .filter((name) => options[name] !== undefined);
  if (isNumbersApi(source)) {
    refuseOptions(given, options, "none beside a numbers API, which is made with its own");
    return source;
  }
  checkedChoice("compression", options.compression, GIVEN_COMPRESSIONS);
  const skipEmpty = checkedBoolean("skipEmpty", options.skipEmpty) ?? false;
  const ofBytes: SourceOptions = Object.fromEntries(given.map((name) => [name, options[name]]));
  if (isBlob(source)) return blobNumbers(source, ofBytes);
  if (isResponse(source)) return responseNumbers(source, ofBytes);
  if (isStream(source)) return numbersOfStream(source, ofBytes, { isTold: given.length > 0, skipEmpty });
  if (Symbol.asyncIterator in Object(source)) {
    refuseOptions(
      given,
      options,
      "none beside an async iterable; for one of bytes: streamNumbers(iterable, options)",
    );
    const iterable = source as AsyncIterable<unknown>;
    return {
      numbers({ signal }) {
        const iterator = openOnce("numbers", iterable, iterable[Symbol.asyncIterator]());
        return elementBatches(iterator, { signal, skipEmpty });
      },
    };
  }
  const expected = "a numbers API, an async iterable, a ReadableStream, a Response or a Blob";
  const isList = typeof source === "object" && source !== null && Symbol.iterator in source;
  const wayOut = isList ? " (for a list in memory: total(list), or new Total().addAll(list))" : "";
  throw new TypeError(`${caller}: expected ${expected}, got ${describe(source)}${wayOut}`);
}

function isSourceOption(name: string): name is keyof SourceOptions {
  return Object.hasOwn(FORMAT_OPTIONS, name) || Object.hasOwn(STORED_OPTIONS, name);
}

function isNumbersApi(source: unknown): source is NumbersApi {
  return typeof (Object(source) as Partial<NumbersApi>).numbers === "function";
}

function refuseOptions(
  given: readonly (keyof SourceOptions)[],
  options: SourceOptions,
  expected: string,
): void {
  const [name] = given;
  if (name !== undefined) throw optionError(TypeError, name, expected, describe(options[name]));
}
