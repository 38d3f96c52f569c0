/** Exact sums of lists in memory by the binary kernel, whose source is assembly/binary. */
import type { BigIntegerArray, SmallIntegerArray } from "../numbers-api.js";
import { wasm } from "./binary.generated.js";
import { copyNumbers } from "./copy-numbers.js";
import { kernelLoader } from "./load.js";

/** The functions of assembly/binary/index.ts. Numbers are added from its memory, from `pointer` on. */
export interface BinaryKernelExports {
  readonly memory: WebAssembly.Memory;
  readonly chunk: WebAssembly.Global<"i32">;
  readonly CHUNK_BYTES: WebAssembly.Global<"i32">;
  readonly limbs: WebAssembly.Global<"i32">;
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

/** What takes a sum that leaves the kernel. */
export interface SumInParts {
  add(x: number): void;
  /** Adds `integer` × 2^`exponent2`. */
  addScaled(integer: number, exponent2: number): void;
}

/** The bits of marks(), as in assembly/binary/marks.ts. */
const SAW_NAN = 1;
const SAW_INFINITY = 2;
const SAW_MINUS_INFINITY = 4;
const SAW_OTHER_THAN_MINUS_ZERO = 8;

const UNIT_EXPONENT = -1074;
const LIMB_BITS = 32;
const LIMBS = 68;

/** The integer 1 in units of 2^-1074: bit ONES_BIT of limb ONES_LIMB. */
const ONES_LIMB = Math.floor(-UNIT_EXPONENT / LIMB_BITS);
const ONES_BIT = BigInt(-UNIT_EXPONENT % LIMB_BITS);

/**
 * The kernel that all share: it is empty whenever other code runs. Reading an element of an array may run a getter, which may want
 * a total too; while the kernel is in use, {@link binaryKernel} has none to give.
 */
export class BinaryKernel {
  readonly #kernel: BinaryKernelExports;
  readonly #pointer: number;
  readonly #bytes: Uint8Array;
  readonly #doubles: Float64Array;
  /** Each limb has the lower word of a 64-bit cell. */
  readonly #limbs: Uint32Array;
  #inUse = false;

  constructor(kernel: BinaryKernelExports) {
    this.#kernel = kernel;
    this.#pointer = kernel.chunk.value;
    this.#bytes = new Uint8Array(kernel.memory.buffer, this.#pointer, kernel.CHUNK_BYTES.value);
    this.#doubles = new Float64Array(kernel.memory.buffer, this.#pointer, this.#bytes.length / 8);
    this.#limbs = new Uint32Array(kernel.memory.buffer, kernel.limbs.value, 2 * LIMBS);
  }

  get inUse(): boolean {
    return this.#inUse;
  }

  /** The correctly rounded total; −0 for no numbers. */
  total(values: Float64Array): number {
    this.#addDoubles(values);
    return this.#kernel.takeRounded();
  }

  /** The same for an array. @throws TypeError naming the index of what is not a number */
  totalOfNumbers(list: readonly number[]): number {
    this.#addNumbers(list, 0, list.length);
    return this.#kernel.takeRounded();
  }

  sum(values: Float64Array, into: SumInParts): void {
    if (values.length === 0) return;
    this.#addDoubles(values);
    this.#moveTo(into);
  }

  /**
   * Adds `list[start]` to before `list[end]`.
   * @throws TypeError naming the index of what is not a number, with nothing added
   */
  sumOfNumbers(list: readonly number[], start: number, end: number, into: SumInParts): void {
    if (start === end) return;
    this.#addNumbers(list, start, end);
    this.#moveTo(into);
  }

  sumOfFloats(values: Float32Array, into: SumInParts): void {
    if (values.length === 0) return;
    this.#addBytes(values, this.#kernel.addFloats);
    this.#moveTo(into);
  }

  sumOfIntegers(values: SmallIntegerArray | BigIntegerArray, kind: IntegerKind): bigint {
    this.#addBytes(values, this.#kernel[ADDER_OF_KIND[kind]]);
    const isNegative = this.#kernel.settle() !== 0;
    let integer = 0n;
    for (let i = LIMBS - 1; i >= ONES_LIMB; i--) {
      const limb = this.#limbs[2 * i]!;
      if (limb !== 0 || integer !== 0n) integer = (integer << 32n) | BigInt(limb);
    }
    this.#kernel.clear();
    integer >>= ONES_BIT;
    return isNegative ? -integer : integer;
  }

  #addDoubles(values: Float64Array): void {
    const { length } = values;
    if (length > this.#doubles.length) return this.#addBytes(values, this.#kernel.addDoubles);
    this.#doubles.set(values);
    this.#kernel.addDoubles(this.#pointer, length);
  }

  /** Chunks are copied as bytes, whatever they are of, by views that no subclass of a typed array has a say in. */
  #addBytes(values: ArrayBufferView & { readonly BYTES_PER_ELEMENT: number }, add: AddFromMemory): void {
    const { buffer, byteOffset, byteLength, BYTES_PER_ELEMENT } = values;
    for (let start = 0; start < byteLength; start += this.#bytes.length) {
      const chunk = new Uint8Array(
        buffer,
        byteOffset + start,
        Math.min(this.#bytes.length, byteLength - start),
      );
      this.#bytes.set(chunk);
      add(this.#pointer, chunk.length / BYTES_PER_ELEMENT);
    }
  }

  #addNumbers(list: readonly number[], start: number, end: number): void {
    this.#inUse = true;
    try {
      for (let next = start; next < end; next += this.#doubles.length) {
        const length = Math.min(this.#doubles.length, end - next);
        copyNumbers(list, next, next + length, this.#doubles);
        this.#kernel.addDoubles(this.#pointer, length);
      }
    } catch (error) {
      this.#kernel.clear();
      throw error;
    } finally {
      this.#inUse = false;
    }
  }

  #moveTo(into: SumInParts): void {
    const isNegative = this.#kernel.settle() !== 0;
    const marks = this.#kernel.marks();
    // A zero of either sign tells whether there was nothing but −0.
    into.add((marks & SAW_OTHER_THAN_MINUS_ZERO) === 0 ? -0 : 0);
    if ((marks & SAW_NAN) !== 0) into.add(NaN);
    if ((marks & SAW_INFINITY) !== 0) into.add(Infinity);
    if ((marks & SAW_MINUS_INFINITY) !== 0) into.add(-Infinity);
    for (let i = 0; i < LIMBS; i++) {
      const limb = this.#limbs[2 * i]!;
      if (limb !== 0) into.addScaled(isNegative ? -limb : limb, LIMB_BITS * i + UNIT_EXPONENT);
    }
    this.#kernel.clear();
  }
}

type AddFromMemory = (pointer: number, count: number) => void;

const ADDER_OF_KIND = {
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

/** The name of an integer array's type. */
export type IntegerKind = keyof typeof ADDER_OF_KIND;

const loader = kernelLoader<BinaryKernelExports>(wasm);
let shared: BinaryKernel | undefined;

/** The kernel; undefined where there can be none, and while it is in use. */
export function binaryKernel(): BinaryKernel | undefined {
  if (shared === undefined) {
    const kernel = loader.shared();
    if (kernel === undefined) return undefined;
    shared = new BinaryKernel(kernel);
  }
  return shared.inUse ? undefined : shared;
}
