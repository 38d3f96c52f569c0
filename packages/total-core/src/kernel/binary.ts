/** The kernel for binary numbers and integers in memory (assembly/binary). */
import { wrongElement } from "../basics/describe.js";
import type { BigIntegerArray, SmallIntegerArray } from "../contract/numbers-api.js";
import * as layout from "./binary.generated.js";
import { instanceMaker } from "./load.js";
import { kernelMemory } from "./memory.js";
import { addSpecials, type SumInParts } from "./specials.js";

export type { SumInParts } from "./specials.js";

/** The functions of assembly/binary/index.ts. They add `count` numbers of the kernel's memory, from `pointer` on. */
export interface BinaryKernelExports {
  addDoubles(pointer: number, count: number): void;
  addFloats(pointer: number, count: number): void;
  addInt8(pointer: number, count: number): void;
  addUint8(pointer: number, count: number): void;
  addInt16(pointer: number, count: number): void;
  addUint16(pointer: number, count: number): void;
  addInt32(pointer: number, count: number): void;
  addUint32(pointer: number, count: number): void;
  addBigInt64(pointer: number, count: number): void;
  addBigUint64(pointer: number, count: number): void;
  takeRounded(): number;
  settle(): number;
  marks(): number;
  clear(): void;
}

type TypedArray = ArrayBufferView & { readonly BYTES_PER_ELEMENT: number };

/** Adds lists in memory: the kernel, or TypeScript in its place (src/sum/engine.ts). */
export interface SumEngine<Sum> {
  /** The correctly rounded total; −0 for no numbers, as in `Math.sumPrecise`. */
  total(values: Float64Array): number;
  /** The same for an array. @throws TypeError naming the index of what is not a number */
  totalOfNumbers(list: readonly number[]): number;
  /** Adds all of `values`. */
  sum(values: Float64Array, into: Sum): void;
  sumOfFloats(values: Float32Array, into: Sum): void;
  /**
   * Adds `list[start]` to before `list[end]`.
   * @throws TypeError naming the index of what is not a number; `into` may have got numbers before it
   */
  sumOfNumbers(list: readonly number[], start: number, end: number, into: Sum): void;
  /** A number only if it is a safe integer. */
  sumOfIntegers(values: SmallIntegerArray | BigIntegerArray, type: IntegerArrayName): number | bigint;
}

const VECTOR_BYTES = 16;

/** Elements of an array that are copied at once. They stay in the first-level cache: copying one by one gains more from that than from fewer calls. */
const NUMBERS_AT_ONCE = 2048;

/** The limb that holds the integer 1, and its bit there. */
const LIMB_OF_ONES = /* @__PURE__ */ Math.floor(-layout.UNIT_EXPONENT / layout.LIMB_BITS);
const BIT_OF_ONES = /* @__PURE__ */ BigInt(-layout.UNIT_EXPONENT % layout.LIMB_BITS);

const ADDERS = {
  Int8Array: "addInt8",
  Uint8Array: "addUint8",
  Uint8ClampedArray: "addUint8",
  Int16Array: "addInt16",
  Uint16Array: "addUint16",
  Int32Array: "addInt32",
  Uint32Array: "addUint32",
  BigInt64Array: "addBigInt64",
  BigUint64Array: "addBigUint64",
} as const;

export type IntegerArrayName = keyof typeof ADDERS;

export type BinaryKernel = SumEngine<SumInParts>;

/** While an array is read: a getter in it may want a total of its own, and the kernel holds half a sum. */
let isReading = false;

/**
 * While the kernel holds a sum, or half of one. It still does where a call was ended from outside: at the end of the stack, say, or by a time limit of
 * `node:vm`. Then nothing is known of its memory, and another instance takes its place.
 */
let isHolding = false;

/**
 * The functions are closures, and made only once: so V8 treats `doubles` and the functions of the kernel as constants, and {@link copyNumbers} takes
 * half the time that it takes with the array in a field or a parameter.
 */
function newBinaryKernel(kernel: BinaryKernelExports, { buffer: memory }: Uint8Array): BinaryKernel {
  const { addDoubles, takeRounded, settle, marks, clear } = kernel;
  const bytes = new Uint8Array(memory, layout.CHUNK, layout.CHUNK_BYTES);
  const doubles = new Float64Array(memory, layout.CHUNK, layout.CHUNK_BYTES / Float64Array.BYTES_PER_ELEMENT);
  /** The limbs have cells of 64 bits. The limbs of a settled sum fit in the lower words. */
  const limbWords = new Uint32Array(memory, layout.LIMBS, 2 * layout.LIMBS_LENGTH);

  function addFloat64Array(values: Float64Array): void {
    isHolding = true;
    if (values.length > doubles.length) return addBytes(values, addDoubles);
    doubles.set(values);
    addDoubles(layout.CHUNK, values.length);
  }

  /**
   * Adds whole vectors in the kernel's memory in place, and copies the rest chunk by chunk. It copies them as bytes, so that no method of a
   * subclass of a typed array is called.
   */
  function addBytes(values: TypedArray, add: (pointer: number, count: number) => void): void {
    const { buffer, byteOffset, byteLength, BYTES_PER_ELEMENT } = values;
    isHolding = true;
    const isInPlace = buffer === memory && byteOffset % VECTOR_BYTES === 0;
    const inPlace = isInPlace ? byteLength - (byteLength % VECTOR_BYTES) : 0;
    if (inPlace > 0) add(byteOffset, inPlace / BYTES_PER_ELEMENT);
    for (let start = inPlace; start < byteLength; start += bytes.length) {
      const size = Math.min(bytes.length, byteLength - start);
      bytes.set(new Uint8Array(buffer, byteOffset + start, size));
      add(layout.CHUNK, size / BYTES_PER_ELEMENT);
    }
  }

  function addNumbers(list: readonly number[], start: number, end: number): void {
    isHolding = true;
    for (let next = start; next < end; next += NUMBERS_AT_ONCE) {
      const length = Math.min(NUMBERS_AT_ONCE, end - next);
      readNumbers(list, next, next + length);
      addDoubles(layout.CHUNK, length);
    }
  }

  function readNumbers(list: readonly number[], start: number, end: number): void {
    isReading = true;
    try {
      copyNumbers(list, start, end);
    } catch (error) {
      empty();
      throw error;
    } finally {
      isReading = false;
    }
  }

  /** Drops the sum. */
  function empty(): void {
    clear();
    isHolding = false;
  }

  function takeNumber(): number {
    const result = takeRounded();
    isHolding = false;
    return result;
  }

  /**
   * Copies `list[start]` to before `list[end]` to the chunk. Eight at a time take half the time of one at a time, and the `| 0`s, which tell V8 that
   * no index exceeds 32 bits, save another fifth.
   */
  function copyNumbers(list: readonly unknown[], start: number, end: number): void {
    let i = start | 0;
    let to = 0;
    for (const last = (end - 7) | 0; i < last; i = (i + 8) | 0, to = (to + 8) | 0) {
      const x0 = list[i];
      const x1 = list[i + 1];
      const x2 = list[i + 2];
      const x3 = list[i + 3];
      const x4 = list[i + 4];
      const x5 = list[i + 5];
      const x6 = list[i + 6];
      const x7 = list[i + 7];
      if (
        typeof x0 !== "number" ||
        typeof x1 !== "number" ||
        typeof x2 !== "number" ||
        typeof x3 !== "number" ||
        typeof x4 !== "number" ||
        typeof x5 !== "number" ||
        typeof x6 !== "number" ||
        typeof x7 !== "number"
      ) {
        break;
      }
      doubles[to] = x0;
      doubles[to + 1] = x1;
      doubles[to + 2] = x2;
      doubles[to + 3] = x3;
      doubles[to + 4] = x4;
      doubles[to + 5] = x5;
      doubles[to + 6] = x6;
      doubles[to + 7] = x7;
    }
    // The last few, or the eight with one that is not a number.
    for (; i < end; i++, to++) {
      const x = list[i];
      if (typeof x !== "number") throw wrongElement(i, "a number", x);
      doubles[to] = x;
    }
  }

  /** Moves the sum of `list[start]` to before `list[end]`. */
  function moveSum(list: ArrayLike<number>, start: number, end: number, into: SumInParts): void {
    const isNegative = settle() !== 0;
    const seen = marks();
    for (let i = 0; i < layout.LIMBS_LENGTH; i++) {
      const limb = limbWords[2 * i]!;
      if (limb !== 0) into.addScaled(isNegative ? -limb : limb, layout.LIMB_BITS * i + layout.UNIT_EXPONENT);
    }
    empty();
    if ((seen & ~layout.SAW_OTHER_THAN_MINUS_ZERO) !== 0) addSpecials(list, start, end, seen, into);
    else if (seen !== 0) into.countNotMinusZero(Infinity);
  }

  /** Takes the sum, which is an integer. */
  function takeInteger(): bigint {
    const isNegative = settle() !== 0;
    let integer = 0n;
    for (let i = layout.LIMBS_LENGTH - 1; i >= LIMB_OF_ONES; i--) {
      const limb = limbWords[2 * i]!;
      if (limb !== 0 || integer !== 0n) integer = (integer << BigInt(layout.LIMB_BITS)) | BigInt(limb);
    }
    empty();
    integer >>= BIT_OF_ONES;
    return isNegative ? -integer : integer;
  }

  return {
    total(values) {
      addFloat64Array(values);
      return takeNumber();
    },
    totalOfNumbers(list) {
      addNumbers(list, 0, list.length);
      return takeNumber();
    },
    sum(values, into) {
      if (values.length === 0) return;
      addFloat64Array(values);
      moveSum(values, 0, values.length, into);
    },
    sumOfFloats(values, into) {
      if (values.length === 0) return;
      addBytes(values, kernel.addFloats);
      moveSum(values, 0, values.length, into);
    },
    sumOfNumbers(list, start, end, into) {
      if (start === end) return;
      addNumbers(list, start, end);
      moveSum(list, start, end, into);
    },
    sumOfIntegers(values, type) {
      addBytes(values, kernel[ADDERS[type]]);
      return takeInteger();
    },
  };
}

const newInstance = /* @__PURE__ */ instanceMaker<BinaryKernelExports>(
  layout.wasm,
  () => kernelMemory()?.imports,
);
let shared: BinaryKernel | undefined;

/** The kernel that all share, empty; undefined where there can be none, and while an array is read for it. */
export function binaryKernel(): BinaryKernel | undefined {
  if (isReading) return undefined;
  if (shared === undefined || isHolding) renew();
  return shared;
}

/** Begins with an instance that has had no numbers. Where the stack ends meanwhile, the next call tries again. */
function renew(): void {
  shared = undefined;
  // An instance expects its data to be zeros. No other kernel's come before them.
  if (isHolding) kernelMemory()!.bytes.fill(0, 0, layout.DATA_END);
  const kernel = newInstance();
  shared = kernel && newBinaryKernel(kernel, kernelMemory()!.bytes);
  isHolding = false;
}
