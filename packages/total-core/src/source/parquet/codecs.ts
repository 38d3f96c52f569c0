import { nodeModule } from "../node-modules.js";
import type { Decompress } from "./decompress.js";
import type { ParquetFaults } from "./faults.js";
import { interruptible } from "./interruptible.js";
import { loadCompressors, loadHyparquet } from "./packages.js";

type Native = (bytes: Uint8Array, options: { readonly maxOutputLength: number }) => Uint8Array;

/** Node's own, which are several times as fast. For `GZIP`, readers take zlib's format as well. */
const NATIVE_NAMES: Readonly<Record<string, string>> = {
  GZIP: "unzipSync",
  BROTLI: "brotliDecompressSync",
  ZSTD: "zstdDecompressSync",
};

/**
 * How many times longer than itself a compressed page may be at most; more is said only by a header that lies, and would be
 * allocated before that shows. The others allocate what comes.
 */
const MAX_EXPANSION: Readonly<Record<string, number>> = { SNAPPY: 64, LZ4: 256, LZ4_RAW: 256 };

/** @throws TotalError UNSUPPORTED where neither Node nor the packages know it */
export async function decompressorOf(codec: unknown, faults: ParquetFaults): Promise<Decompress> {
  if (codec === "UNCOMPRESSED") return (bytes) => bytes;
  if (typeof codec !== "string") throw faults.unsupported("a known compression in Parquet", "another");
  const zlib = nodeModule("node:zlib") as unknown as Readonly<Record<string, Native | undefined>> | undefined;
  const native = zlib?.[NATIVE_NAMES[codec] ?? ""];
  if (native !== undefined) return (bytes, size) => native(bytes, { maxOutputLength: Math.max(size, 1) });
  const decompress =
    codec === "SNAPPY" ? await snappy(faults) : (await loadCompressors(faults, codec))[codec as "ZSTD"];
  if (decompress === undefined) throw faults.unsupported("a known compression in Parquet", codec);
  if (codec === "ZSTD") return interruptible(decompress);
  const expansion = MAX_EXPANSION[codec] ?? Infinity;
  return (bytes, size) => {
    if (size > expansion * (bytes.length + 16)) throw new RangeError("the page cannot be as long as it says");
    return decompress(bytes, size);
  };
}

/** The optional package's is more than twice as fast as that of hyparquet. */
async function snappy(faults: ParquetFaults): Promise<Decompress | undefined> {
  try {
    return (await loadCompressors(faults, "SNAPPY")).SNAPPY;
  } catch {
    const { snappyUncompress } = await loadHyparquet(faults);
    return (bytes, size) => {
      const page = new Uint8Array(size);
      snappyUncompress(bytes, page);
      return page;
    };
  }
}
