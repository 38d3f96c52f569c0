/** Integers in cells of several bytes or words each, as Parquet and Arrow have them. */
import { wrongType } from "../basics/describe.js";
import { checkAttached, typedArrayName } from "../basics/typed-arrays.js";
import type { BigEndianIntegers, DecodedNumbers, WordIntegers } from "../contract/numbers-api.js";
import { SAFE_COUNT, sumOfWords } from "./integers.js";
import { provideCells, type CellList } from "./loaded-cells.js";

/** A source that has such cells calls this when it is loaded. */
export function useCells(): void {
  provideCells(cellList);
}

/** Integers of several bytes or words each; `undefined` for other numbers. */
function cellList(numbers: DecodedNumbers["numbers"], exponent: number): CellList | undefined {
  if (typeof numbers !== "object" || numbers === null) return undefined;
  if ("bigEndian" in numbers) {
    const { bigEndian, width } = numbers;
    if (typedArrayName(bigEndian) !== "Uint8Array") throw wrongType("bigEndian", "a Uint8Array", bigEndian);
    const sumOf = (bytes: Uint8Array): bigint => sumOfBigEndian({ bigEndian: bytes, width });
    return listOfCells(bigEndian, width, sumOf, exponent);
  }
  if ("words" in numbers) {
    const { words, width } = numbers;
    if (typedArrayName(words) !== "Uint32Array") throw wrongType("words", "a Uint32Array", words);
    return listOfCells(words, width, (part) => sumOfWordIntegers({ words: part, width }), exponent);
  }
  return undefined;
}

/** @param width elements of each integer */
function listOfCells<Cells extends Uint8Array | Uint32Array>(
  cells: Cells,
  width: number,
  sumOf: (part: Cells) => bigint,
  exponent: number,
): CellList {
  checkAttached(cells);
  const length = cells.length / width;
  if (!Number.isSafeInteger(width) || width < 1 || !Number.isInteger(length)) {
    throw new RangeError(`width: expected a divisor of ${cells.length}, got ${width}`);
  }
  return {
    length,
    addTo(sum, start, end) {
      const part = cells.subarray(start * width, end * width) as Cells;
      sum.decimal(sumOf(part), exponent, end - start);
    },
  };
}

/** Words of the same place are summed without a BigInt for each number. */
function sumOfWordIntegers({ words, width }: WordIntegers): bigint {
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
