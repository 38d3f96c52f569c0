import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { varint, zigzag } from "../../testing/compact-writer.js";
import { littleEndian } from "../../testing/parquet-file.js";
import { DeltaReader } from "./delta.js";
import { PageFault } from "./page-fault.js";

const MINIBLOCK = 32;
const MINIBLOCKS = 4;

/** DELTA_BINARY_PACKED, with differences that wrap around at `bits`. */
function encoded(values: readonly bigint[], bits: 32 | 64): number[] {
  const head = [...varint(MINIBLOCK * MINIBLOCKS), ...varint(MINIBLOCKS), ...varint(values.length)];
  const bytes = [...head, ...zigzag(values[0] ?? 0n)];
  const deltas = values.slice(1).map((value, i) => BigInt.asIntN(bits, value - values[i]!));
  for (let start = 0; start < deltas.length; start += MINIBLOCK * MINIBLOCKS) {
    const block = deltas.slice(start, start + MINIBLOCK * MINIBLOCKS);
    const least = block.reduce((a, b) => (a < b ? a : b));
    const miniblocks = Array.from({ length: MINIBLOCKS }, (_, i) =>
      block.slice(i * MINIBLOCK, (i + 1) * MINIBLOCK).map((delta) => BigInt.asUintN(bits, delta - least)),
    );
    const widths = miniblocks.map((rests) =>
      Math.max(0, ...rests.map((rest) => (rest === 0n ? 0 : rest.toString(2).length))),
    );
    bytes.push(...zigzag(least), ...widths);
    for (const [i, rests] of miniblocks.entries()) {
      const width = widths[i]!;
      const packed = rests.reduce((sum, rest, j) => sum | (rest << BigInt(j * width)), 0n);
      if (rests.length > 0) bytes.push(...littleEndian(packed, (MINIBLOCK * width) / 8));
    }
  }
  return bytes;
}

function decoded(bytes: readonly number[], count: number, bits: 32 | 64, size: number): bigint[] {
  const reader = new DeltaReader(Uint8Array.from(bytes), 0);
  expect(reader.count).toBe(count);
  const wordsEach = bits === 32 ? 1 : 2;
  const words = new Int32Array(count * wordsEach);
  for (let start = 0; start < words.length; start += size * wordsEach) {
    reader.take(words.subarray(start, start + size * wordsEach), wordsEach);
  }
  expect(reader.at).toBe(bytes.length);
  const view = new DataView(words.buffer);
  return Array.from({ length: count }, (_, i) =>
    bits === 32
      ? BigInt(words[i]!)
      : (BigInt(view.getInt32(8 * i + 4, true)) << 32n) | BigInt(view.getUint32(8 * i, true)),
  );
}

const integers = (bits: 32 | 64): fc.Arbitrary<bigint> => {
  const half = 2n ** BigInt(bits - 1);
  return fc.oneof(
    fc.bigInt({ min: -half, max: half - 1n }),
    fc.bigInt({ min: 0n, max: 100n }),
    fc.constantFrom(-half, half - 1n),
  );
};

describe.each([32, 64] as const)("DeltaReader: integers of %d bits", (bits) => {
  test("come back as they were, in parts of any size", () =>
    fc.assert(
      fc.property(
        fc.array(integers(bits), { minLength: 1, maxLength: 300 }),
        fc.integer({ min: 1, max: 99 }),
        (values, size) => {
          expect(decoded(encoded(values, bits), values.length, bits, size)).toEqual(values);
        },
      ),
      { numRuns: 200 },
    ));

  test("cut at any place, they are a fault", () => {
    const values = Array.from({ length: 200 }, (_, i) => BigInt((i * 7919) % 1000));
    const bytes = encoded(values, bits);
    for (let length = 0; length < bytes.length - MINIBLOCK; length += 1) {
      expect(() => decoded(bytes.slice(0, length), values.length, bits, 200)).toThrow(PageFault);
    }
  });
});

test.each([
  ["no miniblocks", [...varint(128), 0, 1, 0]],
  ["miniblocks of a part", [...varint(128), 3, 1, 0]],
  ["blocks without bound", [...varint(2 ** 30), 1, 1, 0]],
  ["a number without end", Array.from({ length: 20 }, () => 0xff)],
])("%s are a fault", (_, bytes) => {
  expect(() => new DeltaReader(Uint8Array.from(bytes), 0)).toThrow(PageFault);
});

test("a difference of more than 64 bits is a fault", () => {
  const reader = new DeltaReader(
    Uint8Array.from([8, 1, 2, 0, 0, 65, ...Array.from({ length: 99 }, () => 0)]),
    0,
  );
  expect(() => reader.take(new Int32Array(2), 1)).toThrow(PageFault);
});
