/** The numbers of a {@link DecodedBatch}. */
import { wrongType } from "../basics/describe.js";
import { checkAttached, typedArrayName } from "../basics/typed-arrays.js";
import type { BigEndianIntegers, DecodedBatch } from "../contract/numbers-api.js";
import { sumOfBigEndian } from "../sum/integers.js";
import { numberList, type NumberList } from "./list.js";

const MAX_EXPONENT = 4000;

/** @throws TypeError or RangeError where the batch is no decoded one */
export function decodedNumbers({ numbers, exponent = 0, bytes, empty }: DecodedBatch): NumberList {
  checkInteger("exponent", exponent, -MAX_EXPONENT, MAX_EXPONENT);
  checkInteger("bytes", bytes, 0);
  checkInteger("empty", empty, 0);
  const isBigEndian = typeof numbers === "object" && numbers !== null && "bigEndian" in numbers;
  const list = isBigEndian ? bigEndianList(numbers, exponent) : numberList(numbers, exponent);
  if (list === undefined) throw wrongType("numbers", "a list of numbers", numbers);
  return list;
}

function checkInteger(name: string, value: unknown, min: number, max?: number): void {
  if (typeof value !== "number") throw wrongType(name, "a number", value);
  if (Number.isSafeInteger(value) && value >= min && value <= (max ?? value)) return;
  const bounds = max === undefined ? `${min} on` : `${min} to ${max}`;
  throw new RangeError(`${name}: expected an integer from ${bounds}, got ${value}`);
}

function bigEndianList({ bigEndian, width }: BigEndianIntegers, exponent: number): NumberList {
  if (typedArrayName(bigEndian) !== "Uint8Array") throw wrongType("bigEndian", "a Uint8Array", bigEndian);
  checkAttached(bigEndian);
  const length = bigEndian.length / width;
  if (!Number.isSafeInteger(width) || width < 1 || !Number.isInteger(length)) {
    throw new RangeError(`width: expected a divisor of ${bigEndian.length}, got ${width}`);
  }
  return {
    length,
    addTo(sum, start, end) {
      const part = { bigEndian: bigEndian.subarray(start * width, end * width), width };
      sum.decimal(sumOfBigEndian(part), exponent, end - start);
    },
  };
}
