/** The numbers of a {@link DecodedNumbers}. */
import { wrongType } from "../basics/describe.js";
import { checkAttached, typedArrayName } from "../basics/typed-arrays.js";
import type { DecodedNumbers } from "../contract/numbers-api.js";
import { sumOfBigEndian, sumOfWordIntegers } from "../sum/integers.js";
import { numberList, type NumberList } from "./list.js";

const MAX_EXPONENT = 4000;

/** @throws TypeError or RangeError where the batch is no decoded one */
export function decodedNumbers({ numbers, exponent = 0, bytes, empty }: DecodedNumbers): NumberList {
  checkInteger("exponent", exponent, -MAX_EXPONENT, MAX_EXPONENT);
  checkInteger("bytes", bytes, 0);
  checkInteger("empty", empty, 0);
  const list = cellList(numbers, exponent) ?? numberList(numbers, exponent);
  if (list === undefined) throw wrongType("numbers", "a list of numbers", numbers);
  return list;
}

function checkInteger(name: string, value: unknown, min: number, max?: number): void {
  if (typeof value !== "number") throw wrongType(name, "a number", value);
  if (Number.isSafeInteger(value) && value >= min && value <= (max ?? value)) return;
  const bounds = max === undefined ? `${min} on` : `${min} to ${max}`;
  throw new RangeError(`${name}: expected an integer from ${bounds}, got ${value}`);
}

/** Integers of several bytes or words each; `undefined` for other numbers. */
function cellList(numbers: DecodedNumbers["numbers"], exponent: number): NumberList | undefined {
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
): NumberList {
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
