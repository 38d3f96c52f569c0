/** `total` of numbers in memory, against ten lines of BigInt. */
import { oracleTotal } from "../../src/testing/oracle.js";
import { equal, group, thrownBy, type Case, type Library } from "./case.js";

const MAX = Number.MAX_VALUE;
const MIN = Number.MIN_VALUE;

/** Their total by IEEE 754, rounded once. */
export const LISTS: Readonly<Record<string, readonly [numbers: readonly number[], total: number]>> = {
  "no numbers": [[], 0],
  "one zero": [[0], 0],
  "minus zero alone": [[-0, -0], -0],
  "minus zero and zero": [[-0, 0, -0], 0],
  "numbers that cancel": [[1, -1], 0],
  tenths: [[0.1, 0.2, 0.3], 0.6],
  "a small one beside great ones that cancel": [[1e100, 1, -1e100], 1],
  "an overflow on the way": [[1e308, 1e308, -1e308], 1e308],
  "an overflow at the end": [[1e308, 1e308], Infinity],
  "a negative overflow": [[-1e308, -1e308], -Infinity],
  "just less than half a unit past the greatest": [[MAX, 2 ** 969], MAX],
  "half a unit past the greatest": [[MAX, 2 ** 970], Infinity],
  NaN: [[1, NaN, 2], NaN],
  "an infinity": [[1, Infinity, -1e308], Infinity],
  "both infinities": [[Infinity, 1, -Infinity], NaN],
  "a tie to even, down": [[1, 2 ** -53], 1],
  "a tie to even, up": [[1 + 2 ** -52, 2 ** -53], 1 + 2 ** -51],
  "a tie and the least number": [[1, 2 ** -53, MIN], 1 + 2 ** -52],
  "a negative tie and the least number": [[-1, -(2 ** -53), -MIN], -1 - 2 ** -52],
  "a mantissa of ones with a little more": [[-(2 - 2 ** -52), -(2 ** -53), -MIN], -2],
  subnormals: [[MIN, MIN, MIN], 3 * MIN],
  "the border to subnormals": [[2 ** -1022, -MIN], 2 ** -1022 - MIN],
};

/** Bits from a linear congruential generator: all exponents, and every fourth number the last one negated. */
export function randomNumbers(length: number, spread: number): number[] {
  const view = new DataView(new ArrayBuffer(8));
  let state = length * 2 + 1;
  const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0);
  const numbers: number[] = [];
  while (numbers.length < length) {
    const exponent = 1023 - Math.floor(spread / 2) + ((next() >>> 8) % spread);
    view.setUint32(0, ((next() & 0x80000000) | (exponent << 20) | (next() >>> 12)) >>> 0);
    view.setUint32(4, next());
    numbers.push(numbers.length % 4 === 3 ? -numbers.at(-1)! : view.getFloat64(0));
  }
  return numbers;
}

/** The same numbers in everything that `total` takes. */
function containersOf(numbers: readonly number[]): Readonly<Record<string, Iterable<number>>> {
  const unaligned = new Float64Array(numbers.length + 1).subarray(1);
  unaligned.set(numbers);
  return {
    array: numbers,
    Float64Array: Float64Array.from(numbers),
    "part of a Float64Array": unaligned,
    generator: (function* () {
      yield* numbers;
    })(),
  };
}

const INTEGER_ARRAYS = {
  Int8Array: [-128, 127],
  Uint8Array: [0, 255],
  Uint8ClampedArray: [0, 255],
  Int16Array: [-32768, 32767],
  Uint16Array: [0, 65535],
  Int32Array: [-(2 ** 31), 2 ** 31 - 1],
  Uint32Array: [0, 2 ** 32 - 1],
} as const;

const BIG_ARRAYS = {
  BigInt64Array: [-(2n ** 63n), 2n ** 63n - 1n],
  BigUint64Array: [0n, 2n ** 64n - 1n],
} as const;

/** Short ones are added in TypeScript, long ones by the kernel, if there is one. */
const LENGTHS = [1, 2, 31, 32, 33, 127, 129, 1000, 5000];

const lists = Object.fromEntries(
  Object.entries(LISTS).map(([name, [numbers, expected]]) => [
    name,
    ({ total }: Library) => {
      for (const container of Object.values(containersOf(numbers))) equal(total(container), expected);
      // Zeros before and after change nothing but the sign of zero, and make the list long.
      const zeros = Array.from({ length: 3000 }, () => (Object.is(expected, -0) ? -0 : 0));
      for (const container of Object.values(containersOf([...zeros, ...numbers, ...zeros]))) {
        equal(total(container), expected);
      }
    },
  ]),
);

export const memory: readonly Case[] = [
  ...group("total of numbers", lists),
  ...group("total of numbers of all lengths is the oracle's", {
    "any exponents": ({ total }) => likeTheOracle(total, 2046),
    "close exponents": ({ total }) => likeTheOracle(total, 40),
  }),
  ...group("total", {
    "float arrays are their binary64 values": ({ total }) => {
      equal(total(Float32Array.of(0.1, 0.2)), Math.fround(0.1) + Math.fround(0.2));
      equal(total(new Float32Array(3000).fill(0.1)), 3000 * Math.fround(0.1));
      equal(total(Float32Array.of(3e38, 3e38)), Math.fround(3e38) * 2);
      equal(total(Float32Array.of(1, NaN)), NaN);
      equal(total(Float32Array.of(-0)), -0);
      const { Float16Array } = globalThis as { Float16Array?: typeof Float32Array };
      if (Float16Array !== undefined) equal(total(new Float16Array(1000).fill(0.5)), 500);
    },
    "integer arrays are exact": ({ total }) => {
      for (const [name, ends] of Object.entries(INTEGER_ARRAYS)) {
        for (const length of LENGTHS) {
          const array = new globalThis[name as keyof typeof INTEGER_ARRAYS](length);
          array.forEach((_, i) => (array[i] = ends[i % 3 === 0 ? 0 : 1]!));
          equal(
            total(array),
            [...array].reduce((a, b) => a + b, 0),
          );
        }
      }
    },
    "an integer array past 2^53 is rounded once": ({ total }) => {
      const array = new Uint32Array(2_200_001).fill(2 ** 32 - 1);
      equal(total(array), Number(2_200_001n * (2n ** 32n - 1n)));
    },
    "bigints give a bigint": ({ total }) => {
      equal(total([2n ** 64n, 1n]), 2n ** 64n + 1n);
      equal(total(new Set([1n, -(10n ** 30n)])), 1n - 10n ** 30n);
      equal(total(new BigInt64Array(0)), 0n);
      for (const [name, ends] of Object.entries(BIG_ARRAYS)) {
        for (const length of LENGTHS) {
          const array = new globalThis[name as keyof typeof BIG_ARRAYS](length);
          array.forEach((_, i) => (array[i] = ends[i % 3 === 0 ? 0 : 1]!));
          equal(
            total(array),
            [...array].reduce((a, b) => a + b, 0n),
          );
        }
      }
    },
    "strings give all the digits": async ({ total }) => {
      equal(total(["0.1", "0.2"]), "0.3");
      equal(total(new Set(["1e4000", "-1e-4000"])).length, 8001);
      equal(total(["9007199254740993", "+.5", "5."]), "9007199254740998.5");
      equal(total(Array.from({ length: 5000 }, () => "1204.60")), "6023000");
      equal(total([undefined, "", "7", null], { skipEmpty: true }), "7");
      equal(total([], { skipEmpty: true }), "0");
      equal(await thrownBy(() => total(["1", ""])), 'BAD_NUMBER: numbers[1]: expected a number, got ""');
      equal(
        await thrownBy(() => total(["1", "1e5000"])).then((text) => text.slice(0, 26)),
        "EXPONENT_RANGE: numbers[1]",
      );
    },
    "what is no number is a TypeError with its index": async ({ total }) => {
      const messageOf = (list: unknown) => thrownBy(() => total(list as number[]));
      equal(await messageOf([1, null]), "TypeError: numbers[1]: expected a number, got null");
      equal(await messageOf([1, 2n]), "TypeError: numbers[1]: expected a number, got a bigint");
      equal(await messageOf([1n, 2]), "TypeError: numbers[1]: expected a bigint, got a number");
      equal(await messageOf(new Set([1, {}])), "TypeError: numbers[1]: expected a number, got an object");
      const sparse = Array.from({ length: 5000 }, () => 1);
      delete sparse[4321];
      equal(await messageOf(sparse), "TypeError: numbers[4321]: expected a number, got undefined");
    },
    "decimal strings give their digits": async ({ total, Total }) => {
      equal(total(["0.1", "0.2"]), "0.3");
      equal(total(new Set(["1e3", "-.5"])), "999.5");
      equal(total(Array.from({ length: 5000 }, () => "-1234.56")), "-6172800");
      equal(total(["1", null, " "] as string[], { skipEmpty: true }), "1");
      equal(String(new Total().addAll(["0.1", "0.2"])), "0.3");
      equal(
        await thrownBy(() => total(["1", "1,5"])),
        'BAD_NUMBER: numbers[1]: expected a number, got "1,5"',
      );
      equal((await thrownBy(() => total(["1", ""]))).slice(0, 23), "BAD_NUMBER: numbers[1]:");
      equal((await thrownBy(() => total(["1", null] as string[]))).slice(0, 22), "TypeError: numbers[1]:");
    },
    "what is no list is a TypeError": async ({ total }) => {
      for (const value of [undefined, null, 5, {}, new ArrayBuffer(8), new DataView(new ArrayBuffer(8))]) {
        equal(
          (await thrownBy(() => total(value as unknown as number[]))).slice(0, 19),
          "TypeError: numbers:",
        );
      }
    },
    "an array whose buffer was transferred is a TypeError": async ({ total }) => {
      const array = Float64Array.of(1, 2);
      structuredClone(array.buffer, { transfer: [array.buffer] });
      equal((await thrownBy(() => total(array))).slice(0, 10), "TypeError:");
    },
    "a total inside a total": ({ total }) => {
      const list = Array.from({ length: 1000 }, () => 0.1);
      Object.defineProperty(list, 500, { get: () => total(Array.from({ length: 1000 }, () => 1)) });
      equal(total(list), oracleTotal([...Array.from({ length: 999 }, () => 0.1), 1000]));
    },
  }),
];

function likeTheOracle(total: Library["total"], spread: number): void {
  for (const length of LENGTHS) {
    const numbers = randomNumbers(length, spread);
    const expected = oracleTotal(numbers);
    for (const container of Object.values(containersOf(numbers))) equal(total(container), expected);
    equal(total(numbers.toReversed()), expected);
  }
}
