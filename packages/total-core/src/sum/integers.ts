/** Exact sums of integers. */
import { wrongElement } from "../basics/describe.js";
import type { BigIntegerArray, SmallIntegerArray } from "../contract/numbers-api.js";
import { typedArrayName } from "../basics/typed-arrays.js";
import { forEachPart } from "./parts.js";
import { HIGH_WORD, LOW_WORD } from "./words.js";

/** The sum of up to this many integers of 32 bits is a safe integer. */
export const SAFE_COUNT: number = 2 ** 21 - 1;

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

export function sumOfWords(
  words: Float64Array | Int32Array | Uint32Array,
  start: number,
  step: number,
): number {
  let sum = 0;
  for (let i = start; i < words.length; i += step) sum += words[i]!;
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
