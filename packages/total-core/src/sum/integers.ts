/** Exact sums of integer arrays. */
import type { BigIntegerArray, SmallIntegerArray } from "../numbers-api.js";
import { HIGH_WORD, LOW_WORD } from "./words.js";

/** So many integers of 32 bits have a sum below 2^53, which a binary64 holds exactly. */
const BLOCK = 2 ** 21;

export function sumOfSmallIntegers(values: SmallIntegerArray): bigint {
  let sum = 0n;
  for (let start = 0; start < values.length; start += BLOCK) {
    sum += BigInt(sumOfBlock(values, start, Math.min(start + BLOCK, values.length), 1));
  }
  return sum;
}

/** In halves of 32 bits, which are summed without a BigInt for each number. */
export function sumOfBigIntegers(values: BigIntegerArray): bigint {
  const { buffer, byteOffset, length } = values;
  const low = new Uint32Array(buffer, byteOffset, 2 * length);
  const high = isSigned(values) ? new Int32Array(buffer, byteOffset, 2 * length) : low;
  let sum = 0n;
  for (let start = 0; start < length; start += BLOCK) {
    const end = Math.min(start + BLOCK, length);
    const highSum = sumOfBlock(high, 2 * start + HIGH_WORD, 2 * end, 2);
    const lowSum = sumOfBlock(low, 2 * start + LOW_WORD, 2 * end, 2);
    sum += (BigInt(highSum) << 32n) + BigInt(lowSum);
  }
  return sum;
}

function isSigned(values: BigIntegerArray): boolean {
  return Object.prototype.toString.call(values) === "[object BigInt64Array]";
}

function sumOfBlock(values: SmallIntegerArray, start: number, end: number, step: 1 | 2): number {
  let sum = 0;
  for (let i = start; i < end; i += step) sum += values[i]!;
  return sum;
}
