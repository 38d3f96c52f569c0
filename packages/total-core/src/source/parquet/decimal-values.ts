import type { BigEndianIntegers } from "../../contract/numbers-api.js";
import {
  checkedLength,
  deltaLengthSlices,
  deltaSlices,
  plainSlices,
  type ByteSlices,
} from "./byte-slices.js";
import { HybridReader } from "./hybrid.js";
import { MAX_DECIMAL_BYTES } from "./number-type.js";
import { ENCODING } from "./page-header.js";
import { PageFault, unknownEncoding } from "./page-fault.js";
import { bytesOfValues, parts, type Numbers, type ValueDecoder } from "./values.js";
import { checkIndices, checkStreams, mergeStreams } from "./word-values.js";

type Decimals = Generator<BigEndianIntegers, void, undefined>;

/** Values of different lengths in a part. Each takes as many bytes as the longest of the part. */
const PART_OF_SLICES = 4096;

/** Bytes of a part of values of one width. They fit into the second-level cache. */
const PART_BYTES = 2 ** 18;

const DECIMALS = { partValues: PART_OF_SLICES, maxLength: MAX_DECIMAL_BYTES };

const MAX_DICTIONARY_BYTES = 2 ** 28;

/** Integers in two's complement, big-endian, of one length or of different ones. */
export class DecimalValues implements ValueDecoder {
  readonly width: number | undefined;
  private dictionary: BigEndianIntegers | undefined;

  /** @param width in bytes */
  constructor(width: number | undefined) {
    this.width = width;
  }

  setDictionary(bytes: Uint8Array, count: number): void {
    const slices =
      this.width === undefined ? plainSlices(bytes, count) : fixedSlices(bytes, count, this.width);
    // Whole words are copied several times as fast as bytes.
    this.dictionary = cellsOf(slices, 4);
  }

  decode(bytes: Uint8Array, count: number, encoding: number): Decimals {
    const { width } = this;
    switch (encoding) {
      case ENCODING.plain:
        return width === undefined ? inCells(plainSlices(bytes, count)) : plain(bytes, count, width);
      case ENCODING.dictionary:
      case ENCODING.plainDictionary:
        return this.fromDictionary(bytes, count);
      case ENCODING.deltaLengthByteArray:
        if (width === undefined) return inCells(deltaLengthSlices(bytes, count));
        break;
      case ENCODING.deltaByteArray:
        return fromPrefixes(bytes, count, width);
      case ENCODING.byteStreamSplit:
        if (width !== undefined) return fromStreams(bytes, count, width);
    }
    throw unknownEncoding(encoding);
  }

  private *fromDictionary(bytes: Uint8Array, count: number): Decimals {
    if (this.dictionary === undefined) throw new PageFault("a dictionary", "none");
    const { bigEndian, width } = this.dictionary;
    const words = new Int32Array(bigEndian.buffer);
    const size = partSize(width);
    const out = new Int32Array((size * width) / 4);
    const reader = new HybridReader(bytes.subarray(1), bytes[0] ?? 0);
    const indices = new Uint32Array(size);
    for (const [start, end] of parts(count, size)) {
      const part = indices.subarray(0, end - start);
      reader.read(part);
      checkIndices(part, bigEndian.length / width);
      gatherCells(words, part, out, width / 4);
      yield { bigEndian: new Uint8Array(out.buffer, 0, part.length * width), width };
    }
  }
}

/** How many values of `width` bytes make a part. */
function partSize(width: number): number {
  return Math.ceil(PART_BYTES / width);
}

/** binary16 numbers, each of which is exactly a binary32 number. */
export class HalfValues implements ValueDecoder {
  readonly width = 2;
  private readonly bytes = new DecimalValues(2);

  setDictionary(bytes: Uint8Array, count: number): void {
    this.bytes.setDictionary(bytes, count);
  }

  *decode(bytes: Uint8Array, count: number, encoding: number): Generator<Numbers, void, undefined> {
    for (const { bigEndian, width } of this.bytes.decode(bytes, count, encoding)) {
      const floats = new Float32Array(bigEndian.length / width);
      for (let i = 0; i < floats.length; i += 1) {
        // A value is little-endian, at the end of its cell, which may be longer.
        const end = (i + 1) * width;
        floats[i] = floatFromHalf(bigEndian[end - 2]! | (bigEndian[end - 1]! << 8));
      }
      yield floats;
    }
  }
}

/** IEEE 754, binary16. */
function floatFromHalf(bits: number): number {
  const sign = bits >= 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const mantissa = bits & 0x3ff;
  if (exponent === 0x1f) return mantissa === 0 ? sign * Infinity : NaN;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  return sign * (1024 + mantissa) * 2 ** (exponent - 25);
}

function* plain(bytes: Uint8Array, count: number, width: number): Decimals {
  const values = bytesOfValues(bytes, count, checkedLength(width));
  for (const [start, end] of parts(count))
    yield { bigEndian: values.subarray(start * width, end * width), width };
}

function* fromStreams(bytes: Uint8Array, count: number, width: number): Decimals {
  checkStreams(bytes, count, checkedLength(width));
  const size = partSize(width);
  const out = new Uint8Array(size * width);
  for (const [start, end] of parts(count, size)) {
    mergeStreams(bytes, { count, width, start, end }, out);
    yield { bigEndian: out.subarray(0, (end - start) * width), width };
  }
}

function* fromPrefixes(bytes: Uint8Array, count: number, width: number | undefined): Decimals {
  for (const slices of deltaSlices(bytes, count, DECIMALS)) {
    if (width !== undefined && slices.lengths.some((length) => length !== width)) {
      throw new PageFault(`values of ${width} bytes`, "others");
    }
    yield cellsOf(slices, 1);
  }
}

function* inCells({ bytes, starts, lengths }: ByteSlices): Decimals {
  for (const [start, end] of parts(starts.length, PART_OF_SLICES)) {
    yield cellsOf({ bytes, starts: starts.subarray(start, end), lengths: lengths.subarray(start, end) }, 1);
  }
}

function fixedSlices(bytes: Uint8Array, count: number, width: number): ByteSlices {
  return {
    bytes: bytesOfValues(bytes, count, checkedLength(width)),
    starts: new Uint32Array(count).map((_, i) => i * width),
    lengths: new Uint32Array(count).fill(width),
  };
}

/** Sign-extends all values to one width: that of the longest value, rounded up to a multiple of `multiple` bytes. */
function cellsOf({ bytes, starts, lengths }: ByteSlices, multiple: number): BigEndianIntegers {
  let longest = 1;
  for (const length of lengths) if (length > longest) longest = length;
  const width = Math.ceil(checkedLength(longest) / multiple) * multiple;
  if (width * starts.length > MAX_DICTIONARY_BYTES) {
    throw new PageFault(
      `a dictionary of at most ${MAX_DICTIONARY_BYTES} bytes`,
      "a longer one",
      "UNSUPPORTED",
    );
  }
  const bigEndian = new Uint8Array(width * starts.length);
  for (let i = 0; i < starts.length; i += 1) {
    const [start, length] = [starts[i]!, lengths[i]!];
    const end = (i + 1) * width;
    if (length > 0 && bytes[start]! >= 0x80) bigEndian.fill(0xff, end - width, end - length);
    for (let j = 0; j < length; j += 1) bigEndian[end - length + j] = bytes[start + j]!;
  }
  return { bigEndian, width };
}

function gatherCells(from: Int32Array, indices: Uint32Array, out: Int32Array, wordsEach: number): void {
  for (let i = 0; i < indices.length; i += 1) {
    const start = indices[i]! * wordsEach;
    for (let word = 0; word < wordsEach; word += 1) out[i * wordsEach + word] = from[start + word]!;
  }
}
