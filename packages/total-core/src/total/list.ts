/** Lists of numbers in memory: what kind each is, and into the sum with it. */
import { wrongElement } from "../basics/describe.js";
import type { BigIntegerArray, SmallIntegerArray } from "../contract/numbers-api.js";
import type { ExactSum } from "../sum/exact-sum.js";
import { checkAttached, typedArrayName } from "../basics/typed-arrays.js";

/** What a list holds: binary64 numbers, integers of up to 32 bits, or bigints. */
export type ListKind = "floats" | "smallIntegers" | "bigints";

const KIND_OF_ARRAY: Readonly<Record<string, ListKind>> = {
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
  /** `"floats"` for an empty array. */
  readonly kind: ListKind;
  readonly length: number;
  /** @throws TypeError naming the index where an array holds anything but numbers alone or bigints alone */
  check(): void;
  /**
   * Adds the numbers from index `start` to before `end`.
   * @throws TypeError naming the index where an array holds anything but numbers alone or bigints alone
   */
  addTo(sum: ExactSum, start: number, end: number): void;
}

/**
 * What `value` is as a list: a typed array or an array; undefined where it is neither.
 * @param exponent each integer stands for itself × 10^exponent
 */
export function numberList(value: unknown, exponent: number = 0): NumberList | undefined {
  const name = typedArrayName(value);
  if (name !== undefined) return typedNumberList(name, value as Float64Array, exponent);
  if (!Array.isArray(value)) return undefined;
  const list: readonly unknown[] = value;
  return typeof list[0] === "bigint" ? bigintList(list, exponent) : numberArray(list);
}

function typedNumberList(name: string, array: Float64Array, exponent: number): NumberList | undefined {
  checkAttached(array);
  const kind = KIND_OF_ARRAY[name];
  if (kind === undefined) return undefined;
  return {
    kind,
    length: array.length,
    check() {},
    addTo(sum, start, end) {
      const part = end - start === array.length ? array : array.subarray(start, end);
      if (name === "Float64Array") sum.doubles(part);
      else if (kind === "floats") sum.floats(part);
      else sum.integers(part as unknown as SmallIntegerArray | BigIntegerArray, exponent);
    },
  };
}

function bigintList(list: readonly unknown[], exponent: number): NumberList {
  return {
    kind: "bigints",
    length: list.length,
    check: () => checkElements(list, "bigint"),
    addTo: (sum, start, end) => sum.bigints(list as readonly bigint[], start, end, exponent),
  };
}

function numberArray(list: readonly unknown[]): NumberList {
  return {
    kind: "floats",
    length: list.length,
    check: () => checkElements(list, "number"),
    addTo: (sum, start, end) => sum.numbers(list as readonly number[], start, end),
  };
}

function checkElements(list: readonly unknown[], type: "number" | "bigint"): void {
  for (let i = 0; i < list.length; i++) {
    if (typeof list[i] !== type) throw wrongElement(i, `a ${type}`, list[i]);
  }
}
