import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BigIntegerArray, SmallIntegerArray } from "../contract/numbers-api.js";
import { BinarySum } from "../sum/binary.js";
import { runEngineCases } from "../sum/engine.cases.js";
import { seededRandom } from "../testing/numbers.js";
import { oracleTotal } from "../testing/oracle.js";
import { CHUNK_BYTES } from "./binary.generated.js";
import { binaryKernel, type IntegerArrayName } from "./binary.js";
import { readBuffers } from "./memory.js";

/** In Node there is a kernel: were there none, all else here would test nothing. */
const kernel = binaryKernel()!;

runEngineCases("kernel", kernel);

const INTEGER_ARRAYS = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  BigInt64Array,
  BigUint64Array,
};

type IntegerArray = SmallIntegerArray | BigIntegerArray;

function bigIntSum(integers: IntegerArray): bigint {
  let sum = 0n;
  for (const integer of integers) sum += BigInt(integer);
  return sum;
}

describe.each(Object.entries(INTEGER_ARRAYS))("%s", (name, IntegerArray) => {
  const type = name as IntegerArrayName;
  const ofBytes = (bytes: Uint8Array): IntegerArray =>
    new IntegerArray(
      bytes.buffer as ArrayBuffer,
      bytes.byteOffset,
      bytes.length / IntegerArray.BYTES_PER_ELEMENT,
    );

  test("random integers: BigInt's sum, whatever the length and wherever they begin in their buffer", () => {
    const random = seededRandom(IntegerArray.BYTES_PER_ELEMENT);
    const chunk = CHUNK_BYTES / IntegerArray.BYTES_PER_ELEMENT;
    for (const length of [0, 1, 2, 3, 7, 15, 16, 17, 100, chunk - 1, chunk, chunk + 1, 3 * chunk + 5]) {
      const bytes = Uint8Array.from(
        { length: 8 + length * IntegerArray.BYTES_PER_ELEMENT },
        () => 256 * random(),
      );
      const integers = ofBytes(bytes.subarray(8));
      expect(kernel.sumOfIntegers(integers, type)).toBe(bigIntSum(integers));
    }
  });

  test("those that are in the kernel's memory are added where they stand, wherever they begin and end there", () => {
    const random = seededRandom(1);
    const buffer = readBuffers.take(80_000);
    for (let i = 0; i < buffer.length; i++) buffer[i] = 256 * random();
    const before = buffer.slice();
    for (const start of [0, 8, 16, 24]) {
      for (const end of [start, start + 8, start + 16, 40_000, 40_008, 80_000]) {
        const integers = ofBytes(buffer.subarray(start, end));
        expect(kernel.sumOfIntegers(integers, type)).toBe(bigIntSum(integers));
      }
    }
    expect(buffer).toEqual(before);
    readBuffers.giveBack(buffer);
  });

  test("the least and the greatest, all alike", () => {
    for (const pattern of [
      [0],
      [0xff],
      [0, 0, 0, 0, 0, 0, 0, 0x80],
      [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f],
    ]) {
      const integers = ofBytes(Uint8Array.from({ length: 80_000 }, (_, i) => pattern[i % pattern.length]!));
      expect(kernel.sumOfIntegers(integers, type)).toBe(bigIntSum(integers));
    }
  });

  test("what was in the chunk before is not counted", () => {
    kernel.sumOfIntegers(ofBytes(new Uint8Array(800).fill(0x7f)), type);
    expect(kernel.sumOfIntegers(ofBytes(new Uint8Array(8)), type)).toBe(0n);
  });
});

test("Float32Array: every number is the binary64 that it is", () => {
  const special = fc.constantFrom(0, -0, NaN, Infinity, -Infinity, 2 ** -149, -(2 ** -126), 2 ** 127);
  const floats = fc.oneof(
    fc.float32Array({ noNaN: true, noDefaultInfinity: true, maxLength: 200 }),
    fc.array(fc.oneof(fc.float(), special), { maxLength: 200 }).map((numbers) => Float32Array.from(numbers)),
    fc.integer({ min: 2047, max: 9000 }).map((length) => Float32Array.from({ length }, (_, i) => i / 7)),
  );
  fc.assert(
    fc.property(floats, (numbers) => {
      const sum = new BinarySum();
      kernel.sumOfFloats(numbers, sum);
      expect(numbers.length === 0 ? 0 : sum.toNumber()).toBe(oracleTotal(numbers));
    }),
  );
});

test("sums of every kind follow each other without a trace", () => {
  const sum = new BinarySum();
  expect(kernel.total(Float64Array.of(1e300, NaN))).toBeNaN();
  expect(kernel.total(Float64Array.of(-0))).toBe(-0);
  kernel.sum(Float64Array.of(Infinity, 1), sum);
  expect(kernel.sumOfIntegers(Int8Array.of(-1), "Int8Array")).toBe(-1n);
  expect(kernel.total(Float64Array.of(1))).toBe(1);
  kernel.sumOfFloats(Float32Array.of(2 ** 100), sum);
  expect(kernel.sumOfIntegers(BigUint64Array.of(2n ** 64n - 1n), "BigUint64Array")).toBe(2n ** 64n - 1n);
  expect(kernel.totalOfNumbers([])).toBe(-0);
});

test("a subclass of a typed array has no say in how it is read", () => {
  class Odd extends Float64Array {
    static get [Symbol.species](): Float64ArrayConstructor {
      throw new Error("never asked for");
    }
  }
  const numbers = new Odd(5000).fill(0.1);
  expect(kernel.total(numbers)).toBe(oracleTotal(numbers));
});

test("a list whose getter wants a total of its own: the kernel is in use, and both are right", () => {
  const list = Array.from({ length: 5000 }, (_, i) => i);
  let inner = 0;
  Object.defineProperty(list, 4000, {
    get() {
      expect(binaryKernel()).toBeUndefined();
      inner++;
      return 4000;
    },
  });
  expect(kernel.totalOfNumbers(list)).toBe((5000 * 4999) / 2);
  expect(inner).toBeGreaterThan(0);
  expect(binaryKernel()).toBe(kernel);
});

test("NaN that a getter gives once is not lost where it gives another number then", () => {
  for (const special of [NaN, Infinity, -Infinity]) {
    const list = Array.from({ length: 100 }, (_, i) => i);
    const given = [special];
    Object.defineProperty(list, 50, { get: () => given.pop() ?? 50 });
    const sum = new BinarySum();
    kernel.sumOfNumbers(list, 0, list.length, sum);
    expect(sum.toNumber()).toBe(special);
  }
});

test("a getter that throws leaves the kernel empty and free", () => {
  const list = Array.from({ length: 5000 }, (_, i) => i);
  Object.defineProperty(list, 4000, {
    get() {
      throw new RangeError("mine");
    },
  });
  expect(() => kernel.totalOfNumbers(list)).toThrow("mine");
  expect(binaryKernel()).toBe(kernel);
  expect(kernel.total(Float64Array.of(1))).toBe(1);
});
