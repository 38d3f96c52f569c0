import type { Compression } from "../../contract/formats.js";
import type { Format } from "../../contract/numbers-api.js";
import { ByteReader } from "../byte-reader.js";
import { compressionOf } from "../first-bytes.js";
import { CompressionFaults, type DecompressionOptions } from "./faults.js";
import { gunzip } from "./gunzip.js";
import { nodeZlib } from "./node-zlib.js";

export interface ReadThroughOptions extends DecompressionOptions {
  /** The format of the decompressed bytes. Where it is not known, the first bytes tell. */
  readonly format: Format | undefined;
  /** The compression as the caller tells it, or by name or media type. Where nothing tells, the first bytes do. */
  readonly compression: GivenCompression | undefined;
}

/** How a caller tells a compression: `none` is one, too. */
export type GivenCompression = Compression | "none";

export const GIVEN_COMPRESSIONS: readonly GivenCompression[] = ["gzip", "zstd", "none"];

const READER_OF_ZSTD = "the reader of zstd, which `equip()` brings";

/** Whether the compressed data themselves show their end. */
export function showsEnd(compression: GivenCompression | undefined): boolean {
  return compression !== undefined && compression !== "none";
}

/**
 * Takes off the compression, if there is one.
 *
 * @returns a reader of the decompressed bytes, `stored` itself where they are not compressed; and the compression that was taken off
 * @throws TotalError UNSUPPORTED where the bytes are compressed twice; `stored` is left then
 * @internal
 */
export async function readThrough(
  stored: ByteReader,
  { format, compression: known, ...options }: ReadThroughOptions,
): Promise<{ readonly input: ByteReader; readonly compression: Compression | undefined }> {
  const compression = known ?? (await compressionOf(stored, format));
  if (compression === undefined || compression === "none") return { input: stored, compression: undefined };
  const decompress = compression === "gzip" ? gunzip : nodeZlib()?.unzstd;
  if (decompress === undefined) {
    await stored.leave();
    throw new CompressionFaults(compression, options).unsupported(READER_OF_ZSTD, "a bundle without it");
  }
  const input = new ByteReader(decompress(stored.remaining(), options));
  const inner = await compressionOf(input, format);
  if (inner === undefined) return { input, compression };
  await input.leave();
  const got = `${inner} data in ${compression} data`;
  throw new CompressionFaults(compression, options).unsupported("numbers that are compressed once", got);
}
