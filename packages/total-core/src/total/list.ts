/** Lists of numbers in memory, of any type, to be added to a sum. */
import { wrongElement } from "../basics/describe.js";
import { checkAttached, typedArrayName } from "../basics/typed-arrays.js";
import type { BigIntegerArray, SmallIntegerArray } from "../contract/numbers-api.js";
import { sumOfIntegers } from "../sum/typed-arrays.js";
import type { ExactSum } from "../sum/exact-sum.js";
import { sumOfBigints } from "../sum/integers.js";
import { addString } from "./strings.js";

/** The numbers in a typed array: binary64 numbers, integers of up to 32 bits, or bigints. */
export const KIND_OF_ARRAY: Readonly<Record<string, "floats" | "smallIntegers" | "bigints">> = {
  Float16Array: "floats",
  Float32Array: "floats",
  Float64Array: "floats",
  Int8Array: "smallIntegers",
  Uint8Array: "smallIntegers",
  Uint8ClampedArray: "smallIntegers",
  Int16Array: "smallIntegers",
  Uint16Array: "smallIntegers",
  Int32Array: "smallIntegers",
  Uint32Array: "smallIntegers",
  BigInt64Array: "bigints",
  BigUint64Array: "bigints",
};

/** A list of numbers, to be added as a whole or in parts. */
export interface NumberList {
  readonly length: number;
  /** @throws TypeError naming the index where an array holds anything but numbers alone or bigints alone */
  check?(): void;
  /**
   * Adds the numbers from index `start` to before `end`. On an error some of them may have been added.
   * @throws TypeError naming the index where an array holds anything but numbers alone, bigints alone or strings alone
   * @throws TotalError naming the index of a string that is no number
   */
  addTo(sum: ListSum, start: number, end: number): void;
}

/** The sum that a list is added to. */
export type ListSum = Pick<ExactSum, "decimal" | "doubles" | "floats" | "numbers">;

/**
 * A batch as a list; `undefined` where it is not one. An array that begins with a string is one of decimal literals.
 * @param skipped is called for each string that is no number, which is an error otherwise
 */
export function listOfBatch(batch: unknown, skipped?: () => void): NumberList | undefined {
  return Array.isArray(batch) && typeof batch[0] === "string"
    ? stringList(batch, false, skipped)
    : numberList(batch);
}

/**
 * A list of decimal literals.
 * @param skipEmpty as in `StringsOptions`
 */
export function stringList(list: readonly unknown[], skipEmpty: boolean, skipped?: () => void): NumberList {
  return {
    length: list.length,
    addTo(sum, start, end) {
      for (let i = start; i < end; i++) addString(list[i], i, sum, skipEmpty, skipped);
    },
  };
}

/**
 * A typed array or an array as a list; `undefined` for every other value.
 * @param exponent each integer stands for itself × 10^exponent
 */
export function numberList(value: unknown, exponent: number = 0): NumberList | undefined {
  const name = typedArrayName(value);
  if (name !== undefined) return typedNumberList(name, value as Float64Array, exponent);
  return Array.isArray(value) ? plainList(value, exponent) : undefined;
}

function typedNumberList(name: string, array: Float64Array, exponent: number): NumberList | undefined {
  checkAttached(array);
  const kind = KIND_OF_ARRAY[name];
  if (kind === undefined) return undefined;
  return {
    length: array.length,
    addTo(sum, start, end) {
      const part = end - start === array.length ? array : array.subarray(start, end);
      if (name === "Float64Array") sum.doubles(part);
      else if (kind === "floats") sum.floats(part);
      else if (start < end) {
        const integers = part as unknown as SmallIntegerArray | BigIntegerArray;
        sum.decimal(sumOfIntegers(integers), exponent, end - start);
      }
    },
  };
}

function plainList(list: readonly unknown[], exponent: number): NumberList {
  const type = typeof list[0] === "bigint" ? "bigint" : "number";
  return {
    length: list.length,
    check() {
      for (let i = 0; i < list.length; i++) {
        if (typeof list[i] !== type) throw wrongElement(i, `a ${type}`, list[i]);
      }
    },
    addTo(sum, start, end) {
      if (type === "number") sum.numbers(list as readonly number[], start, end);
      else if (start < end) sum.decimal(sumOfBigints(list, start, end), exponent, end - start);
    },
  };
}
