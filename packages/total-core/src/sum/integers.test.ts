import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { SmallIntegerArray } from "../contract/numbers-api.js";
import { sumOfBigEndian } from "./cells.js";
import { sumOfBigIntegers, sumOfBigints, sumOfSmallIntegers } from "./integers.js";

const sumOf = (integers: Iterable<number | bigint>): bigint => {
  let sum = 0n;
  for (const integer of integers) sum += BigInt(integer);
  return sum;
};

const smallArrays: readonly (readonly [string, fc.Arbitrary<SmallIntegerArray>])[] = [
  ["Int8Array", fc.int8Array()],
  ["Uint8Array", fc.uint8Array()],
  ["Uint8ClampedArray", fc.uint8ClampedArray()],
  ["Int16Array", fc.int16Array()],
  ["Uint16Array", fc.uint16Array()],
  ["Int32Array", fc.int32Array()],
  ["Uint32Array", fc.uint32Array()],
];

test.each(smallArrays)("%s: exact", (_name, arrays) => {
  fc.assert(
    fc.property(arrays, (integers) => {
      expect(BigInt(sumOfSmallIntegers(integers))).toBe(sumOf(integers));
    }),
  );
});

test.each([2 ** 21 - 1, 2 ** 21, 2 ** 21 + 5000])("%d integers of 32 bits pass 2^53 exactly", (length) => {
  const greatest = new Uint32Array(length).fill(2 ** 32 - 1);
  expect(BigInt(sumOfSmallIntegers(greatest))).toBe(BigInt(length) * (2n ** 32n - 1n));
  const least = new Int32Array(length).fill(-(2 ** 31));
  expect(BigInt(sumOfSmallIntegers(least))).toBe(-BigInt(length) * 2n ** 31n);
});

test("BigInt64Array, BigUint64Array: exact", () => {
  fc.assert(
    fc.property(fc.bigInt64Array(), fc.bigUint64Array(), (signed, unsigned) => {
      expect(sumOfBigIntegers(signed)).toBe(sumOf(signed));
      expect(sumOfBigIntegers(unsigned)).toBe(sumOf(unsigned));
    }),
  );
});

test.each([2 ** 21 - 1, 2 ** 21 + 1])("%d integers of 64 bits, all bits set or only the sign", (length) => {
  const unsigned = new BigUint64Array(length).fill(2n ** 64n - 1n);
  expect(sumOfBigIntegers(unsigned)).toBe(BigInt(length) * (2n ** 64n - 1n));
  const signed = new BigInt64Array(unsigned.buffer);
  expect(sumOfBigIntegers(signed)).toBe(-BigInt(length));
  signed.fill(-(2n ** 63n));
  expect(sumOfBigIntegers(signed)).toBe(-BigInt(length) * 2n ** 63n);
});

test("a view into the middle of a buffer", () => {
  const integers = BigInt64Array.of(1n, -2n, 3n, -4n);
  expect(sumOfBigIntegers(integers.subarray(1, 3))).toBe(1n);
  expect(sumOfSmallIntegers(Int16Array.of(1, -2, 3, -4).subarray(1, 3))).toBe(1);
});

test("bigints of any size", () => {
  const integers = fc.array(fc.oneof(fc.bigInt(), fc.constantFrom(10n ** 5000n, -(10n ** 5000n))));
  fc.assert(
    fc.property(integers, (list) => {
      expect(sumOfBigints(list, 0, list.length)).toBe(sumOf(list));
    }),
  );
});

test("anything else among bigints is named by its index", () => {
  expect(() => sumOfBigints([1n, 2n, 3], 0, 3)).toThrow(
    new TypeError("numbers[2]: expected a bigint, got a number"),
  );
});

/** Two's complement, the most significant byte first. */
function bigEndianBytes(integers: readonly bigint[], width: number): Uint8Array {
  return Uint8Array.from(
    integers.flatMap((integer) =>
      Array.from({ length: width }, (_, i) =>
        Number(BigInt.asUintN(8, integer >> BigInt(8 * (width - 1 - i)))),
      ),
    ),
  );
}

test.each(Array.from({ length: 18 }, (_, i) => i + 1))("big-endian integers of %d bytes: exact", (width) => {
  const half = 2n ** BigInt(8 * width - 1);
  const integers = fc.oneof(
    fc.bigInt({ min: -half, max: half - 1n }),
    fc.constantFrom(-half, half - 1n, -1n, 0n),
  );
  fc.assert(
    fc.property(fc.array(integers), (list) => {
      expect(sumOfBigEndian({ bigEndian: bigEndianBytes(list, width), width })).toBe(sumOf(list));
    }),
  );
});

test("big-endian integers: their words pass 2^53 exactly", () => {
  const length = 2 ** 21 + 5000;
  const width = 5;
  const least = new Uint8Array(length * width).map((_, i) => (i % width === 0 ? 0x80 : 0));
  expect(sumOfBigEndian({ bigEndian: least, width })).toBe(-BigInt(length) * 2n ** 39n);
  const greatest = new Uint8Array(length * width).map((_, i) => (i % width === 0 ? 0x7f : 0xff));
  expect(sumOfBigEndian({ bigEndian: greatest, width })).toBe(BigInt(length) * (2n ** 39n - 1n));
});
