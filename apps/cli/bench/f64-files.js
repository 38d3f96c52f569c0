/** Files of binary64 numbers whose sum is known. */
import { closeSync, openSync, writeSync } from "node:fs";

import { seededRandom } from "../../../packages/total-core/bench/lib/random.js";
import { plainDecimal, trueSum } from "../../../packages/total-core/bench/lib/truth.js";
import { newList } from "../../../packages/total-core/bench/lists.js";
import { CHUNK_BYTES } from "./lines.js";

/**
 * A million numbers again and again: the exact sum of a hundred million would take a minute.
 * @param {string} path
 * @param {number} count
 */
export function mixedF64(path, count) {
  const numbers = newList("mixed", Math.min(count, 1e6), 8);
  const times = Math.round(count / numbers.length);
  const descriptor = openSync(path, "w");
  for (let i = 0; i < times; i++) writeSync(descriptor, new Uint8Array(numbers.buffer));
  closeSync(descriptor);
  return { path, truth: plainDecimal(String(trueSum(numbers, times))) ?? "" };
}

/**
 * Uniform in [0, 1), multiples of 2^-32, so that their sum is known as an integer.
 * @param {string} path
 * @param {number} count
 */
export function f64(path, count) {
  const random = seededRandom(5);
  const chunk = new Float64Array(CHUNK_BYTES / 8);
  const descriptor = openSync(path, "w");
  let units = 0n;
  for (let left = count; left > 0; left -= chunk.length) {
    const numbers = chunk.subarray(0, left);
    let chunkUnits = 0;
    for (let i = 0; i < numbers.length; i++) {
      const number = random();
      numbers[i] = number;
      chunkUnits += number * 2 ** 32;
    }
    units += BigInt(chunkUnits);
    writeSync(descriptor, new Uint8Array(numbers.buffer, 0, numbers.byteLength));
  }
  closeSync(descriptor);
  return { path, truth: String(Number(units) / 2 ** 32) };
}
