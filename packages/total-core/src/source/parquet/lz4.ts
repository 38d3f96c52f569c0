/** LZ4, as Parquet's codecs `LZ4_RAW` and `LZ4` have it. */
import { decompressBlock } from "./lz4-block.js";
import { decompressFrame, isFrame } from "./lz4-frame.js";

/** `LZ4_RAW`: one block. */
export function decompressLz4Raw(bytes: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(size);
  return out.subarray(0, decompressBlock(bytes, out, 0));
}

/**
 * `LZ4`, which was never defined and is deprecated. Java wrote Hadoop's framing, Arrow before 0.15 and others one block, and the first
 * versions in Rust wrote LZ4's own frames. As in other readers, the framing whose lengths all fit is taken.
 */
export function decompressLz4(bytes: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(size);
  try {
    if (decompressHadoop(bytes, out)) return out;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return isFrame(bytes) ? out.subarray(0, decompressFrame(bytes, out)) : decompressLz4Raw(bytes, size);
}

/**
 * Hadoop's framing: the decompressed length, big-endian in 32 bits, then blocks, each after its own length.
 * @returns whether the bytes are in this framing and fill the output
 * @throws RangeError
 */
function decompressHadoop(bytes: Uint8Array, out: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let [at, end] = [0, 0];
  while (at < bytes.length) {
    const partEnd = end + view.getUint32(at);
    at += 4;
    if (partEnd === end || partEnd > out.length) return false;
    while (end < partEnd) {
      const length = view.getUint32(at);
      at += 4;
      if (length > bytes.length - at) return false;
      end = decompressBlock(bytes.subarray(at, at + length), out.subarray(0, partEnd), end);
      at += length;
    }
  }
  return end === out.length;
}
