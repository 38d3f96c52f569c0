/**
 * A bench's settings: `node bench/run.js [row …]`, and from the environment
 *
 * - `BENCH_SCALE`, 1 by default: 0.01 is a smoke run on a hundredth of the data
 * - `BENCH_RUNS`, 7 by default: measured rounds of a row, after the warm-up
 * - `BENCH_RESULTS`: where the results go. By default a run of all rows at full scale, with at least 7 rounds, writes
 *   `results.json` beside `run.js`, and any other run writes nothing.
 * - `BENCH_INSTALL=0`: fetch no rivals
 */
import { fileURLToPath } from "node:url";

/** Section 8 of the design wants medians of at least this many rounds. */
const LEAST_RUNS = 7;

/**
 * @param {string} runUrl `import.meta.url` of the bench's run.js
 * @returns {import("./types.d.ts").Settings}
 */
export function settingsFrom(runUrl, args = process.argv.slice(2), env = process.env) {
  const scale = positive(env, "BENCH_SCALE", 1);
  const runs = Math.ceil(positive(env, "BENCH_RUNS", LEAST_RUNS));
  const whole = scale === 1 && runs >= LEAST_RUNS && args.length === 0;
  const beside = whole ? fileURLToPath(new URL("results.json", runUrl)) : null;
  return {
    scale,
    runs,
    filters: args,
    resultsPath: env["BENCH_RESULTS"] || beside,
    installs: env["BENCH_INSTALL"] !== "0",
  };
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} name
 * @param {number} fallback
 */
function positive(env, name, fallback) {
  const value = Number(env[name] || fallback);
  if (!(value > 0)) throw new RangeError(`${name}: expected a number above 0, got ${env[name]}`);
  return value;
}

/**
 * @param {import("./types.d.ts").Settings} settings
 * @param {string} id
 */
export function isWanted({ filters }, id) {
  return filters.length === 0 || filters.some((filter) => id.includes(filter));
}
