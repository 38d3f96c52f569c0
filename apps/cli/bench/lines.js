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
  let cents = 0n;
  let chunk = 0;
  let inChunk = 0;
  const next = () => {
    const size = Math.floor(random() ** 4 * 1e6);
    const amount = random() < 0.42 ? -size : size;
    chunk += amount;
    if (++inChunk === 1000) flush();
    const fraction = size % 100;
    return `${amount < 0 ? "-" : ""}${(size - fraction) / 100}.${fraction < 10 ? "0" : ""}${fraction}`;
  };
  const flush = () => {
    cents += BigInt(chunk);
    chunk = inChunk = 0;
  };
  const truth = () => {
    flush();
    return scaled(cents, 2);
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
