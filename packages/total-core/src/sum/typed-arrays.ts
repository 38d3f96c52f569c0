/** Sums of typed arrays, by the kernel where it is loaded and the array is worth it. */
import { typedArrayName } from "../basics/typed-arrays.js";
import type { BigIntegerArray, FloatArray, SmallIntegerArray } from "../contract/numbers-api.js";
import type { IntegerArrayName } from "../kernel/binary.js";
import type { BinarySum } from "./binary.js";
import { sumOfBigIntegers, sumOfSmallIntegers } from "./integers.js";
import { kernelFor } from "./loaded-kernel.js";
import { forEachPart } from "./parts.js";

/** As LONGEST_FOR_TYPESCRIPT, for integers, which are less work in TypeScript. */
const LONGEST_INTEGERS_FOR_TYPESCRIPT = 128;

/** A number only if it is a safe integer. */
export function sumOfIntegers(values: SmallIntegerArray | BigIntegerArray): number | bigint {
  const name = typedArrayName(values) as IntegerArrayName;
  const kernel = kernelFor(values.length, LONGEST_INTEGERS_FOR_TYPESCRIPT);
  if (kernel !== undefined) return kernel.sumOfIntegers(values, name);
  return isOfBigints(name)
    ? sumOfBigIntegers(values as BigIntegerArray)
    : sumOfSmallIntegers(values as SmallIntegerArray);
}

export function isOfBigints(name: IntegerArrayName): boolean {
  return name === "BigInt64Array" || name === "BigUint64Array";
}

/** Adds floats of any kind. */
export function addFloats(values: FloatArray, into: BinarySum): void {
  if (typedArrayName(values) === "Float32Array") {
    const kernel = kernelFor(values.length);
    if (kernel !== undefined) return kernel.sumOfFloats(values as Float32Array, into);
  }
  forEachPart(values, (part) => addDoubles(part, into));
}

export function addDoubles(values: Float64Array, into: BinarySum): void {
  const kernel = kernelFor(values.length);
  if (kernel === undefined) into.addDoubles(values);
  else kernel.sum(values, into);
}
