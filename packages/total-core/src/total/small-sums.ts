/**
 * Sums of decimals in two cells of a record each: a coefficient, which is a safe integer, how many numbers the sum has, in 32 bits, and an exponent of ten.
 * A sum that has no room there is a large one, and its number takes the place of its coefficient.
 */
import { SmallDecimalSum } from "../sum/small-decimal.js";
import type { Chunk } from "./key-chunks.js";

export const SMALL_SUM_CELLS = 2;

/** Counted in words from the first one of a sum. */
const COUNT = 2;
const EXPONENT = 3;

const MOST_COUNT = 2 ** 32 - 1;

/** In the place of an exponent: the sum is a large one. */
const LARGE = 2 ** 31 - 1;

/** A sum while numbers of another scale are added to it. */
const rescaled = /* @__PURE__ */ new SmallDecimalSum();

/**
 * Adds `coefficient` × 10^`exponent`, the sum of `count` numbers.
 * @param at the first cell of the sum
 * @returns false where there is no room for it; then nothing was added
 */
export function addToSmallSum(
  { cells, words }: Chunk,
  at: number,
  coefficient: number | bigint,
  exponent: number,
  count: number,
): boolean {
  if (typeof coefficient !== "number") return false;
  const numbers = (words[2 * at + COUNT]! >>> 0) + count;
  // A sum of no numbers cannot be told from none.
  if (numbers > MOST_COUNT || count === 0) return false;
  const ownExponent = words[2 * at + EXPONENT]!;
  let sum = cells[at]! + coefficient;
  if (ownExponent !== exponent) {
    if (ownExponent === LARGE) return false;
    rescaled.coefficient = cells[at]!;
    rescaled.exponent = ownExponent;
    if (!rescaled.add(coefficient, exponent)) return false;
    sum = rescaled.coefficient;
    words[2 * at + EXPONENT] = rescaled.exponent;
  } else if (!Number.isSafeInteger(sum)) return false;
  cells[at] = sum;
  words[2 * at + COUNT] = numbers;
  return true;
}

export interface SmallSum {
  readonly coefficient: number;
  readonly exponent: number;
  readonly count: number;
}

/** The sum at `at`, where it is no large one. */
export function smallSumAt({ cells, words }: Chunk, at: number): SmallSum | undefined {
  const exponent = words[2 * at + EXPONENT]!;
  if (exponent === LARGE) return undefined;
  return { coefficient: cells[at]!, exponent, count: words[2 * at + COUNT]! >>> 0 };
}

/** The number of the large sum at `at`. */
export function largeSumAt({ cells }: Chunk, at: number): number {
  return cells[at]!;
}

export function setLargeSum({ cells, words }: Chunk, at: number, number: number): void {
  cells[at] = number;
  words[2 * at + EXPONENT] = LARGE;
}
