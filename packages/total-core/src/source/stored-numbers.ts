import type { Compression, FormatFromPrefix } from "../contract/formats.js";
import type { Batch, Format, FormatOptions } from "../contract/numbers-api.js";
import { ByteReader } from "./byte-reader.js";
import type { DecompressionOptions } from "./compression/faults.js";
import { readThrough } from "./compression/read-through.js";
import { encodedBatches } from "./encoded-batches.js";
import { formatOf } from "./first-bytes.js";
import type { RandomAccess } from "./parquet/random-access.js";

export interface StorageOptions extends FormatOptions {
  /** Told how many bytes more were read or passed over, as they are stored: before anything is decompressed. */
  readonly onStored?: ((bytes: number) => void) | undefined;
}

/** What is known of stored bytes before they are read. */
export interface Storage extends StorageOptions, DecompressionOptions {
  /** Of what is compressed, where it is. Where it is not known, the first bytes tell. */
  readonly format: Format | undefined;
  /** Whether the format says nothing of what is inside, should the first bytes show that it is compressed. */
  readonly isOfWhole?: boolean | undefined;
  /** Where it is not known, the first bytes tell. */
  readonly compression: Compression | undefined;
  /** Opens the same bytes to be read from any place, which Parquet wants. Without it, they are kept until all are there. */
  readonly randomAccess?: (() => Promise<RandomAccess | undefined>) | undefined;
}

/**
 * The numbers in bytes as they are stored: compressed or not, in whatever format.
 *
 * @throws TotalError UNSUPPORTED where they are compressed twice, or in a way that is not known here
 */
export async function* storedNumbers(
  pieces: AsyncIterable<Uint8Array>,
  storage: Storage,
  formatFromPrefix: FormatFromPrefix,
): AsyncGenerator<Batch, void, undefined> {
  const { format: told, isOfWhole = false, compression, name, cutShort, onStored, ...others } = storage;
  const { randomAccess, ...options } = others;
  let stored = 0;
  const count = (bytes: number) => {
    stored += bytes;
    onStored?.(bytes);
  };
  const content = await readThrough(counted(pieces, count), { format: told, compression, name, cutShort });
  const input = new ByteReader(content.bytes);
  const known = isOfWhole && content.compression !== undefined ? undefined : told;
  const format = known ?? (await formatOf(input, formatFromPrefix, options));
  if (format !== "parquet") {
    yield* encodedBatches(input.remaining(), { format, name, ...options });
    return;
  }
  // Loaded where it is needed: it is more code than all the rest of the sources.
  const { parquetNumbers, spooled } = await import("./parquet/index.js");
  const asked = { name, column: options.column, by: options.by };
  const access = content.compression === undefined ? await randomAccess?.() : undefined;
  if (access === undefined) {
    const kept = await spooled(input.remaining(), { name });
    yield* parquetNumbers(kept, asked);
    return;
  }
  await input.leave();
  const onPosition = (position: number) => count(Math.max(position - stored, 0));
  yield* parquetNumbers(access, { ...asked, onPosition });
}

async function* counted(
  pieces: AsyncIterable<Uint8Array>,
  count: (bytes: number) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const piece of pieces) {
    count(piece.length);
    yield piece;
  }
}
