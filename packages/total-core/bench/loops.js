/** Sums that people write, or could write: fast ones that are not exact, and an exact one of money. */

import { scaled } from "./lib/truth.js";

/** @typedef {Float64Array | readonly number[]} List */
/** @typedef {readonly string[]} Strings */

/** @param {List} numbers */
export function forLoop(numbers) {
  let sum = 0;
  for (let i = 0; i < numbers.length; i++) sum += /** @type {number} */ (numbers[i]);
  return sum;
}

/**
 * Four independent sums, so that no add waits for the one before it.
 * @param {List} numbers
 */
export function fourChains(numbers) {
  let [a, b, c, d] = [0, 0, 0, 0];
  const whole = numbers.length & ~3;
  for (let i = 0; i < whole; i += 4) {
    a += /** @type {number} */ (numbers[i]);
    b += /** @type {number} */ (numbers[i + 1]);
    c += /** @type {number} */ (numbers[i + 2]);
    d += /** @type {number} */ (numbers[i + 3]);
  }
  for (let i = whole; i < numbers.length; i++) a += /** @type {number} */ (numbers[i]);
  return a + b + (c + d);
}

/** @param {List} numbers */
export function reduce(numbers) {
  return /** @type {number[]} */ (numbers).reduce((sum, number) => sum + number, 0);
}

/**
 * Amounts with two digits after the point, added as cents.
 * @param {Strings} amounts
 */
export function bigintCents(amounts) {
  let cents = 0n;
  for (const amount of amounts) cents += BigInt(amount.replace(".", ""));
  return scaled(cents, 2);
}
