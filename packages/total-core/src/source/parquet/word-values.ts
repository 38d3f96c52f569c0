import type { NumberArray } from "../../contract/numbers-api.js";
import { DeltaReader } from "./delta.js";
import { HybridReader } from "./hybrid.js";
import { checkBits } from "./integer-bits.js";
import type { NumberType } from "./number-type.js";
import { ENCODING } from "./page-header.js";
import { PageFault, unknownEncoding } from "./page-fault.js";
import { PART_VALUES, bytesOfValues, parts, type Numbers, type ValueDecoder } from "./values.js";

const HOST_IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Little-endian numbers of 32 or 64 bits, as one or two words of 32 bits each. */
export class WordValues implements ValueDecoder {
  private readonly kind: NumberType["kind"];
  private readonly bits: number | undefined;
  private readonly isInteger: boolean;
  readonly width: 4 | 8;
  private readonly words: Int32Array<ArrayBuffer>;
  private readonly bytes: Uint8Array;
  private readonly indices = new Uint32Array(PART_VALUES);
  private dictionary: Int32Array | undefined;

  constructor({ kind, width, bits }: Pick<NumberType, "kind" | "width" | "bits">) {
    this.kind = kind;
    this.bits = bits;
    this.isInteger = kind !== "float";
    this.width = width === 4 ? 4 : 8;
    this.words = new Int32Array((PART_VALUES * this.width) / 4);
    this.bytes = new Uint8Array(this.words.buffer);
  }

  setDictionary(bytes: Uint8Array, count: number): void {
    const values = bytesOfValues(bytes, count, this.width);
    const words = new Int32Array((count * this.width) / 4);
    const copy = new Uint8Array(words.buffer);
    copy.set(values);
    this.toHostOrder(copy);
    // The dictionary is checked once, and not each value that is taken from it.
    this.checked(this.numbers(words.buffer, count));
    this.dictionary = words;
  }

  *decode(bytes: Uint8Array, count: number, encoding: number): Generator<Numbers, void, undefined> {
    if (encoding === ENCODING.plain) yield* this.plain(bytes, count);
    else if (encoding === ENCODING.dictionary || encoding === ENCODING.plainDictionary) {
      yield* this.fromDictionary(bytes, count);
    } else if (encoding === ENCODING.deltaBinaryPacked && this.isInteger)
      yield* this.fromDeltas(bytes, count);
    else if (encoding === ENCODING.byteStreamSplit) yield* this.fromStreams(bytes, count);
    else throw unknownEncoding(encoding);
  }

  private *plain(bytes: Uint8Array, count: number): Generator<Numbers, void, undefined> {
    const values = bytesOfValues(bytes, count, this.width);
    for (const [start, end] of parts(count)) {
      this.bytes.set(values.subarray(start * this.width, end * this.width));
      this.toHostOrder(this.bytes);
      yield this.checked(this.numbers(this.words.buffer, end - start));
    }
  }

  private *fromDictionary(bytes: Uint8Array, count: number): Generator<Numbers, void, undefined> {
    const { dictionary, words, indices } = this;
    const wordsEach = this.width / 4;
    if (dictionary === undefined) throw new PageFault("a dictionary", "none");
    const reader = new HybridReader(bytes.subarray(1), bytes[0] ?? 0);
    for (const [start, end] of parts(count)) {
      const part = indices.subarray(0, end - start);
      reader.read(part);
      checkIndices(part, dictionary.length / wordsEach);
      if (wordsEach === 1) gatherWords(dictionary, part, words);
      else gatherPairs(dictionary, part, words);
      yield this.numbers(words.buffer, end - start);
    }
  }

  private *fromDeltas(bytes: Uint8Array, count: number): Generator<Numbers, void, undefined> {
    if (count === 0) return;
    const reader = new DeltaReader(bytes, 0);
    if (reader.count !== count) throw new PageFault(`${count} differences`, String(reader.count));
    for (const [start, end] of parts(count)) {
      const wordsEach = this.width === 4 ? 1 : 2;
      reader.take(this.words.subarray(0, (end - start) * wordsEach), wordsEach);
      if (!HOST_IS_LITTLE_ENDIAN && wordsEach === 2) swapPairs(this.words);
      yield this.checked(this.numbers(this.words.buffer, end - start));
    }
  }

  private *fromStreams(bytes: Uint8Array, count: number): Generator<Numbers, void, undefined> {
    checkStreams(bytes, count, this.width);
    for (const [start, end] of parts(count)) {
      mergeStreams(bytes, { count, width: this.width, start, end }, this.bytes);
      this.toHostOrder(this.bytes);
      yield this.checked(this.numbers(this.words.buffer, end - start));
    }
  }

  private checked(numbers: NumberArray): Numbers {
    if (this.bits !== undefined) checkBits(numbers, this.bits, this.kind === "signed");
    return numbers;
  }

  private numbers(buffer: ArrayBuffer, count: number): NumberArray {
    switch (this.kind) {
      case "float":
        return this.width === 4 ? new Float32Array(buffer, 0, count) : new Float64Array(buffer, 0, count);
      case "signed":
        return this.width === 4 ? new Int32Array(buffer, 0, count) : new BigInt64Array(buffer, 0, count);
      case "unsigned":
        return this.width === 4 ? new Uint32Array(buffer, 0, count) : new BigUint64Array(buffer, 0, count);
    }
  }

  private toHostOrder(bytes: Uint8Array): void {
    if (HOST_IS_LITTLE_ENDIAN) return;
    for (let start = 0; start < bytes.length; start += this.width) {
      bytes.subarray(start, start + this.width).reverse();
    }
  }
}

/** @throws PageFault where one is not below `length` */
export function checkIndices(indices: Uint32Array, length: number): void {
  let greatest = 0;
  for (let i = 0; i < indices.length; i += 1) if (indices[i]! > greatest) greatest = indices[i]!;
  if (greatest >= length)
    throw new PageFault(`an index below ${length} into the dictionary`, String(greatest));
}

/** The number of bytes tells where each stream begins, so no byte may follow the streams. @throws PageFault */
export function checkStreams(bytes: Uint8Array, count: number, width: number): void {
  if (bytes.length === count * width) return;
  throw new PageFault(`${count} values of ${width} bytes`, `${bytes.length} bytes`);
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

function gatherWords(from: Int32Array, indices: Uint32Array, out: Int32Array): void {
  for (let i = 0; i < indices.length; i += 1) out[i] = from[indices[i]!]!;
}

function gatherPairs(from: Int32Array, indices: Uint32Array, out: Int32Array): void {
  for (let i = 0; i < indices.length; i += 1) {
    const at = 2 * indices[i]!;
    out[2 * i] = from[at]!;
    out[2 * i + 1] = from[at + 1]!;
  }
}

function swapPairs(words: Int32Array): void {
  for (let i = 0; i < words.length; i += 2) [words[i], words[i + 1]] = [words[i + 1]!, words[i]!];
}
