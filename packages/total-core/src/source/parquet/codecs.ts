import { nodeModule } from "../../basics/node-modules.js";
import type { Decompressor } from "../compression/decompressed.js";
import type { Codec, Decompress } from "./decompress.js";
import type { ParquetFaults } from "./faults.js";
import { interruptible } from "./interruptible.js";
import { lz4Parts, nativeParts, snappyParts, storedParts, zstdParts } from "./long-pages.js";
import { decompressLz4, decompressLz4Raw } from "./lz4.js";
import { loadCompressors, loadHyparquet } from "./packages.js";

export const UNCOMPRESSED: Codec = { decompress: (bytes) => bytes, parts: storedParts };

type Native = (bytes: Uint8Array, options: { readonly maxOutputLength: number }) => Uint8Array;

/** Node's own decompressors are several times as fast. For `GZIP`, readers take zlib's format as well. */
const NATIVE_NAMES: Readonly<Record<string, readonly [whole: string, inParts: string]>> = {
  GZIP: ["unzipSync", "createUnzip"],
  BROTLI: ["brotliDecompressSync", "createBrotliDecompress"],
  ZSTD: ["zstdDecompressSync", "createZstdDecompress"],
};

/** @throws TotalError UNSUPPORTED where neither Node nor the packages know it */
export async function codecOf(codec: unknown, faults: ParquetFaults): Promise<Codec> {
  if (codec === "UNCOMPRESSED") return UNCOMPRESSED;
  if (typeof codec !== "string") throw faults.unsupported("a known compression in Parquet", "another");
  const zlib = (nodeModule("node:zlib") ?? {}) as unknown as Readonly<Record<string, unknown>>;
  const [whole, inParts] = NATIVE_NAMES[codec] ?? ["", ""];
  const native = zlib[whole] as Native | undefined;
  if (native !== undefined) {
    return {
      decompress: (bytes, size) => native(bytes, { maxOutputLength: Math.max(size, 1) }),
      parts: nativeParts(zlib[inParts] as (options: object) => Decompressor),
    };
  }
  if (codec === "SNAPPY") return snappy(faults);
  if (codec === "LZ4") return { decompress: bounded(decompressLz4, LZ4_EXPANSION) };
  if (codec === "LZ4_RAW") return { decompress: bounded(decompressLz4Raw, LZ4_EXPANSION), parts: lz4Parts };
  const other = (await loadCompressors(faults, codec))[codec as "ZSTD"];
  if (other === undefined) throw faults.unsupported("a known compression in Parquet", codec);
  return codec === "ZSTD" ? { decompress: interruptible(other), parts: zstdParts } : { decompress: other };
}

/**
 * How many times longer than itself a compressed page may be at most. A header that says more lies, and that much memory would be
 * allocated before it shows. The other codecs allocate as bytes come.
 */
const SNAPPY_EXPANSION = 64;
const LZ4_EXPANSION = 256;

function bounded(decompress: Decompress, expansion: number): Decompress {
  return (bytes, size) => {
    if (size > expansion * (bytes.length + 16)) throw new RangeError("the page cannot be as long as it says");
    return decompress(bytes, size);
  };
}

async function snappy(faults: ParquetFaults): Promise<Codec> {
  const any = await anySnappy(faults);
  const decompress = bounded((bytes, size) => {
    // The optional package fills up with zeros if more bytes are asked for.
    if (snappyLength(bytes) !== size) throw new RangeError("another length than that of the page");
    return any(bytes, size);
  }, SNAPPY_EXPANSION);
  return { decompress, parts: snappyParts(decompress) };
}

/** The length of the decompressed data, with which Snappy data begin: seven bits a byte, the lowest first. */
function snappyLength(bytes: Uint8Array): number {
  const end = bytes.findIndex((byte) => byte < 0x80);
  return bytes.subarray(0, end + 1).reduceRight((length, byte) => length * 0x80 + (byte & 0x7f), 0);
}

/** The decompressor of the optional package is more than twice as fast as that of hyparquet. */
async function anySnappy(faults: ParquetFaults): Promise<Decompress> {
  const { SNAPPY: own } = await loadCompressors(faults, "SNAPPY").catch(() => ({ SNAPPY: undefined }));
  if (own !== undefined) return own;
  const { snappyUncompress } = await loadHyparquet(faults);
  return (bytes, size) => {
    const page = new Uint8Array(size);
    snappyUncompress(bytes, page);
    return page;
  };
}
