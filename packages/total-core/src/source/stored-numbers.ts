import { formatOptionsOf } from "../contract/format-options.js";
import { FORMAT_TABLE, speaksTo } from "../contract/formats.js";
import type { Batch, EncodedBatch, Format, FormatOptions } from "../contract/numbers-api.js";
import {
  checkParquetReader,
  noParquetReader,
  type ParquetReader,
  type RandomAccess,
} from "../contract/parquet.js";
import { standInFor } from "../contract/read-buffers.js";
import { checkFormatOptions, formatFromPrefix } from "../decode/index.js";
import { ByteReader } from "./byte-reader.js";
import { readThrough, type ReadThroughOptions } from "./compression/read-through.js";
import { compressionFromPrefix, formatOf } from "./first-bytes.js";

/** The options of sources of bytes: those of all formats, and these. */
export interface StorageOptions extends FormatOptions {
  /** Told how many bytes more were read or passed over, as they are stored: before anything is decompressed. */
  readonly onStored?: ((bytes: number) => void) | undefined;
  /**
   * Reads Parquet: `parquet` of `@dlg/total-core/parquet`. Without it, Parquet data are `UNSUPPORTED`. The exports of `@dlg/total-core/node`
   * need none: they load the same reader where there are Parquet data.
   */
  readonly parquet?: ParquetReader | undefined;
}

/** @throws OptionError: a TypeError or RangeError that names the `option` */
export function checkStorageOptions(format: Format | undefined, options: StorageOptions): void {
  checkFormatOptions(format, options);
  checkParquetReader(options.parquet);
}

/**
 * Stored bytes, as far as they are known before they are read.
 * @internal
 */
export interface Storage extends StorageOptions, ReadThroughOptions {
  /** Whether the format is that of the stored bytes: if they turn out to be compressed, it says nothing of what is inside. */
  readonly isOfWhole?: boolean | undefined;
  /** Opens the same bytes to be read from any place, which Parquet wants. Without it, they are kept until all are there. */
  readonly randomAccess?: (() => Promise<RandomAccess | undefined>) | undefined;
}

/**
 * The numbers in bytes as they are stored: compressed or not, in whatever format.
 *
 * Bytes come as at least one batch, if an empty one: only the decoder can say whether no bytes at all are a total of 0 or an error, and it
 * must hear that there was a source.
 *
 * @throws TotalError UNSUPPORTED where they are compressed twice, or in a way that is not known here, or Parquet without its reader
 * @internal
 */
export async function* storedNumbers(
  pieces: AsyncIterable<Uint8Array>,
  storage: Storage,
): AsyncGenerator<Batch, void, undefined> {
  const {
    format: told,
    isOfWhole,
    compression: known,
    cutShort,
    onStored,
    parquet,
    randomAccess,
    ...options
  } = storage;
  const { name } = options;
  let stored = 0;
  const count = (bytes: number) => {
    stored += bytes;
    onStored?.(bytes);
  };
  const reader = new ByteReader(pieces, count);
  const { input, compression } = await readThrough(reader, {
    format: told,
    compression: known,
    name,
    cutShort,
  });
  try {
    const isTold = told !== undefined && !(isOfWhole && compression !== undefined);
    const format = isTold ? told : await formatOf(input, options);
    if (format !== "parquet") {
      const encoding = { format, ...ifSequence(format, isTold), ...options };
      let isEmpty = true;
      for await (const bytes of input.remaining()) {
        isEmpty = false;
        yield* standInFor({ bytes, ...encoding });
      }
      if (isEmpty) yield { bytes: new Uint8Array(0), ...encoding };
      return;
    }
    if (parquet === undefined) throw noParquetReader(name);
    const asked = { name, column: options.column, by: options.by };
    const access = compression === undefined ? await randomAccess?.() : undefined;
    if (access === undefined) {
      yield* parquet.numbers(input.remaining(), asked);
    } else {
      await input.leave();
      const onPosition = (position: number) => count(Math.max(position - stored, 0));
      yield* parquet.numbers(access, { ...asked, onPosition });
    }
  } finally {
    await input.leave();
  }
}

/**
 * The same for all bytes of a source at once, as the batch that they are.
 *
 * @returns `undefined` where they have to be undone first, or taken out of their order
 * @internal
 */
export function wholeNumbers(
  bytes: Uint8Array,
  { format: told, compression, name }: Pick<Storage, "format" | "compression" | "name">,
  options: FormatOptions,
): EncodedBatch | undefined {
  const clues = { isAll: true, isBinary: told === "f64" };
  if (compression !== undefined || compressionFromPrefix(bytes, clues) !== "none") return undefined;
  const format = told ?? formatFromPrefix(bytes, { isAll: true, ...options })!;
  if (FORMAT_TABLE[format].isNotStreamed) return undefined;
  return { bytes, format, name, ...ifSequence(format, told !== undefined), ...formatOptionsOf(options) };
}

/** A caller that names JSON means one document, and NDJSON a document a line. JSON that only the bytes tell may be a sequence of documents. */
function ifSequence(format: Format, isTold: boolean): Pick<EncodedBatch, "isSequence"> {
  return !isTold && speaksTo("field", format) ? { isSequence: true } : {};
}
