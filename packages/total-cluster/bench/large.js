import { scaled } from "../../total-core/bench/lib/truth.js";

/**
 * 736 MB of amounts, five times as sources: 3.7 GB to read.
 * @param {import("./types.d.ts").Bench["data"]} data
 * @returns {Promise<{ readonly paths: readonly [string, ...string[]], readonly truth: string }>}
 */
export async function fiveTimes(data) {
  const { path, truth } = await data.file("many-amounts");
  const [whole = "0", fraction = ""] = truth.split(".");
  return {
    paths: [path, path, path, path, path],
    truth: scaled(BigInt(whole + fraction.padEnd(2, "0")) * 5n, 2),
  };
}
