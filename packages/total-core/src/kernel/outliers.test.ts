/** The tier for blocks with a few outliers (assembly/binary/outliers.ts), by itself at its bounds, and as the kernel comes to it. */
import * as fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { kernel, memory, pointerTo, takeUnits } from "../testing/binary-workbench.js";
import { finite, numberFromParts, seededRandom } from "../testing/numbers.js";
import { exactUnits, oracleTotal } from "../testing/oracle.js";
import { BLOCK_LENGTH as BLOCK, HEADROOM, OUTLIERS, REACH } from "./binary.generated.js";

const ALL_ONES = 2n ** 52n - 1n;
/** Numbers that the tier's loop adds at a time. */
const TURN = 8;
const LEAST_K = HEADROOM + 1;
const GREATEST_K = 2045;

/** The numbers that the tier has listed, the zeros behind them too. */
function listed(count: number): number[] {
  return [...new Float64Array(memory.buffer, OUTLIERS, count)];
}

/** A number of the window of k, by a fraction from 0 to below 1. */
function insider(k: number, where: number, negative: boolean, mantissa: bigint): number {
  const least = Math.max(k - REACH, 1);
  return numberFromParts(negative, least + Math.floor(where * (k - HEADROOM - least + 1)), mantissa);
}

function isInside(x: number, k: number): boolean {
  const magnitude = Math.abs(x);
  const least = numberFromParts(false, Math.max(k - REACH, 1), 0n);
  return magnitude >= least && magnitude <= numberFromParts(false, k - HEADROOM, ALL_ONES);
}

interface Taken {
  /** The sum of the numbers that were added. */
  readonly units: bigint;
  /** The others. */
  readonly outliers: readonly number[];
}

/** The tier's result for a block. */
function taken(numbers: readonly number[], k: number): Taken {
  const count = kernel.extractMost(pointerTo(numbers), numbers.length, k);
  return { outliers: listed(count), units: takeUnits() };
}

/** The right result: numbers inside of the window of k are added, and the others listed in their order. */
function split(numbers: readonly number[], k: number): Taken {
  const outliers = numbers.filter((x) => !isInside(x, k));
  while (outliers.length % 4 !== 0) outliers.push(0);
  return { outliers, units: exactUnits(numbers.filter((x) => isInside(x, k))) };
}

/** Numbers of two signs whose exponents lie close together, a fraction of them scaled by up to 10^30 or down to 10^-30. */
function mixed(length: number, fraction: number, scale: number, random: () => number): number[] {
  return Array.from({ length }, () => {
    const x = scale * (random() - 0.3);
    return random() < fraction ? x * 10 ** (60 * random() - 30) : x;
  });
}

function kernelTotal(numbers: readonly number[]): number {
  kernel.addDoubles(pointerTo(numbers), numbers.length);
  return kernel.takeRounded();
}

/** Whether the last whole block of a list was added by this tier: its outliers are still listed. */
function wereListed(numbers: readonly number[]): boolean {
  new Float64Array(memory.buffer, OUTLIERS, BLOCK / 2).fill(0);
  kernelTotal(numbers);
  const outliers = numbers.slice(-BLOCK).filter((x) => Math.abs(x) > 1e6 || Math.abs(x) < 1e-9);
  return outliers.length > 0 && outliers.every((x) => listed(BLOCK / 2).includes(x));
}

beforeEach(() => kernel.clear());

describe("one block", () => {
  const ks = [LEAST_K, LEAST_K + 1, REACH, REACH + 1, REACH + 2, 1023, 1035, GREATEST_K - 1, GREATEST_K];

  test.each(ks)("k = %d: the window ends with its fields, wherever in a turn a number stands", (k) => {
    const edges = [k - REACH - 1, k - REACH, k - HEADROOM, k - HEADROOM + 1]
      .filter((field) => field >= 0)
      .flatMap((field) =>
        [0n, ALL_ONES].map((mantissa) => numberFromParts(field % 2 === 0, field, mantissa)),
      );
    for (const edge of edges) {
      for (let place = 0; place < TURN; place++) {
        const numbers = Array.from({ length: 2 * TURN }, () => insider(k, 0.5, false, 1n));
        numbers[place] = edge;
        expect(taken(numbers, k)).toEqual(split(numbers, k));
      }
    }
  });

  test.each(ks)("k = %d: zeros, subnormals, infinities and NaN are outliers", (k) => {
    const outliers = [0, -0, 5e-324, -(2 ** -1023), Infinity, -Infinity, NaN, Number.MAX_VALUE];
    const numbers = [...outliers, ...Array.from({ length: TURN }, () => insider(k, 0, true, ALL_ONES))];
    expect(taken(numbers, k)).toEqual(split(numbers, k));
  });

  test.each([
    ["high moves half a binade up", 0.99, false, ALL_ONES],
    ["high moves half a binade down", 0.99, true, ALL_ONES],
    ["every remainder is half the grid", 0, false, 1n << 44n],
    ["just below half the grid", 0, true, (1n << 44n) - 1n],
    ["just above half the grid", 0, false, (1n << 44n) + 1n],
  ])("lanes at their limits, without and with as many outliers as there may be: %s", (_what, ...number) => {
    for (const k of [REACH + 1, 1023, GREATEST_K]) {
      const numbers = Array.from({ length: BLOCK }, () => insider(k, ...number));
      expect(taken(numbers, k)).toEqual(split(numbers, k));
      const half = numbers.map((x, i) =>
        i % (2 * TURN) < TURN ? numberFromParts(i % 3 === 0, i % 2047, ALL_ONES) : x,
      );
      expect(taken(half, k)).toEqual(split(half, k));
    }
  });

  test("any k and any outliers: every bit of the others is kept", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: LEAST_K, max: GREATEST_K }),
        fc.integer({ min: 1, max: 40 }),
        fc.array(finite, { maxLength: 40 }),
        fc.integer(),
        (k, turns, outliers, seed) => {
          const random = seededRandom(seed);
          const bits = () => BigInt(Math.floor(random() * 2 ** 52));
          const numbers = Array.from({ length: turns * TURN }, () =>
            insider(k, random(), random() < 0.5, random() < 0.2 ? ALL_ONES : bits()),
          );
          for (const x of outliers.slice(0, turns / 2)) numbers[Math.floor(random() * numbers.length)] = x;
          expect(taken(numbers, k)).toEqual(split(numbers, k));
        },
      ),
    );
  });

  test.each([1, 2, 3, 16, 255, 256])(
    "%d turns: a block is taken if half of them have outliers, and left alone if one more has",
    (turns) => {
      const most = turns >> 1;
      const numbers = Array.from({ length: turns * TURN }, (_, i): number =>
        i % TURN === 5 && i < most * TURN ? 1e300 : 0.1,
      );
      expect(taken(numbers, 1035)).toEqual(split(numbers, 1035));
      numbers[most * TURN] = -1e-300;
      expect(kernel.extractMost(pointerTo(numbers), numbers.length, 1035)).toBe(-1);
      expect(kernel.takeRounded()).toBe(-0);
    },
  );
});

describe("in the kernel", () => {
  test("it adds the blocks with a few outliers, from the first one on, and not those with many", () => {
    const random = seededRandom(15);
    const few = [1, 0.9, 0.8, 0.7, ...mixed(BLOCK - 4, 0.02, 1, random)];
    expect(wereListed(few)).toBe(true);
    expect(wereListed([...few, ...mixed(5 * BLOCK, 0.02, 1, random)])).toBe(true);
    expect(wereListed([...few, ...mixed(BLOCK, 0.3, 1, random)])).toBe(false);
    expect(wereListed(mixed(BLOCK, 1, 1, random))).toBe(false);
  });

  test("outliers that begin, end and come back, and most numbers moving to other exponents", () => {
    const random = seededRandom(2);
    for (const fractions of [
      [0, 0, 0.02, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.02, 0.02, 0],
      [0.02, 0.05, 0.1, 0.02, 0.5, 1, 0.02, 0],
      [0.0005, 0.0005, 0.0005, 0.0005, 0.0005, 0.0005, 0.0005, 0.0005, 0.0005],
    ]) {
      for (const scales of [[1], [2 ** -1020, 1], [1, 2 ** 1010, 1e-9]]) {
        const numbers = fractions.flatMap((fraction, i) =>
          mixed(BLOCK, fraction, scales[i % scales.length]!, random),
        );
        expect(kernelTotal(numbers)).toBe(oracleTotal(numbers));
      }
    }
  });

  test("lists of every length, with zeros of both signs, infinities and NaN among the outliers", () => {
    const random = seededRandom(3);
    for (let length = 1; length <= 100; length++) {
      const numbers = mixed(length, 0.05, 1, random);
      expect(kernelTotal(numbers)).toBe(oracleTotal(numbers));
    }
    for (const special of [0, -0, Infinity, -Infinity, NaN, 5e-324, Number.MAX_VALUE]) {
      for (const length of [40, BLOCK - 1, BLOCK + 9, 3 * BLOCK + 17]) {
        const numbers = mixed(length, 0.02, 1, random);
        numbers[length >> 1] = special;
        expect(kernelTotal(numbers)).toBe(oracleTotal(numbers));
      }
    }
  });

  test("the tables take outliers with their counters anywhere just before their bounds", () => {
    const random = seededRandom(4);
    const numbers = mixed(BLOCK, 0.05, 1, random);
    const whole = exactUnits(numbers);
    const pointer = pointerTo(numbers);
    for (let adds = 0; adds <= 120; adds += 4) {
      kernel.setSmallTableAddsLeft(adds);
      kernel.addDoubles(pointer, BLOCK);
      expect(takeUnits()).toBe(whole);
    }
    // Enough times that the large table takes them in the end.
    const times = 400;
    for (let i = 0; i < times; i++) {
      if (i > times / 2) kernel.setTableAddsLeft(4 * (i % 40));
      kernel.addDoubles(pointer, BLOCK);
    }
    expect(takeUnits()).toBe(whole * BigInt(times));
  });
});
