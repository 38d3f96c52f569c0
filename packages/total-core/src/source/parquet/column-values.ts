import { HOST_IS_LITTLE_ENDIAN } from "../../basics/byte-order.js";
import type { NumberArray } from "../../contract/numbers-api.js";
import { checkedLength, deltaLengthSlices, deltaSlices, plainSlices } from "./byte-slices.js";
import {
  PART_OF_SLICES,
  cellsOf,
  fixedSlices,
  floatsOfHalves,
  gather,
  inCells,
  mergeStreams,
  toHostOrder,
  type Cells,
} from "./cells.js";
import { DeltaReader } from "./delta.js";
import { indexParts } from "./dictionary.js";
import { checkBits } from "./integer-bits.js";
import { MAX_DECIMAL_BYTES, type NumberType } from "./number-type.js";
import { ENCODING } from "./page-header.js";
import { PageFault, unknownEncoding } from "./page-fault.js";
import { PART_VALUES, bytesOfValues, parts, type Numbers } from "./values.js";

/** Bytes of a part of values of one width. They fit into the second-level cache. */
const PART_BYTES = 2 ** 18;

type CellParts = Generator<Cells, void, undefined>;

/** Decodes the numbers of one column: first to cells of one width, then to numbers. */
export class ColumnValues {
  /** The bytes of each value in the plain encoding; `undefined` where values have different lengths. */
  readonly width: number | undefined;
  private readonly type: NumberType;
  /** Whether values are little-endian numbers of 32 or 64 bits. Others are byte arrays. */
  private readonly isWord: boolean;
  private dictionary: Cells | undefined;
  private scratch: Uint8Array<ArrayBuffer> = new Uint8Array(0);

  constructor(type: NumberType) {
    this.type = type;
    this.width = type.width;
    this.isWord = !type.physical.endsWith("BYTE_ARRAY");
  }

  /**
   * Takes the dictionary of the pages that follow.
   * @throws PageFault
   */
  setDictionary(bytes: Uint8Array, count: number): void {
    const { width, isWord } = this;
    if (isWord)
      this.dictionary = { bytes: new Uint8Array(bytesOfValues(bytes, count, width!)), width: width! };
    else {
      const slices = width === undefined ? plainSlices(bytes, count) : fixedSlices(bytes, count, width);
      // Whole words are copied several times as fast as bytes.
      this.dictionary = cellsOf(slices, 4);
    }
    // The dictionary is checked once, and not each value that is taken from it.
    this.check(this.numbers(this.dictionary));
  }

  /**
   * The numbers of a page, without nulls.
   * @param bytes exactly the bytes of the values
   * @throws PageFault
   */
  *decode(bytes: Uint8Array, count: number, encoding: number): Generator<Numbers, void, undefined> {
    const isFromDictionary = encoding === ENCODING.dictionary || encoding === ENCODING.plainDictionary;
    const cellParts = isFromDictionary
      ? fromDictionary(bytes, count, this.dictionary)
      : this.cells(bytes, count, encoding);
    for (const cells of cellParts) {
      const numbers = this.numbers(cells);
      if (!isFromDictionary) this.check(numbers);
      yield numbers;
    }
  }

  private cells(bytes: Uint8Array, count: number, encoding: number): CellParts {
    const { width, isWord, type } = this;
    switch (encoding) {
      case ENCODING.plain:
        return width === undefined ? inCells(plainSlices(bytes, count)) : plain(bytes, count, width);
      case ENCODING.byteStreamSplit:
        if (width !== undefined) return fromStreams(bytes, count, width);
        break;
      case ENCODING.deltaBinaryPacked:
        if (isWord && type.kind !== "float") return fromDifferences(bytes, count, width!);
        break;
      case ENCODING.deltaLengthByteArray:
        if (width === undefined) return inCells(deltaLengthSlices(bytes, count));
        break;
      case ENCODING.deltaByteArray:
        if (!isWord) return fromPrefixes(bytes, count, width);
    }
    throw unknownEncoding(encoding);
  }

  private numbers(cells: Cells): Numbers {
    if (this.isWord) return this.words(cells);
    return this.type.kind === "float"
      ? floatsOfHalves(cells)
      : { bigEndian: cells.bytes, width: cells.width };
  }

  /** A view of the cells, or of a copy where they are in no typed array's order or place. */
  private words({ bytes, width }: Cells): NumberArray {
    let own = bytes;
    if (!HOST_IS_LITTLE_ENDIAN || bytes.byteOffset % width !== 0) {
      if (this.scratch.length < bytes.length) this.scratch = new Uint8Array(bytes.length);
      own = this.scratch.subarray(0, bytes.length);
      own.set(bytes);
      toHostOrder(own, width);
    }
    const { kind } = this.type;
    const place = [own.buffer as ArrayBuffer, own.byteOffset, own.length / width] as const;
    if (kind === "float") return width === 4 ? new Float32Array(...place) : new Float64Array(...place);
    if (kind === "signed") return width === 4 ? new Int32Array(...place) : new BigInt64Array(...place);
    return width === 4 ? new Uint32Array(...place) : new BigUint64Array(...place);
  }

  private check(numbers: Numbers): void {
    const { bits, kind } = this.type;
    if (bits !== undefined) checkBits(numbers as NumberArray, bits, kind === "signed");
  }
}

function* plain(bytes: Uint8Array, count: number, width: number): CellParts {
  const values = bytesOfValues(bytes, count, checkedLength(width));
  for (const [start, end] of parts(count))
    yield { bytes: values.subarray(start * width, end * width), width };
}

function* fromDictionary(bytes: Uint8Array, count: number, dictionary: Cells | undefined): CellParts {
  if (dictionary === undefined) throw new PageFault("a dictionary", "none");
  const { bytes: values, width } = dictionary;
  const words = new Int32Array(values.buffer);
  const size = partSize(width);
  const out = new Int32Array((size * width) / 4);
  for (const indices of indexParts(bytes, count, { length: values.length / width, size })) {
    gather(words, indices, out, width / 4);
    yield { bytes: new Uint8Array(out.buffer, 0, indices.length * width), width };
  }
}

function* fromDifferences(bytes: Uint8Array, count: number, width: number): CellParts {
  if (count === 0) return;
  const wordsEach = width === 4 ? 1 : 2;
  const reader = new DeltaReader(bytes, 0);
  if (reader.count !== count) throw new PageFault(`${count} differences`, String(reader.count));
  const words = new Int32Array(PART_VALUES * wordsEach);
  for (const [start, end] of parts(count)) {
    const part = words.subarray(0, (end - start) * wordsEach);
    reader.take(part, wordsEach);
    const cells = new Uint8Array(part.buffer, 0, part.byteLength);
    toHostOrder(cells, 4);
    yield { bytes: cells, width };
  }
}

function* fromStreams(bytes: Uint8Array, count: number, width: number): CellParts {
  // The number of bytes tells where each stream begins, so no byte may follow the streams.
  if (bytes.length !== count * checkedLength(width))
    throw new PageFault(`${count} values of ${width} bytes`, `${bytes.length} bytes`);
  const size = partSize(width);
  const out = new Uint8Array(size * width);
  for (const [start, end] of parts(count, size)) {
    mergeStreams(bytes, { count, width, start, end }, out);
    yield { bytes: out.subarray(0, (end - start) * width), width };
  }
}

/** How many values of `width` bytes make a part. */
function partSize(width: number): number {
  return Math.min(PART_VALUES, Math.ceil(PART_BYTES / width));
}

function* fromPrefixes(bytes: Uint8Array, count: number, width: number | undefined): CellParts {
  const options = { partValues: PART_OF_SLICES, maxLength: MAX_DECIMAL_BYTES };
  for (const slices of deltaSlices(bytes, count, options)) {
    if (width !== undefined && slices.lengths.some((length) => length !== width)) {
      throw new PageFault(`values of ${width} bytes`, "others");
    }
    yield cellsOf(slices, 1);
  }
}
