/** Each tier of the binary kernel by itself, at its bounds: the kernel's choice among them would hide a tier that loses bits. */
import * as fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { BUFFERS, kernel, memory, pointerTo, takeUnits } from "../testing/binary-workbench.js";
import { finiteList, numberFromParts, numberList, seededRandom } from "../testing/numbers.js";
import { exactUnits, oracleTotal } from "../testing/oracle.js";
import {
  ADDS_PER_CARRY,
  ADDS_PER_FOLD,
  ADDS_PER_SMALL_FOLD,
  BLOCK_LENGTH as BLOCK,
  HEADROOM,
  REACH,
} from "./binary.generated.js";

const ALL_ONES = 2n ** 52n - 1n;

beforeEach(() => kernel.clear());

describe("extraction", () => {
  /** k is at least HEADROOM above the greatest field, and at most REACH above the least: assembly/binary/extraction.ts proves it. */
  const SPREAD = REACH - HEADROOM;

  test("there is a k for exponents that spread over 35 binades, and none for 36", () => {
    for (const least of [1, 2, 500, 1023, 1900]) {
      for (let spread = 0; spread <= SPREAD; spread++) {
        const field = kernel.fieldOfHighFor(least, least + spread);
        expect(field).toBeGreaterThanOrEqual(least + spread + HEADROOM);
        expect(field).toBeLessThanOrEqual(least + REACH);
      }
      expect(kernel.fieldOfHighFor(least, least + SPREAD + 1)).toBe(0);
    }
  });

  test("a k whose binade would overflow is none: that is for exponents near the top", () => {
    expect(kernel.fieldOfHighFor(2035, 2035)).toBe(2045);
    expect(kernel.fieldOfHighFor(2036, 2036)).toBe(0);
    expect(kernel.fieldOfHighFor(2047, 2047)).toBe(0);
  });

  test("a block is refused, and leaves the sum alone, if k is out of the bounds by one", () => {
    const numbers = Array.from({ length: BLOCK }, (_, i) =>
      numberFromParts(false, 1000 + (i % 11), ALL_ONES),
    );
    const pointer = pointerTo(numbers);
    for (const [field, isExact] of [
      [1010 + HEADROOM - 1, false],
      [1010 + HEADROOM, true],
      [1000 + REACH, true],
      [1000 + REACH + 1, false],
    ] as const) {
      expect(kernel.extract(pointer, BLOCK, field) !== 0).toBe(isExact);
      expect(takeUnits()).toBe(isExact ? exactUnits(numbers) : 0n);
    }
  });

  const LEAST = 900;
  const GREATEST = LEAST + SPREAD;
  /** At the least and at the greatest k there is, each with what brings its lanes to their limits. */
  const LIMITS: readonly (readonly [string, number, (i: number) => number])[] = [
    ["high moves half a binade up", GREATEST + HEADROOM, () => numberFromParts(false, GREATEST, ALL_ONES)],
    ["high moves half a binade down", GREATEST + HEADROOM, () => numberFromParts(true, GREATEST, ALL_ONES)],
    ["every remainder is half the grid", LEAST + REACH, () => numberFromParts(false, LEAST, 1n << 44n)],
    ["just below half the grid", LEAST + REACH, () => numberFromParts(false, LEAST, (1n << 44n) - 1n)],
    ["just above half the grid", LEAST + REACH, () => numberFromParts(false, LEAST, (1n << 44n) + 1n)],
    ["negative ones", LEAST + REACH, () => numberFromParts(true, LEAST, (1n << 44n) - 1n)],
    [
      "both at once",
      LEAST + REACH,
      (i) => numberFromParts(false, i % 2 === 0 ? GREATEST : LEAST, (1n << 44n) - 1n),
    ],
    [
      "all ones at both ends",
      LEAST + REACH,
      (i) => numberFromParts(i % 3 === 0, i % 2 === 0 ? GREATEST : LEAST, ALL_ONES),
    ],
  ];

  test.each(LIMITS)("at its limits: %s", (_what, field, number) => {
    const numbers = Array.from({ length: BLOCK }, (_, i) => number(i));
    expect(kernel.extract(pointerTo(numbers), BLOCK, field)).not.toBe(0);
    expect(takeUnits()).toBe(exactUnits(numbers));
  });

  test.each([0, 1, 12, SPREAD - 1, SPREAD])(
    "keeps every bit of random blocks that spread over %d binades",
    (spread) => {
      const random = seededRandom(spread);
      for (let round = 0; round < 60; round++) {
        const least = 1 + Math.floor(random() * (2034 - spread));
        const numbers = Array.from({ length: 8 * (1 + Math.floor(random() * (BLOCK / 8))) }, () =>
          numberFromParts(
            random() < 0.5,
            least + Math.floor(random() * (spread + 1)),
            BigInt(Math.floor(random() * 2 ** 52)),
          ),
        );
        for (
          let field = least + spread + HEADROOM;
          field <= Math.min(least + REACH, 2045);
          field += 1 + (round % 7)
        ) {
          expect(kernel.extract(pointerTo(numbers), numbers.length, field)).not.toBe(0);
          expect(takeUnits()).toBe(exactUnits(numbers));
        }
      }
    },
  );

  test("zeros do not count as small, subnormals do", () => {
    const numbers = Array.from({ length: 64 }, (_, i) => (i % 2 === 0 ? i : 0));
    expect(kernel.extract(pointerTo(numbers), 64, kernel.fieldOfHighFor(1023, 1030))).not.toBe(0);
    expect(takeUnits()).toBe(exactUnits(numbers));
    numbers[1] = 5e-324;
    expect(kernel.extract(pointerTo(numbers), 64, kernel.fieldOfHighFor(1023, 1030))).toBe(0);
    const subnormals = numbers.map((_, i) => numberFromParts(i % 2 === 0, i % 5, ALL_ONES - BigInt(i)));
    expect(kernel.extract(pointerTo(subnormals), 64, kernel.fieldOfHighFor(1, 4))).not.toBe(0);
    expect(takeUnits()).toBe(exactUnits(subnormals));
  });

  test.each([NaN, Infinity, -Infinity, Number.MAX_VALUE])("%d is refused", (x) => {
    for (let i = 0; i < 8; i++) {
      const numbers = Array.from({ length: 8 }, (_, j) => (i === j ? x : 1));
      for (let field = 11; field <= 2045; field += 6) {
        expect(kernel.extract(pointerTo(numbers), 8, field)).toBe(0);
      }
    }
  });
});

/** The tiers that take any doubles, four at a time, and how to set their counters. */
const TABLES = {
  table: {
    add: (pointer: number, count: number) => kernel.addToTable(pointer, count),
    setAddsLeft: (adds: number) => kernel.setTableAddsLeft(adds),
    addsPerFold: ADDS_PER_FOLD,
  },
  "small table": {
    add: (pointer: number, count: number) => kernel.addToSmallTable(pointer, count),
    setAddsLeft: (adds: number) => kernel.setSmallTableAddsLeft(adds),
    addsPerFold: ADDS_PER_SMALL_FOLD,
  },
};

describe.each(Object.entries(TABLES))("%s", (_name, { add, setAddsLeft, addsPerFold }) => {
  test("any numbers: the oracle's total", () => {
    fc.assert(
      fc.property(numberList(80), (list) => {
        const numbers = list.slice(0, list.length & -4);
        fc.pre(numbers.length > 0);
        add(pointerTo(numbers), numbers.length);
        expect(kernel.takeRounded()).toBe(oracleTotal(numbers));
      }),
      { numRuns: 300 },
    );
  });

  test("keeps every bit, with its counter anywhere just before its bound", () => {
    fc.assert(
      fc.property(finiteList(80), fc.integer({ min: 0, max: 10 }), (list, left) => {
        const numbers = list.slice(0, list.length & -4);
        setAddsLeft(4 * left);
        for (let i = 0; i < numbers.length; i += 4) add(pointerTo(numbers.slice(i, i + 4)), 4);
        expect(takeUnits()).toBe(exactUnits(numbers));
      }),
    );
  });

  test("as many adds as fit before a fold, and a few less or more, where they move a cell the most", () => {
    for (const [field, isNegative] of [
      [2046, true],
      [2046, false],
      [1023, true],
      [32, false],
    ] as const) {
      const number = numberFromParts(isNegative, field, ALL_ONES);
      const pointer = pointerTo(new Float64Array(BLOCK).fill(number));
      for (const count of [addsPerFold - 4, addsPerFold, addsPerFold + 4, 4 * addsPerFold + 4]) {
        for (let left = count; left > 0; left -= BLOCK) add(pointer, Math.min(left, BLOCK));
        expect(takeUnits()).toBe(exactUnits([number]) * BigInt(count));
      }
    }
  });

  test("zeros of both signs, infinities and NaN count, wherever they stand", () => {
    for (const [numbers, total] of [
      [[-0, -0, -0, -0], -0],
      [[-0, -0, 0, -0], 0],
      [[-0, 5e-324, -0, -0], 5e-324],
      [[Infinity, Infinity, 1, -0], Infinity],
      [[-1, 1, -0, -Infinity], -Infinity],
      [[Infinity, -Infinity, 1, 1], NaN],
      [[1, 1, numberFromParts(true, 2047, 1n), 1], NaN],
      [[1, 1, numberFromParts(false, 2047, 1n << 32n), 1], NaN],
    ] as const) {
      add(pointerTo(numbers), 4);
      expect(kernel.takeRounded()).toBe(total);
    }
  });
});

describe("small superaccumulator", () => {
  test("keeps every bit, with its counter anywhere just before its bound", () => {
    fc.assert(
      fc.property(finiteList(6), fc.integer({ min: 0, max: 8 }), (numbers, left) => {
        kernel.setAddsLeft(left);
        kernel.addDoubles(pointerTo(numbers), numbers.length);
        expect(takeUnits()).toBe(exactUnits(numbers));
      }),
    );
  });

  test.each([ADDS_PER_CARRY - 1, ADDS_PER_CARRY, ADDS_PER_CARRY + 1, 3000])(
    "%d adds that move a limb the most",
    (adds) => {
      for (const sign of [-1, 1]) {
        // 31 bits up in its limb, so that the limb above gets the most.
        const number = sign * numberFromParts(false, 1024, ALL_ONES);
        const pointer = pointerTo([number]);
        for (let i = 0; i < adds; i++) kernel.addDoubles(pointer, 1);
        expect(takeUnits()).toBe(exactUnits([number]) * BigInt(adds));
      }
    },
  );

  test("there is room for the sum of 2^53 of the greatest numbers", () => {
    for (const sign of [-1n, 1n]) {
      kernel.reserve(1);
      kernel.use(2045, 2045 + 53);
      kernel.addInteger(sign * (2n ** 53n - 1n), 2045 + 53);
      const numbers = Array.from({ length: 7 }, () => Number(sign) * Number.MAX_VALUE);
      kernel.addDoubles(pointerTo(numbers), 7);
      expect(takeUnits()).toBe(sign * ((2n ** 53n - 1n) << (2045n + 53n)) + exactUnits(numbers));
    }
  });

  test("sums far above, far below and on both sides of each other", () => {
    fc.assert(
      fc.property(fc.array(finiteList(6), { maxLength: 6 }), (lists) => {
        for (const numbers of lists) kernel.addDoubles(pointerTo(numbers), numbers.length);
        expect(takeUnits()).toBe(exactUnits(lists.flat()));
      }),
    );
  });
});

describe("narrow integers", () => {
  const VECTORS_PER_EMPTYING = 2 ** 14;
  const kinds = [
    ["addInt8", Int8Array, -(2 ** 7)],
    ["addUint8", Uint8Array, 2 ** 8 - 1],
    ["addInt16", Int16Array, -(2 ** 15)],
    ["addUint16", Uint16Array, 2 ** 16 - 1],
  ] as const;

  test.each(kinds)(
    "%s: as many as fit in 32-bit lanes, and a few less or more",
    (add, IntegerArray, extreme) => {
      const perVector = 16 / IntegerArray.BYTES_PER_ELEMENT;
      for (const vectors of [
        VECTORS_PER_EMPTYING - 1,
        VECTORS_PER_EMPTYING,
        VECTORS_PER_EMPTYING + 1,
        2 ** 17,
      ]) {
        const count = vectors * perVector;
        new IntegerArray(memory.buffer, BUFFERS, count).fill(extreme);
        kernel[add](BUFFERS, count);
        expect(kernel.takeRounded()).toBe(count * extreme);
      }
    },
  );
});
