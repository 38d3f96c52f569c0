/** Exact sums of integers. */
import { wrongElement } from "../basics/describe.js";
import type {
  BigEndianIntegers,
  BigIntegerArray,
  SmallIntegerArray,
  WordIntegers,
} from "../contract/numbers-api.js";
import { typedArrayName } from "../basics/typed-arrays.js";
import { forEachPart } from "./parts.js";
import { HIGH_WORD, LOW_WORD } from "./words.js";

/** The sum of up to this many integers of 32 bits is a safe integer. */
const SAFE_COUNT = 2 ** 21 - 1;

/** A number if it is surely a safe integer. */
export function sumOfSmallIntegers(values: SmallIntegerArray): number | bigint {
  let whole = 0n;
  let safe = 0;
  forEachPart(values, (part) => {
    const sum = sumOfWords(part, 0, 1);
    if (Number.isSafeInteger(safe + sum)) safe += sum;
    else {
      whole += BigInt(safe);
      safe = sum;
    }
  });
  return whole === 0n ? safe : whole + BigInt(safe);
}

/** Each integer is split into halves of 32 bits, which are summed without a BigInt for each number. */
export function sumOfBigIntegers(values: BigIntegerArray): bigint {
  let sum = 0n;
  const signed = typedArrayName(values) === "BigInt64Array";
  for (let start = 0; start < values.length; start += SAFE_COUNT) {
    const { buffer, byteOffset, length } = values.subarray(start, start + SAFE_COUNT);
    const words = new Uint32Array(buffer, byteOffset, 2 * length);
    const high = signed
      ? sumOfWords(new Int32Array(buffer, byteOffset, 2 * length), HIGH_WORD, 2)
      : sumOfWords(words, HIGH_WORD, 2);
    sum += (BigInt(high) << 32n) + BigInt(sumOfWords(words, LOW_WORD, 2));
  }
  return sum;
}

/** Words of the same place are summed without a BigInt for each number. */
export function sumOfWordIntegers({ words, width }: WordIntegers): bigint {
  let sum = 0n;
  for (let start = 0; start < words.length; start += SAFE_COUNT * width) {
    const part = words.subarray(start, start + SAFE_COUNT * width);
    const top = new Int32Array(part.buffer, part.byteOffset, part.length);
    for (let place = 0; place < width; place++) {
      const placeSum = sumOfWords(place === width - 1 ? top : part, place, width);
      sum += BigInt(placeSum) << BigInt(32 * place);
    }
  }
  return sum;
}

function sumOfWords(words: Float64Array | Int32Array | Uint32Array, start: number, step: number): number {
  let sum = 0;
  for (let i = start; i < words.length; i += step) sum += words[i]!;
  return sum;
}

/** Each integer is split into words of 32 bits, the least significant first; the most significant word may be shorter. */
export function sumOfBigEndian({ bigEndian, width }: BigEndianIntegers): bigint {
  const view = new DataView(bigEndian.buffer, bigEndian.byteOffset, bigEndian.length);
  let sum = 0n;
  for (let start = 0; start < view.byteLength; start += SAFE_COUNT * width) {
    const end = Math.min(start + SAFE_COUNT * width, view.byteLength);
    let [offset, shift] = [width - 4, 0n];
    for (; offset > 0; offset -= 4, shift += 32n) {
      let words = 0;
      for (let i = start + offset; i < end; i += width) words += view.getUint32(i);
      sum += BigInt(words) << shift;
    }
    sum += BigInt(sumOfFirstWords(view, start, end, width)) << shift;
  }
  return sum;
}

/** The sum of the integers' most significant words, which are signed: 4 bytes, or 1 to 3 if the width is no multiple of 4. */
function sumOfFirstWords(view: DataView, start: number, end: number, step: number): number {
  const bytes = ((step - 1) % 4) + 1;
  let sum = 0;
  for (let i = start; i < end; i += step) {
    if (bytes === 4) sum += view.getInt32(i);
    else if (bytes === 3) sum += view.getInt16(i) * 256 + view.getUint8(i + 2);
    else sum += bytes === 2 ? view.getInt16(i) : view.getInt8(i);
  }
  return sum;
}

/**
 * The sum of `list[start]` to before `list[end]`.
 * @throws TypeError naming the index of what is not a bigint
 */
export function sumOfBigints(list: readonly unknown[], start: number, end: number): bigint {
  let sum = 0n;
  for (let i = start; i < end; i++) {
    const integer = list[i];
    if (typeof integer !== "bigint") throw wrongElement(i, "a bigint", integer);
    sum += integer;
  }
  return sum;
}
