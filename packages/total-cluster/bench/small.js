/** Shards of twenty numbers. */
import { join } from "node:path";

import { amountsGenerator, writeLines } from "../../../apps/cli/bench/lines.js";

const NUMBERS = 20;

/**
 * @param {import("./types.d.ts").Bench["data"]} data
 * @param {number} shards
 * @returns {{ readonly path: string, readonly truth: string }}
 */
export function ofShards({ folder }, shards) {
  const path = join(folder, `${shards}-shards.txt`);
  const next = amountsGenerator(11);
  writeLines(path, shards * NUMBERS, () => `${next()}\n`);
  return { path, truth: next.truth() };
}
