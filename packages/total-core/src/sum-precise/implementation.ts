/**
 * `Math.sumPrecise` of TC39, step by step: https://tc39.es/ecma262/#sec-math.sumprecise
 *
 * Iterating, and closing the iterator where a value is no number, is `for…of`'s, which does it by the same clauses. It never ends before the iterator does.
 */
import { wrongType } from "../basics/describe.js";
import { isPlainArray, plainDoubles } from "../basics/plain-iteration.js";
import { addByExponent } from "../sum/exponent-cells.js";
import { loadedKernel } from "../sum/loaded-kernel.js";
import { LONGEST_PROVEN, provenTotal } from "../sum/proven-total.js";
import { Superaccumulator } from "../sum/superaccumulator.js";

/** The type of `Math.sumPrecise`. */
export type SumPrecise = (items: Iterable<number>) => number;

/** Numbers that are added at once. */
const BUFFER_LENGTH = 2 ** 13;

/** Emptying the cells costs as much as adding this many numbers one by one, and beginning with the kernel more. */
const FEWEST_AT_ONCE = 400;

const { apply } = Reflect;

/** A sum and a buffer, which take longer to make than a short list to add. They are taken away while items are read, which may want another sum. */
let free: PreciseSum | undefined;

class PreciseSum {
  readonly buffer = new Float64Array(BUFFER_LENGTH);
  /** How many numbers the buffer may take. */
  room = 0;
  #left = 0;
  readonly #finite = new Superaccumulator();
  /** The sum of the NaN and infinities by IEEE 754, whose rules are the specification's; 0 if there are none. */
  #specials = 0;
  /** Whether there were no numbers but −0. */
  #isMinusZero = true;
  #isClear = true;

  /** @param left how many numbers there may be */
  begin(left: number): void {
    this.#left = left;
    this.room = Math.min(left, BUFFER_LENGTH);
    if (this.#isClear) return;
    this.#finite.clear();
    this.#specials = 0;
    this.#isMinusZero = true;
    this.#isClear = true;
  }

  add(x: number): void {
    if (!Object.is(x, -0)) this.#isMinusZero = false;
    if (x - x === 0) this.#finite.add(x);
    else this.#specials += x;
  }

  /** Of numbers that the kernel has summed. */
  countNotMinusZero(count: number): void {
    if (count !== 0) this.#isMinusZero = false;
  }

  /** Adds `integer` × 2^`exponent2`, of what the kernel has summed. */
  addScaled(integer: number, exponent2: number): void {
    this.#finite.addScaled(integer, exponent2);
  }

  addAll(values: Float64Array): void {
    this.#isClear = false;
    const { length } = values;
    const kernel = length < FEWEST_AT_ONCE ? undefined : loadedKernel();
    if (kernel !== undefined) return kernel.sum(values, this);
    if (length < FEWEST_AT_ONCE) {
      for (let i = 0; i < length; i++) this.add(values[i]!);
      return;
    }
    let start = 0;
    // The cells do not tell −0 from 0.
    while (this.#isMinusZero && start < length) this.add(values[start++]!);
    addByExponent(values.subarray(start), this);
  }

  /**
   * Adds what the buffer holds, because another number has come and there is no room for it.
   * @throws RangeError where there may be no more
   */
  makeRoom(): void {
    this.addAll(this.buffer.subarray(0, this.room));
    this.#left -= this.room;
    if (this.#left === 0) {
      throw new RangeError(`sumPrecise: expected at most ${Number.MAX_SAFE_INTEGER} numbers, got more`);
    }
    this.room = Math.min(this.#left, BUFFER_LENGTH);
  }

  /** The rounded sum. @param length how many numbers the buffer holds */
  end(length: number): number {
    if (this.#isClear && length <= LONGEST_PROVEN) {
      const proven = provenTotal(this.buffer, length);
      if (!Number.isNaN(proven)) return proven;
    }
    this.addAll(this.buffer.subarray(0, length));
    if (this.#specials !== 0) return this.#specials;
    return this.#isMinusZero ? -0 : this.#finite.toNumber();
  }
}

/** `Math.sumPrecise`, where items may be as many as `left`, which a test chooses. */
export function sumAtMost(left: number, items: unknown): number {
  if (items === null || items === undefined) throw notIterable(items);
  const method = (items as Iterable<unknown>)[Symbol.iterator];
  if (typeof method !== "function") throw notIterable(items);
  const sum = free ?? new PreciseSum();
  free = undefined;
  sum.begin(left);
  const doubles = plainDoubles(items, method);
  let length = 0;
  if (doubles !== undefined) sum.addAll(doubles);
  else if (isPlainArray(items, method)) length = bufferArray(items, sum);
  else length = bufferItems({ [Symbol.iterator]: () => apply(method, items, []) }, sum);
  const total = sum.end(length);
  free = sum;
  return total;
}

/** @returns how many numbers are left in the buffer */
function bufferItems(items: Iterable<unknown>, sum: PreciseSum): number {
  const { buffer } = sum;
  let length = 0;
  for (const x of items) {
    if (length === sum.room) {
      sum.makeRoom();
      length = 0;
    }
    if (typeof x !== "number") throw notNumber(x);
    buffer[length++] = x;
  }
  return length;
}

/**
 * The same for an array. Its length is asked for before each element, as its iterator does: a getter may change it, or it may be a proxy.
 * @returns how many numbers are left in the buffer
 */
function bufferArray(list: readonly unknown[], sum: PreciseSum): number {
  const { buffer } = sum;
  let length = 0;
  // A proxy may give any value for its length. Below its integer part, which is what the iterator compares with, i + 1 is at most the number itself.
  for (let i = 0; i + 1 <= +list.length; i++) {
    const x = list[i];
    if (length === sum.room) {
      sum.makeRoom();
      length = 0;
    }
    if (typeof x !== "number") throw notNumber(x);
    buffer[length++] = x;
  }
  return length;
}

function notIterable(items: unknown): TypeError {
  return wrongType("sumPrecise", "an iterable of numbers", items);
}

function notNumber(item: unknown): TypeError {
  return wrongType("sumPrecise", "numbers", item);
}

/** Methods are no constructors, and no minifier changes their name. */
const methods = {
  sumPrecise(items: Iterable<number>): number {
    return sumAtMost(Number.MAX_SAFE_INTEGER, items);
  },
};

/**
 * The exact sum of the numbers in an iterable, rounded once, to nearest, ties to even: `Math.sumPrecise` of TC39, to the letter.
 *
 * The sum of no numbers is −0, and so is that of −0 alone.
 * @param items an iterable
 * @throws TypeError where it is none, and where an item is no number, a bigint or a string say: then its iterator is closed
 */
export const sumPrecise: SumPrecise = methods.sumPrecise;
