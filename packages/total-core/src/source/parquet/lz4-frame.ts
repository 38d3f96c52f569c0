/** LZ4's frame format: github.com/lz4/lz4, doc/lz4_Frame_format.md. */
import { decompressBlock } from "./lz4-block.js";
import { xxHash32 } from "./xx-hash.js";

const MAGIC = 0x184d2204;
const VERSION = 1;

/** Flags of a frame. */
const HAS_CONTENT_SIZE = 8;
const HAS_CONTENT_CHECKSUM = 4;
const HAS_BLOCK_CHECKSUMS = 16;
const ARE_INDEPENDENT = 32;
/** A flag that is not defined, and one for a dictionary, which Parquet does not have. */
const UNKNOWN = 3;

/** The bit of a block's length that says that the block is not compressed. */
const IS_STORED = 2 ** 31;

export function isFrame(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true) === MAGIC;
}

/**
 * Decompresses one frame, and holds it to its checksums.
 * @returns how many bytes there were
 * @throws RangeError where it is damaged, or there is no room for all of it
 */
export function decompressFrame(bytes: Uint8Array, out: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const flags = view.getUint8(4);
  check(flags >> 6 === VERSION && (flags & UNKNOWN) === 0);
  const headerEnd = 6 + ((flags & HAS_CONTENT_SIZE) === 0 ? 0 : 8);
  check(view.getUint8(headerEnd) === ((xxHash32(bytes.subarray(4, headerEnd)) >>> 8) & 0xff));
  let at = headerEnd + 1;
  let end = 0;
  for (let word = view.getUint32(at, true); word !== 0; word = view.getUint32(at, true)) {
    const length = word % IS_STORED;
    at += 4;
    check(length <= bytes.length - at);
    const block = bytes.subarray(at, at + length);
    at += length;
    if ((flags & HAS_BLOCK_CHECKSUMS) !== 0) {
      check(view.getUint32(at, true) === xxHash32(block));
      at += 4;
    }
    if (word < IS_STORED) end = decompressBlock(block, out, end, (flags & ARE_INDEPENDENT) === 0 ? 0 : end);
    else {
      check(length <= out.length - end);
      out.set(block, end);
      end += length;
    }
  }
  at += 4;
  if ((flags & HAS_CONTENT_SIZE) !== 0) check(view.getBigUint64(6, true) === BigInt(end));
  if ((flags & HAS_CONTENT_CHECKSUM) !== 0) {
    check(view.getUint32(at, true) === xxHash32(out.subarray(0, end)));
    at += 4;
  }
  check(at === bytes.length);
  return end;
}

function check(isGood: boolean): void {
  if (!isGood) throw new RangeError("a damaged LZ4 frame");
}
