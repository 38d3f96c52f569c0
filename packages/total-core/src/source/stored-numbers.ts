import type { Compression, FormatFromPrefix } from "../formats.js";
import type { EncodedBatch, Format, FormatOptions } from "../numbers-api.js";
import { ByteReader } from "./byte-reader.js";
import type { DecompressionOptions } from "./compression/faults.js";
import { readThrough } from "./compression/read-through.js";
import { encodedBatches } from "./encoded-batches.js";
import { formatOf } from "./first-bytes.js";

export interface StorageOptions extends FormatOptions {
  /**
   * Told of each piece how many bytes it has, as it is stored: before anything is decompressed.
   */
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
}

/**
 * The numbers in bytes as they are stored: compressed or not, in whatever format.
 *
 * @throws TotalError UNSUPPORTED where they are compressed twice, or in a way that is not known here
 */
export async function* storedNumbers(
  pieces: AsyncIterable<Uint8Array>,
  { format: told, isOfWhole = false, compression, name, cutShort, onStored, ...options }: Storage,
  formatFromPrefix: FormatFromPrefix,
): AsyncGenerator<EncodedBatch, void, undefined> {
  const stored = onStored === undefined ? pieces : counted(pieces, onStored);
  const content = await readThrough(stored, { format: told, compression, name, cutShort });
  const input = new ByteReader(content.bytes);
  const known = isOfWhole && content.compression !== undefined ? undefined : told;
  const format = known ?? (await formatOf(input, formatFromPrefix, options));
  yield* encodedBatches(input.remaining(), { format, name, ...options });
}

async function* counted(
  pieces: AsyncIterable<Uint8Array>,
  onStored: (bytes: number) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const piece of pieces) {
    onStored(piece.length);
    yield piece;
  }
}
