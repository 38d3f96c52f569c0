/** The engine that totals long lists, the kernel or TypeScript. A bundle that imports this module has the kernel in it. */
import { binaryKernel, type SumEngine } from "../kernel/binary.js";
import type { BigIntegerArray, SmallIntegerArray } from "../contract/numbers-api.js";
import { BinarySum } from "./binary.js";
import { copyNumbers } from "./copy-numbers.js";
import { sumOfBigIntegers, sumOfSmallIntegers } from "./integers.js";
import { LONGEST_FOR_TYPESCRIPT, provideKernel } from "./loaded-kernel.js";
import { forEachPart } from "./parts.js";
import { LONGEST_PROVEN, provenTotal } from "./proven-total.js";
import { isOfBigints } from "./typed-arrays.js";

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
    return isOfBigints(type)
      ? sumOfBigIntegers(values as BigIntegerArray)
      : sumOfSmallIntegers(values as SmallIntegerArray);
  },
};

/** The engine for a list of numbers of this length: the kernel, where there is one and the list is worth it. */
export function engineFor(length: number): SumEngine<BinarySum> {
  return length > LONGEST_FOR_TYPESCRIPT ? (binaryKernel() ?? typescriptEngine) : typescriptEngine;
}

provideKernel(binaryKernel);
