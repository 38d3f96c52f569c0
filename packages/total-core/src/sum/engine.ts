/** The engine that adds long lists, the kernel or TypeScript: the one place where it is chosen. */
import { binaryKernel, type IntegerArrayName, type SumEngine } from "../kernel/binary.js";
import type { BigIntegerArray, FloatArray, SmallIntegerArray } from "../contract/numbers-api.js";
import { typedArrayName } from "../basics/typed-arrays.js";
import { BinarySum } from "./binary.js";
import { copyNumbers } from "./copy-numbers.js";
import { sumOfBigIntegers, sumOfSmallIntegers } from "./integers.js";
import { provideKernel } from "./loaded-kernel.js";
import { forEachPart } from "./parts.js";
import { LONGEST_PROVEN, provenTotal } from "./proven-total.js";

/**
 * A sum for totals without a proof, and a buffer: making them costs more than adding a short list. Both are taken away while an array is read, because
 * a getter in it may want a total of its own, which then makes new ones.
 */
let freeSum: BinarySum | undefined;
let freeShortList: Float64Array | undefined;

export const typescriptEngine: SumEngine<BinarySum> = {
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
  sumOfFloats(values, into) {
    forEachPart(values, (part) => into.addDoubles(part));
  },
  sumOfIntegers(values, type) {
    return type === "BigInt64Array" || type === "BigUint64Array"
      ? sumOfBigIntegers(values as BigIntegerArray)
      : sumOfSmallIntegers(values as SmallIntegerArray);
  },
};

/** Up to this length TypeScript is done before the kernel would have begun; beyond it the kernel is faster, whatever the numbers. */
const LONGEST_FOR_TYPESCRIPT = 32;
/** The same for integers, which are less work in TypeScript. */
const LONGEST_INTEGERS_FOR_TYPESCRIPT = 128;

/** The engine for a list of numbers of this length: the kernel, where there is one and the list is worth it. */
export function engineFor(
  length: number,
  longestForTypescript: number = LONGEST_FOR_TYPESCRIPT,
): SumEngine<BinarySum> {
  return length > longestForTypescript ? (binaryKernel() ?? typescriptEngine) : typescriptEngine;
}

provideKernel(binaryKernel);

/** A number only if it is a safe integer. */
export function sumOfIntegers(values: SmallIntegerArray | BigIntegerArray): number | bigint {
  const name = typedArrayName(values) as IntegerArrayName;
  return engineFor(values.length, LONGEST_INTEGERS_FOR_TYPESCRIPT).sumOfIntegers(values, name);
}

/** Adds floats of another kind than binary64. */
export function sumOfFloats(values: FloatArray, into: BinarySum): void {
  if (typedArrayName(values) === "Float32Array")
    engineFor(values.length).sumOfFloats(values as Float32Array, into);
  else forEachPart(values, (part) => engineFor(part.length).sum(part, into));
}
