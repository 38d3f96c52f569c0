/** Long pages are decompressed in parts, so that a page of 80 MB does not take 80 MB, stored and decompressed. */
import { TotalError } from "../../contract/errors.js";
import { ByteReader } from "../byte-reader.js";
import { DECOMPRESSOR_OPTIONS, decompressed, type Decompressor } from "../compression/decompressed.js";
import { CompressionFaults } from "../compression/faults.js";
import { giveBack } from "../give-back.js";
import type { Decompress } from "./codecs.js";
import { Lz4Block } from "./lz4-block.js";
import type { ForwardReader } from "./random-access.js";

/** Decompresses the next `storedSize` bytes of a file in parts. Each is good until the next is asked for. */
export type Parts = (
  reader: ForwardReader,
  storedSize: number,
  size: number,
) => AsyncGenerator<Uint8Array, void, undefined>;

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
    const isOfSource = error instanceof TotalError && error.code.startsWith("SOURCE_");
    if (isOfSource) throw error;
  }
}

/** Parts by a decompressor of `node:zlib`. */
export function nativeParts(create: (options: object) => Decompressor): Parts {
  const faults = new CompressionFaults("gzip", {});
  return (reader, storedSize) =>
    decompressed(new ByteReader(storedParts(reader, storedSize)), create(DECOMPRESSOR_OPTIONS), faults);
}

/** Bytes of a part. */
const PART_BYTES = 2 ** 20;

/** A part of Snappy data that takes more stored bytes than this is left to the decompression as a whole. */
const MAX_STORED_BYTES = 2 ** 21;

/**
 * Parts of Snappy data. Its writers compress blocks of 64 KiB, each by itself, so that a MiB of them are Snappy data themselves once a
 * length is put before them. The format does not say so: another writer's data end the parts.
 */
export function snappyParts(decompress: Decompress): Parts {
  return async function* (reader, storedSize, size) {
    const part = new Uint8Array(SNAPPY_LENGTH_BYTES + MAX_STORED_BYTES);
    let stored = storedSize;
    const first = await reader.peek(5);
    const lengthBytes = first.findIndex((byte) => byte < 0x80) + 1;
    reader.skip(lengthBytes);
    stored -= lengthBytes;
    for (let left = size; left > 0;) {
      const length = Math.min(PART_BYTES, left);
      const bytes = (await reader.peek(Math.min(MAX_STORED_BYTES, stored))).subarray(0, stored);
      const end = left === length ? bytes.length : snappyEnd(bytes, length);
      if (end === undefined) return;
      for (let i = 0; i < SNAPPY_LENGTH_BYTES; i += 1)
        part[i] = ((length >>> (7 * i)) & 0x7f) | (i + 1 < SNAPPY_LENGTH_BYTES ? 0x80 : 0);
      part.set(bytes.subarray(0, end), SNAPPY_LENGTH_BYTES);
      const out = decompress(part.subarray(0, SNAPPY_LENGTH_BYTES + end), length);
      reader.skip(end);
      stored -= end;
      left -= length;
      yield out;
      giveBack(out);
    }
  };
}

/** A part's length takes so many bytes, of seven bits each. */
const SNAPPY_LENGTH_BYTES = 3;

/** @returns where the tag begins before which there are exactly `length` bytes of output; `undefined` where there is none */
function snappyEnd(bytes: Uint8Array, length: number): number | undefined {
  const last = bytes.length - 5;
  let at = 0;
  let done = 0;
  while (done < length) {
    if (at >= last) return undefined;
    const tag = bytes[at]!;
    const step = SNAPPY_STEPS[tag]!;
    done += step >>> 8;
    at += step & 0xff;
    if (step === 0) {
      // A long literal: one to four bytes tell its length, less one.
      const lengthBytes = (tag >>> 2) - 59;
      let literal = 1;
      for (let i = 0; i < lengthBytes; i += 1) literal += bytes[at + 1 + i]! * 256 ** i;
      done += literal;
      at += 1 + lengthBytes + literal;
    }
  }
  return done === length ? at : undefined;
}

/** For each tag, how many bytes it makes, times 256, and how many it takes; 0 for a long literal. A table is faster than branches. */
const SNAPPY_STEPS = Uint16Array.from({ length: 256 }, (_, tag) => {
  const [type, high] = [tag & 3, tag >>> 2];
  if (type === 0) return high < 60 ? ((high + 1) << 8) | (high + 2) : 0;
  return type === 1 ? (((high & 7) + 4) << 8) | 2 : ((high + 1) << 8) | (type === 2 ? 3 : 5);
});

/** How far back a match of LZ4 may reach. */
const LZ4_WINDOW_BYTES = 2 ** 16;

/** Parts of an LZ4 block. */
export const lz4Parts: Parts = async function* (reader, storedSize) {
  const out = new Uint8Array(LZ4_WINDOW_BYTES + PART_BYTES);
  const block = new Lz4Block(out, 0);
  for (let [stored, shown] = [storedSize, 0]; stored > 0 || block.end > shown;) {
    const bytes = (await reader.peek(LZ4_SEQUENCE_BYTES)).subarray(0, stored);
    const used = block.decode(bytes, bytes.length === stored);
    reader.skip(used);
    stored -= used;
    if (used === 0 && block.end === shown) return;
    yield out.subarray(shown, block.end);
    if (block.end === out.length) block.keepLast(LZ4_WINDOW_BYTES);
    shown = block.end;
  }
};

/** The bytes of a sequence of LZ4 but for its literals, where no length of it is past 10^6. */
const LZ4_SEQUENCE_BYTES = 2 ** 14;
