/** The numbers of a vector, chunk by chunk, without its nulls. */
import { TotalError } from "../../contract/errors.js";
import type { DecodedNumbers } from "../../contract/numbers-api.js";
import type { NumberType } from "./number-type.js";
import { DICTIONARY, type ArrowVector, type DataParts, type TypeParts } from "./shapes.js";

/** Values that are copied at a time. */
const PIECE_LENGTH = 2 ** 13;

export type Piece = Pick<DecodedNumbers, "numbers" | "empty">;

/** The bytes of values, in words as long as they can be. */
interface Words {
  readonly words: Uint8Array | Uint16Array | Uint32Array;
  /** Words of each value. */
  readonly width: number;
}

/** Which values are no nulls: a bit each, from `offset` on; `undefined` where all are. */
interface Validity {
  readonly bits: Uint8Array;
  readonly offset: number;
}

/** Where the values of a chunk are. */
interface Values extends Words {
  readonly validity: Validity | undefined;
  readonly length: number;
}

/**
 * Chunks without nulls come as they stand in memory, others in pieces without these. A piece of the second kind is overwritten by the next one.
 * @param type of the vector's values, or of the dictionaries' that they lead to
 * @throws TotalError BAD_FORMAT where a chunk lacks values
 */
export function* piecesOf(vector: ArrowVector, type: NumberType): Generator<Piece, void, undefined> {
  const isDictionary = vector.type.typeId === DICTIONARY;
  let dictionary: { readonly of: ArrowVector; readonly values: Values } | undefined;
  for (const data of vector.data as readonly DataParts[]) {
    if (data.length === 0) continue;
    if (type.bytes === 0) {
      yield { numbers: [], empty: data.length };
    } else if (isDictionary) {
      const of = data.dictionary!;
      if (dictionary?.of !== of) dictionary = { of, values: joined(of, type) };
      yield* picked(data, vector.type, dictionary.values, type);
    } else {
      const values = valuesOf(data, type.bytes);
      if (values.validity !== undefined) yield* kept(values, type);
      else yield { numbers: asTheyStand(values, type), empty: 0 };
    }
  }
}

function asTheyStand({ words, length }: Values, type: NumberType): DecodedNumbers["numbers"] {
  const { buffer, byteOffset } = words;
  // Wider ones are read in words.
  const alignment = type.bytes > 8 ? 4 : type.bytes;
  if (byteOffset % alignment === 0) return type.numbers(buffer, byteOffset, length);
  return type.numbers(words.slice().buffer, 0, length);
}

/** The values that are no nulls. */
function* kept(
  { words, width, validity, length }: Values,
  type: NumberType,
): Generator<Piece, void, undefined> {
  const piece = new CopiedPiece(type);
  for (let start = 0; start < length; start += PIECE_LENGTH) {
    const end = Math.min(start + PIECE_LENGTH, length);
    for (let i = start; i < end; i++) if (isValid(validity!, i)) piece.copy(words, i * width);
    yield piece.take(end - start);
  }
}

/** The values of a dictionary that a chunk's indices lead to. */
function* picked(
  data: DataParts,
  { indices: indexType }: TypeParts,
  { words, width, validity, length }: Values,
  type: NumberType,
): Generator<Piece, void, undefined> {
  const { bitWidth = 32 } = indexType ?? {};
  const { validity: places } = valuesOf(data, bitWidth / 8);
  const indices = data.values as unknown as ArrayLike<number | bigint>;
  const piece = new CopiedPiece(type);
  for (let start = 0; start < data.length; start += PIECE_LENGTH) {
    const end = Math.min(start + PIECE_LENGTH, data.length);
    for (let i = start; i < end; i++) {
      if (places !== undefined && !isValid(places, i)) continue;
      const index = Number(indices[i]);
      if (!(index >= 0 && index < length))
        throw damaged(`an index below ${length} of its dictionary`, `${index}`);
      if (validity === undefined || isValid(validity, index)) piece.copy(words, index * width);
    }
    yield piece.take(end - start);
  }
}

/** Numbers that are copied from different places. */
class CopiedPiece {
  readonly #type: NumberType;
  readonly #to: Words;
  #count = 0;

  constructor(type: NumberType) {
    this.#type = type;
    this.#to = wordsOf(new Uint8Array(PIECE_LENGTH * type.bytes), type.bytes);
  }

  copy(from: Words["words"], start: number): void {
    const { words, width } = this.#to;
    const to = this.#count * width;
    for (let i = 0; i < width; i++) words[to + i] = from[start + i]!;
    this.#count++;
  }

  /** @param length how many values the numbers are what is left of */
  take(length: number): Piece {
    const count = this.#count;
    this.#count = 0;
    return { numbers: this.#type.numbers(this.#to.words.buffer, 0, count), empty: length - count };
  }
}

/** The values of all chunks of a dictionary. */
function joined(dictionary: ArrowVector, { bytes }: NumberType): Values {
  const length = dictionary.data.reduce((sum, data) => sum + data.length, 0);
  const all = wordsOf(new Uint8Array(length * bytes), bytes);
  const bits = new Uint8Array(Math.ceil(length / 8));
  let done = 0;
  for (const data of dictionary.data) {
    const { words, width, validity } = valuesOf(data, bytes);
    all.words.set(words.subarray(0, data.length * width), done * width);
    for (let i = 0; i < data.length; i++, done++) {
      if (validity === undefined || isValid(validity, i)) bits[done >> 3]! |= 1 << (done & 7);
    }
  }
  return { ...all, validity: { bits, offset: 0 }, length };
}

/** @param bytes of a value */
function valuesOf(data: DataParts, bytes: number): Values {
  const { length, nullCount, values, offset = 0 } = data;
  const bits = data.nullBitmap ?? data.validity;
  const hasNulls = nullCount !== 0 && bits !== undefined && bits !== null && bits.length > 0;
  if (hasNulls && 8 * bits.length < offset + length)
    throw damaged(`${offset + length} bits of validity`, `${8 * bits.length}`);
  const validity = hasNulls ? { bits, offset } : undefined;
  const size = values?.byteLength ?? 0;
  // Behind the last value that is no null there may be none.
  let needed = length;
  if (validity !== undefined) while (needed > 0 && !isValid(validity, needed - 1)) needed--;
  if (size < needed * bytes) throw damaged(`${needed * bytes} bytes of values`, `${size}`);
  return { ...wordsOf(values ?? new Uint8Array(0), bytes), validity, length };
}

function wordsOf(view: ArrayBufferView, bytes: number): Words {
  const { byteOffset, byteLength } = view;
  const buffer = view.buffer as ArrayBuffer;
  const WordArray = bytes === 1 ? Uint8Array : bytes === 2 ? Uint16Array : Uint32Array;
  const size = WordArray.BYTES_PER_ELEMENT;
  const length = Math.floor(byteLength / size);
  const words =
    byteOffset % size === 0
      ? new WordArray(buffer, byteOffset, length)
      : new WordArray(buffer.slice(byteOffset, byteOffset + length * size));
  return { words, width: bytes / size };
}

function isValid({ bits, offset }: Validity, index: number): boolean {
  const place = offset + index;
  return ((bits[place >>> 3]! >> (place & 7)) & 1) === 1;
}

function damaged(expected: string, got: string): TotalError {
  return new TotalError("BAD_FORMAT", { expected, got });
}
