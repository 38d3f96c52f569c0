import { nodeModule } from "../../basics/node-modules.js";
import type { Decompress } from "./decompress.js";
import type { ParquetFaults } from "./faults.js";
import { interruptible } from "./interruptible.js";
import { decompressLz4, decompressLz4Raw } from "./lz4.js";
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
  const decompress = await otherDecompressor(codec, faults);
  if (decompress === undefined) throw faults.unsupported("a known compression in Parquet", codec);
  if (codec === "ZSTD") return interruptible(decompress);
  const expansion = MAX_EXPANSION[codec] ?? Infinity;
  return (bytes, size) => {
    if (size > expansion * (bytes.length + 16)) throw new RangeError("the page cannot be as long as it says");
    return decompress(bytes, size);
  };
}

async function otherDecompressor(codec: string, faults: ParquetFaults): Promise<Decompress | undefined> {
  if (codec === "LZ4") return decompressLz4;
  if (codec === "LZ4_RAW") return decompressLz4Raw;
  if (codec === "SNAPPY") return snappy(faults);
  return (await loadCompressors(faults, codec))[codec as "ZSTD"];
}

async function snappy(faults: ParquetFaults): Promise<Decompress> {
  const decompress = await anySnappy(faults);
  return (bytes, size) => {
    // The optional package's fills up with zeros what is asked for beyond that.
    if (snappyLength(bytes) !== size) throw new RangeError("another length than that of the page");
    return decompress(bytes, size);
  };
}

/** What Snappy begins with: how long it is, seven bits a byte, the lowest first. */
function snappyLength(bytes: Uint8Array): number {
  const end = bytes.findIndex((byte) => byte < 0x80);
  return bytes.subarray(0, end + 1).reduceRight((length, byte) => length * 0x80 + (byte & 0x7f), 0);
}

/** The optional package's is more than twice as fast as that of hyparquet. */
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
