import type * as zlib from "node:zlib";
import { quote } from "../../basics/quote.js";
import { ByteReader } from "../byte-reader.js";
import { nodeModule, nodeVersion } from "../../basics/node-modules.js";
import { DECOMPRESSOR_OPTIONS, decompressed, type Decompressor } from "./decompressed.js";
import { CompressionFaults, type DecompressionOptions } from "./faults.js";
import { zstdFrames } from "./zstd-frames.js";

/** The part of `node:zlib` that only the versions below have. */
interface Zstd {
  readonly createZstdDecompress?: (options: zlib.ZlibOptions) => Decompressor;
}

const VERSIONS_WITH_ZSTD = "Node 22.15, 23.8 or newer, which reads zstd";

/**
 * Decompresses zstd data, RFC 8878, in constant memory: frame after frame; skippable frames are skipped.
 *
 * @param pieces their owner may overwrite each once the next is asked for
 * @throws TotalError UNSUPPORTED where this Node has no zstd; BAD_FORMAT where the data are damaged or something else
 * follows them, `cutShort` where they end early
 */
export async function* unzstd(
  pieces: AsyncIterable<Uint8Array>,
  options: DecompressionOptions = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  const faults = new CompressionFaults("zstd", options);
  const input = new ByteReader(pieces);
  try {
    const { createZstdDecompress } = (nodeModule("node:zlib") ?? {}) as Zstd;
    if (createZstdDecompress === undefined) throw faults.unsupported(VERSIONS_WITH_ZSTD, nodeVersion());
    const frames = new ByteReader(zstdFrames(input, faults));
    yield* decompressed(frames, createZstdDecompress(DECOMPRESSOR_OPTIONS), faults);
    // Where the bytes after a frame are no frame, Node 26 ends and leaves them.
    const rest = await frames.peek();
    if (rest.length > 0) throw faults.damaged("zstd data to the end", quote(rest));
  } finally {
    await input.leave();
  }
}
