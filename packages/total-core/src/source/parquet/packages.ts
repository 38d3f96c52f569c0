/** The packages that Parquet needs. They are optional, and loaded with the first Parquet data. */
import type { Compressors } from "hyparquet-compressors";
import type { FileMetaData, MetadataOptions } from "hyparquet";
import type { ParquetFaults } from "./faults.js";

interface Hyparquet {
  parquetMetadata(footer: Uint8Array, options: MetadataOptions): FileMetaData;
  snappyUncompress(input: Uint8Array, output: Uint8Array): void;
}

export async function loadHyparquet(faults: ParquetFaults): Promise<Hyparquet> {
  try {
    return await import("hyparquet");
  } catch (cause) {
    throw missing(faults, "hyparquet, which reads Parquet", cause);
  }
}

/** @param codec the codec that needs the package, for errors */
export async function loadCompressors(faults: ParquetFaults, codec: string): Promise<Compressors> {
  try {
    const { compressors } = await import("hyparquet-compressors");
    return compressors;
  } catch (cause) {
    throw missing(faults, `hyparquet-compressors, which reads ${codec} in Parquet`, cause);
  }
}

interface ZstdStream {
  push(bytes: Uint8Array, isLast: boolean): void;
}

/** fzstd, which hyparquet-compressors depends on, decompresses zstd in parts; `undefined` where it cannot be loaded by itself. */
export async function loadZstdStream(): Promise<
  (new (onPart: (part: Uint8Array) => void) => ZstdStream) | undefined
> {
  return import("fzstd").then(
    ({ Decompress }) => Decompress,
    () => undefined,
  );
}

function missing(faults: ParquetFaults, what: string, cause: unknown): Error {
  return faults.unsupported(`the package ${what}`, "none", cause);
}
