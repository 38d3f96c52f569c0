/** Long pages are decompressed in parts, so that a page of 80 MB does not take 80 MB, stored and decompressed. */
import { TotalError } from "../../contract/errors.js";
import { ByteReader } from "../byte-reader.js";
import { DECOMPRESSOR_OPTIONS, decompressed, type Decompressor } from "../compression/decompressed.js";
import { CompressionFaults } from "../compression/faults.js";
import { giveBack } from "../give-back.js";
import type { Decompress, Parts } from "./decompress.js";
import { interruptible } from "./interruptible.js";
import { Lz4Block } from "./lz4-block.js";
import { loadZstdStream } from "./packages.js";
import type { ForwardReader } from "./forward-reader.js";

/** The next `length` bytes of a file, in parts. */
export async function* storedParts(
  reader: ForwardReader,
  length: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  for (let left = length; left > 0;) {
    const part = (await reader.peek(1)).subarray(0, left);
    if (part.length === 0) return;
    yield part;
    reader.skip(part.length);
    left -= part.length;
  }
}

/**
 * Passes on parts of a page of `size` bytes, as long as they are in order. Where they are not it ends: then the page is decompressed
 * once more, as a whole, which tells whether it is damaged or only made by an unusual writer.
 */
export async function* decompressedInParts(
  parts: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let left = size;
  try {
    for await (const part of parts) {
      left -= part.length;
      if (left < 0) return;
      yield part;
    }
  } catch (error) {
    if (error instanceof TotalError && error.code.startsWith("SOURCE_")) throw error;
  }
}

/** Parts by a decompressor of `node:zlib`. */
export function nativeParts(create: (options: object) => Decompressor): Parts {
  const faults = new CompressionFaults("gzip", {});
  return (reader, storedSize) =>
    decompressed(new ByteReader(storedParts(reader, storedSize)), create(DECOMPRESSOR_OPTIONS), faults);
}

/** Parts of zstd data, where Node does not have it. */
export const zstdParts: Parts = async function* (reader, storedSize) {
  const ZstdStream = await loadZstdStream();
  if (ZstdStream === undefined) return;
  const made: Uint8Array[] = [];
  const stream = new ZstdStream((part) => made.push(part));
  const push = interruptible((bytes) => {
    stream.push(bytes, false);
    return bytes;
  });
  for await (const stored of storedParts(reader, storedSize)) {
    // A copy, because the stream keeps what it cannot use yet.
    push(stored.slice(), PART_BYTES);
    yield* made.splice(0);
  }
};

/** Bytes of a part. */
const PART_BYTES = 2 ** 19;

/** A part that takes more stored bytes than this is left to the decompression as a whole. */
const MAX_STORED_BYTES = 2 ** 20;

/** How far back writers of Snappy data let a match reach, although the format would allow more; and LZ4's format. */
const WINDOW_BYTES = 2 ** 16;

/** A tag for a literal of as many bytes as the window. */
const WINDOW_TAG = [0xf4, 0xff, 0xff];

/** The length of a part takes so many bytes, of seven bits each. */
const LENGTH_BYTES = 4;

/**
 * Parts of Snappy data. Each becomes Snappy data by itself: its length, what came before as a literal, and its own tags. A match that
 * reaches back further than the window ends the parts.
 */
export function snappyParts(decompress: Decompress): Parts {
  return async function* (reader, storedSize, size) {
    const begin = LENGTH_BYTES + WINDOW_TAG.length + WINDOW_BYTES;
    const part = new Uint8Array(begin + MAX_STORED_BYTES);
    const first = (await reader.peek(5)).findIndex((byte) => byte < 0x80) + 1;
    reader.skip(first);
    let [stored, left] = [storedSize - first, size];
    for (let window = 0; left > 0; window = WINDOW_BYTES) {
      const wanted = Math.min(MAX_STORED_BYTES, stored);
      const bytes = (await reader.peek(wanted)).subarray(0, wanted);
      const isLast = left < PART_BYTES + 1024;
      const { end, length } = isLast ? { end: bytes.length, length: left } : snappyPart(bytes);
      const head = window === 0 ? begin - LENGTH_BYTES : 0;
      const whole = window + length;
      for (let i = 0; i < LENGTH_BYTES; i += 1)
        part[head + i] = ((whole >>> (7 * i)) & 0x7f) | (i + 1 < LENGTH_BYTES ? 0x80 : 0);
      part.set(bytes.subarray(0, end), begin);
      const out = decompress(part.subarray(head, begin + end), whole);
      part.set(WINDOW_TAG, LENGTH_BYTES);
      part.set(out.subarray(whole - WINDOW_BYTES), begin - WINDOW_BYTES);
      reader.skip(end);
      stored -= end;
      left -= length;
      yield out.subarray(window);
      giveBack(out);
    }
  };
}

/**
 * The first tags of Snappy data that make a part: where they end, and how many bytes they make.
 * @throws RangeError where the data end before
 */
function snappyPart(bytes: Uint8Array): { readonly end: number; readonly length: number } {
  const last = bytes.length - 5;
  let end = 0;
  let length = 0;
  while (length < PART_BYTES) {
    if (end >= last) throw new RangeError("the end of the data");
    const tag = bytes[end]!;
    const step = SNAPPY_STEPS[tag]!;
    length += step >>> 8;
    end += step & 0xff;
    if (step === 0) {
      // A long literal: one to four bytes tell its length, less one.
      const lengthBytes = (tag >>> 2) - 59;
      let literal = 1;
      for (let i = 0; i < lengthBytes; i += 1) literal += bytes[end + 1 + i]! * 256 ** i;
      length += literal;
      end += 1 + lengthBytes + literal;
    }
  }
  if (end > bytes.length) throw new RangeError("the end of the data");
  return { end, length };
}

/** For each tag, how many bytes it makes, times 256, and how many it takes; 0 for a long literal. A table is faster than branches. */
const SNAPPY_STEPS = Uint16Array.from({ length: 256 }, (_, tag) => {
  const [type, high] = [tag & 3, tag >>> 2];
  if (type === 0) return high < 60 ? ((high + 1) << 8) | (high + 2) : 0;
  return type === 1 ? (((high & 7) + 4) << 8) | 2 : ((high + 1) << 8) | (type === 2 ? 3 : 5);
});

/** Parts of an LZ4 block. */
export const lz4Parts: Parts = async function* (reader, storedSize) {
  const out = new Uint8Array(WINDOW_BYTES + PART_BYTES);
  const block = new Lz4Block(out, 0);
  for (let [stored, shown] = [storedSize, 0]; stored > 0 || block.end > shown;) {
    const bytes = (await reader.peek(LZ4_SEQUENCE_BYTES)).subarray(0, stored);
    const used = block.decode(bytes, bytes.length === stored);
    reader.skip(used);
    stored -= used;
    if (used === 0 && block.end === shown) return;
    yield out.subarray(shown, block.end);
    if (block.end === out.length) block.keepLast(WINDOW_BYTES);
    shown = block.end;
  }
};

/** More bytes than the length of a literal takes: a literal of 2^27 bytes has a length of 2^19. */
const LZ4_SEQUENCE_BYTES = 2 ** 19;
