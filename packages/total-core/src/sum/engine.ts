/** Who adds long lists, the kernel or TypeScript: the one place where that is chosen. */
import { binaryKernel, type IntegerArrayName } from "../kernel/binary.js";
import type { BigIntegerArray, FloatArray, SmallIntegerArray } from "../contract/numbers-api.js";
import { typedArrayName } from "../basics/typed-arrays.js";
import { BinarySum } from "./binary.js";
import { copyNumbers } from "./copy-numbers.js";
import { sumOfBigIntegers, sumOfSmallIntegers } from "./integers.js";
import { forEachPart } from "./parts.js";
import { LONGEST_PROVEN, provenTotal } from "./proven-total.js";

export interface DoublesEngine {
  /** Adds all of `values`. */
  sum(values: Float64Array, into: BinarySum): void;
  /**
   * Adds `list[start]` to before `list[end]`.
   * @throws TypeError naming the index of what is not a number; then `into` may have got some of those before it
   */
  sumOfNumbers(list: readonly number[], start: number, end: number, into: BinarySum): void;
  /** The correctly rounded total; −0 for no numbers, as in `Math.sumPrecise`. */
  total(values: Float64Array): number;
  /** The same for an array. @throws TypeError naming the index of what is not a number */
  totalOfNumbers(list: readonly number[]): number;
}

/**
 * For totals that have no proof: to make one costs more than a short list. Both of these are gone while an array is read, because
 * a getter in it may want a total of its own, which then makes new ones.
 */
let freeSum: BinarySum | undefined;
let freeShortList: Float64Array | undefined;

export const typescriptEngine: DoublesEngine = {
  sum(values, into) {
    into.addDoubles(values);
  },
  sumOfNumbers(list, start, end, into) {
    into.addNumbers(list, start, end);
  },
  total(values) {
    if (values.length <= LONGEST_PROVEN) {
      const proven = provenTotal(values, values.length);
      if (!Number.isNaN(proven)) return proven;
    }
    const sum = (freeSum ??= new BinarySum());
    sum.clear();
    sum.addDoubles(values);
    return sum.toNumber();
  },
  totalOfNumbers(list) {
    if (list.length <= LONGEST_PROVEN) {
      const shortList = freeShortList ?? new Float64Array(LONGEST_PROVEN);
      freeShortList = undefined;
      copyNumbers(list, 0, list.length, shortList);
      freeShortList = shortList;
      const proven = provenTotal(shortList, list.length);
      if (!Number.isNaN(proven)) return proven;
    }
    const sum = freeSum ?? new BinarySum();
    freeSum = undefined;
    sum.clear();
    sum.addNumbers(list);
    freeSum = sum;
    return sum.toNumber();
  },
};

/** Up to this length the TypeScript is done before the kernel would have begun; beyond it the kernel is faster, whatever the numbers. */
const LONGEST_FOR_TYPESCRIPT = 32;

/** The kernel where there is one, for lists that are worth it. */
export const doublesEngine: DoublesEngine = {
  sum(values, into) {
    engineFor(values.length).sum(values, into);
  },
  sumOfNumbers(list, start, end, into) {
    engineFor(end - start).sumOfNumbers(list, start, end, into);
  },
  total(values) {
    return engineFor(values.length).total(values);
  },
  totalOfNumbers(list) {
    return engineFor(list.length).totalOfNumbers(list);
  },
};

function engineFor(length: number): DoublesEngine {
  return length > LONGEST_FOR_TYPESCRIPT ? (binaryKernel() ?? typescriptEngine) : typescriptEngine;
}

/** The same for integers, whose sums in TypeScript have less to do. */
const LONGEST_INTEGERS_FOR_TYPESCRIPT = 128;

/** A number only if it is a safe integer. */
export function sumOfIntegers(values: SmallIntegerArray | BigIntegerArray): number | bigint {
  const name = typedArrayName(values) as IntegerArrayName;
  const kernel = values.length > LONGEST_INTEGERS_FOR_TYPESCRIPT ? binaryKernel() : undefined;
  if (kernel !== undefined) return kernel.sumOfIntegers(values, name);
  return name === "BigInt64Array" || name === "BigUint64Array"
    ? sumOfBigIntegers(values as BigIntegerArray)
    : sumOfSmallIntegers(values as SmallIntegerArray);
}

/** Adds floats of another kind than binary64. */
export function sumOfFloats(values: FloatArray, into: BinarySum): void {
  const isFloat32 = typedArrayName(values) === "Float32Array";
  const kernel = isFloat32 && values.length > LONGEST_FOR_TYPESCRIPT ? binaryKernel() : undefined;
  if (kernel !== undefined) kernel.sumOfFloats(values as Float32Array, into);
  else forEachPart(values, (part) => doublesEngine.sum(part, into));
}
