/** The content of the generated files: random amounts whose sum is known, and lines. */
import { closeSync, openSync, writeSync } from "node:fs";

import { seededRandom } from "../../../packages/total-core/bench/lib/random.js";
import { scaled } from "../../../packages/total-core/bench/lib/truth.js";

export const CHUNK_BYTES = 1 << 20;

/**
 * Amounts like `-1234.56`, with one to four digits before the point. `truth()` is the sum of all that were given out.
 * @param {number} seed
 */
export function amountsGenerator(seed) {
  const random = seededRandom(seed);
  return counted(() => {
    const size = Math.floor(random() ** 4 * 1e6);
    const fraction = size % 100;
    const cents = random() < 0.42 ? -size : size;
    return { text: `${cents < 0 ? "-" : ""}${(size - fraction) / 100}${centsText(fraction)}`, cents };
  });
}

/**
 * Amounts as they come: one to nine digits before the point, each length as often; two digits after it in three of four; a minus before four in ten; and
 * none at all in one of twenty.
 * @param {number} seed
 * @param {{ plus?: string, areIntegers?: boolean, isEmpty?: number }} [options] `plus` stands before one in ten
 */
export function mixedAmountsGenerator(seed, { plus = "", areIntegers = false, isEmpty = 0.05 } = {}) {
  const random = seededRandom(seed);
  return counted(() => {
    if (random() < isEmpty) return { text: "", cents: 0 };
    const whole = Math.floor((1 + 9 * random()) * 10 ** Math.floor(random() * 9));
    const fraction = areIntegers || random() < 0.25 ? 0 : Math.floor(random() * 100) + 100;
    const size = `${whole}${fraction === 0 ? "" : centsText(fraction - 100)}`;
    const cents = whole * 100 + Math.max(0, fraction - 100);
    const sign = random();
    return sign < 0.4
      ? { text: `-${size}`, cents: -cents }
      : { text: `${sign < 0.5 ? plus : ""}${size}`, cents };
  });
}

/** @param {number} cents below 100 */
function centsText(cents) {
  return `.${cents < 10 ? "0" : ""}${cents}`;
}

/**
 * Gives out the texts of amounts, and counts their cents.
 * @param {() => { readonly text: string, readonly cents: number }} amount
 */
function counted(amount) {
  let sum = 0n;
  let chunk = 0;
  let inChunk = 0;
  const next = () => {
    const { text, cents } = amount();
    chunk += cents;
    if (++inChunk === 1000) flush();
    return text;
  };
  const flush = () => {
    sum += BigInt(chunk);
    chunk = inChunk = 0;
  };
  const truth = () => {
    flush();
    return scaled(sum, 2);
  };
  return Object.assign(next, { truth });
}

/**
 * @param {string} path
 * @param {number} count
 * @param {(index: number) => string} line
 */
export function writeLines(path, count, line) {
  const descriptor = openSync(path, "w");
  let text = "";
  for (let index = 0; index < count; index++) {
    text += line(index);
    if (text.length < CHUNK_BYTES && index + 1 < count) continue;
    writeSync(descriptor, text);
    text = "";
  }
  closeSync(descriptor);
}
