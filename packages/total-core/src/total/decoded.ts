/** The numbers of a {@link DecodedBatch}. */
import { wrongType } from "../basics/describe.js";
import { checkAttached, typedArrayName } from "../basics/typed-arrays.js";
import type { BigEndianIntegers, DecodedBatch } from "../contract/numbers-api.js";
import { numberList, type NumberList } from "./list.js";

const MAX_EXPONENT = 4000;

/** @throws TypeError or RangeError where the batch is no decoded one */
export function decodedNumbers({ numbers, exponent = 0, bytes, empty }: DecodedBatch): NumberList {
  if (typeof exponent !== "number") throw wrongType("exponent", "a number", exponent);
  if (!Number.isInteger(exponent) || Math.abs(exponent) > MAX_EXPONENT) {
    throw new RangeError(
      `exponent: expected an integer from ${-MAX_EXPONENT} to ${MAX_EXPONENT}, got ${exponent}`,
    );
  }
  checkCount("bytes", bytes);
  checkCount("empty", empty);
  const isBigEndian = typeof numbers === "object" && numbers !== null && "bigEndian" in numbers;
  const list = isBigEndian ? bigEndianList(numbers, exponent) : numberList(numbers, exponent);
  if (list === undefined) throw wrongType("numbers", "a list of numbers", numbers);
  return list;
}

function checkCount(name: string, count: unknown): void {
  if (typeof count !== "number") throw wrongType(name, "a number", count);
  if (!Number.isSafeInteger(count) || count < 0) {
    throw new RangeError(`${name}: expected an integer from 0 on, got ${count}`);
  }
}

function bigEndianList({ bigEndian, width }: BigEndianIntegers, exponent: number): NumberList {
  if (typedArrayName(bigEndian) !== "Uint8Array") throw wrongType("bigEndian", "a Uint8Array", bigEndian);
  checkAttached(bigEndian);
  const length = bigEndian.length / width;
  if (!Number.isSafeInteger(width) || width < 1 || !Number.isInteger(length)) {
    throw new RangeError(`width: expected a divisor of ${bigEndian.length}, got ${width}`);
  }
  return {
    kind: "bigints",
    length,
    check() {},
    addTo(sum, start, end) {
      sum.bigEndianIntegers({ bigEndian: bigEndian.subarray(start * width, end * width), width }, exponent);
    },
  };
}
