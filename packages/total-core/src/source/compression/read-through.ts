import type { Compression } from "../../contract/formats.js";
import type { Format } from "../../contract/numbers-api.js";
import { ByteReader } from "../byte-reader.js";
import { compressionOf } from "../first-bytes.js";
import { CompressionFaults, type DecompressionOptions } from "./faults.js";
import { gunzip } from "./gunzip.js";
import { unzstd } from "./unzstd.js";

export interface ReadThroughOptions extends DecompressionOptions {
  /** The format of the decompressed bytes, if it is known. */
  readonly format: Format | undefined;
  /** The compression by name or media type. If neither tells, the first bytes do. */
  readonly compression: Compression | undefined;
}

export interface Content {
  readonly bytes: AsyncIterable<Uint8Array>;
  /** The compression that was removed. */
  readonly compression: Compression | undefined;
}

const DECOMPRESS = { gzip: gunzip, zstd: unzstd };

/** The bytes, without the compression if there is one. */
export async function readThrough(
  pieces: AsyncIterable<Uint8Array>,
  { format, compression: known, ...options }: ReadThroughOptions,
): Promise<Content> {
  const input = new ByteReader(pieces);
  const compression = known ?? (await compressionOf(input, format));
  const bytes = input.remaining();
  if (compression === undefined) return { bytes, compression };
  const content = DECOMPRESS[compression](bytes, options);
  return { bytes: compressedOnce(content, { format, compression, ...options }), compression };
}

async function* compressedOnce(
  content: AsyncIterable<Uint8Array>,
  { format, compression, ...options }: ReadThroughOptions & { readonly compression: Compression },
): AsyncGenerator<Uint8Array, void, undefined> {
  const input = new ByteReader(content);
  try {
    const inner = await compressionOf(input, format);
    if (inner !== undefined) {
      const got = `${inner} data in ${compression} data`;
      throw new CompressionFaults(compression, options).unsupported("numbers that are compressed once", got);
    }
    yield* input.remaining();
  } finally {
    await input.leave();
  }
}
