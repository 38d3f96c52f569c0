import { HOST_IS_LITTLE_ENDIAN } from "../../basics/byte-order.js";
import { floatFromHalf } from "../half.js";
import { checkedLength, type ByteSlices } from "./byte-slices.js";
import { PageFault } from "./page-fault.js";
import { bytesOfValues, parts } from "./values.js";

/** Values of one width, one after another. */
export interface Cells {
  readonly bytes: Uint8Array;
  /** Bytes of a value. */
  readonly width: number;
}

/** Turns little-endian numbers of `width` bytes into numbers of this machine, or back. */
export function toHostOrder(bytes: Uint8Array, width: number): void {
  if (HOST_IS_LITTLE_ENDIAN) return;
  for (let start = 0; start < bytes.length; start += width) bytes.subarray(start, start + width).reverse();
}

/** Values of different lengths in a part. Each takes as many bytes as the longest of the part. */
export const PART_OF_SLICES = 4096;

const MAX_DICTIONARY_BYTES = 2 ** 28;

export function* inCells({ bytes, starts, lengths }: ByteSlices): Generator<Cells, void, undefined> {
  for (const [start, end] of parts(starts.length, PART_OF_SLICES)) {
    yield cellsOf({ bytes, starts: starts.subarray(start, end), lengths: lengths.subarray(start, end) }, 1);
  }
}

export function fixedSlices(bytes: Uint8Array, count: number, width: number): ByteSlices {
  return {
    bytes: bytesOfValues(bytes, count, checkedLength(width)),
    starts: new Uint32Array(count).map((_, i) => i * width),
    lengths: new Uint32Array(count).fill(width),
  };
}

/** Sign-extends all values to one width: that of the longest value, rounded up to a multiple of `multiple` bytes. */
export function cellsOf({ bytes, starts, lengths }: ByteSlices, multiple: number): Cells {
  let longest = 1;
  for (const length of lengths) if (length > longest) longest = length;
  const width = Math.ceil(checkedLength(longest) / multiple) * multiple;
  if (width * starts.length > MAX_DICTIONARY_BYTES) {
    const expected = `a dictionary of at most ${MAX_DICTIONARY_BYTES} bytes`;
    throw new PageFault(expected, "a longer one", "UNSUPPORTED");
  }
  const cells = new Uint8Array(width * starts.length);
  for (let i = 0; i < starts.length; i += 1) {
    const [start, length] = [starts[i]!, lengths[i]!];
    const end = (i + 1) * width;
    if (length > 0 && bytes[start]! >= 0x80) cells.fill(0xff, end - width, end - length);
    for (let j = 0; j < length; j += 1) cells[end - length + j] = bytes[start + j]!;
  }
  return { bytes: cells, width };
}

/** Copies the cells at `indices`, each of `wordsEach` words of 32 bits. */
export function gather(from: Int32Array, indices: Uint32Array, out: Int32Array, wordsEach: number): void {
  if (wordsEach === 1) {
    for (let i = 0; i < indices.length; i += 1) out[i] = from[indices[i]!]!;
    return;
  }
  for (let i = 0; i < indices.length; i += 1) {
    const [start, to] = [indices[i]! * wordsEach, i * wordsEach];
    out[to] = from[start]!;
    out[to + 1] = from[start + 1]!;
    for (let word = 2; word < wordsEach; word += 1) out[to + word] = from[start + word]!;
  }
}

/**
 * BYTE_STREAM_SPLIT: puts values together from a stream of their first bytes, one of their second bytes, and so on.
 * @param out gets the values from `start` to before `end`
 */
export function mergeStreams(
  bytes: Uint8Array,
  { count, width, start, end }: Readonly<Record<"count" | "width" | "start" | "end", number>>,
  out: Uint8Array,
): void {
  for (let byte = 0; byte < width; byte += 1) {
    const stream = byte * count;
    for (let i = start; i < end; i += 1) out[(i - start) * width + byte] = bytes[stream + i]!;
  }
}

/** binary16 numbers, each of which is exactly a binary32 number. */
export function floatsOfHalves({ bytes, width }: Cells): Float32Array<ArrayBuffer> {
  const floats = new Float32Array(bytes.length / width);
  for (let i = 0; i < floats.length; i += 1) {
    // A value is little-endian, at the end of its cell, which may be longer.
    const end = (i + 1) * width;
    floats[i] = floatFromHalf(bytes[end - 2]! | (bytes[end - 1]! << 8));
  }
  return floats;
}
