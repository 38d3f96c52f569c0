/** The most memory that the service takes while it totals 10,000,001 numbers. */
import { judgedRow, OURS } from "../../../packages/total-core/bench/lib/bars.js";
import { peakResidentBytes } from "../../../packages/total-core/bench/lib/proc.js";
import { startOurs } from "./service.js";

/** @typedef {import("../../../packages/total-core/bench/lib/types.d.ts").Bar} Bar */
/** @typedef {import("../../../packages/total-core/bench/lib/types.d.ts").Row} Row */

/** Consecutive totals of one process. */
const TOTALS = 3;

/** @type {readonly Bar[]} */
const BARS = [{ kind: "at most", required: 100, goal: 64 }];

/**
 * @param {import("../../../packages/total-core/bench/lib/types.d.ts").Settings} settings
 * @returns {Promise<Row[]>}
 */
export async function memoryRows({ runs, scale }) {
  const count = Math.round(10_000_001 * scale);
  const simulated = { NUMBERS_COUNT: String(count) };
  const upstream = await startOurs(simulated);
  try {
    const overHttp = { NUMBERS_API_URL: `${upstream.origin}/numbers` };
    return [
      await row(
        "memory-simulated",
        "peak memory, GET /total of 10,000,001, simulated",
        simulated,
        count,
        runs,
      ),
      await row("memory-http", "peak memory, GET /total of 10,000,001 over HTTP", overHttp, count, runs),
    ];
  } finally {
    await upstream.stop();
  }
}

/**
 * @param {string} id
 * @param {string} what
 * @param {Record<string, string>} environment
 * @param {number} count
 * @param {number} runs
 */
async function row(id, what, environment, count, runs) {
  const answer = `{"total":${(BigInt(count) * BigInt(count - 1)) / 2n}}`;
  const samples = /** @type {number[]} */ ([]);
  let correct = true;
  for (let run = 0; run < runs; run++) {
    const service = await startOurs(environment);
    try {
      for (let i = 0; i < TOTALS; i++) {
        correct &&= (await (await fetch(`${service.origin}/total`)).text()) === answer;
      }
      const peak = peakResidentBytes(service.pid);
      if (peak !== null) samples.push(peak / 1e6);
    } finally {
      await service.stop();
    }
  }
  // A bound on memory is a bound on the worst run.
  const median = samples.length === 0 ? null : Math.max(...samples);
  const note = `the most of ${runs} lives of the service, each of ${TOTALS} totals`;
  return judgedRow({ id, what, unit: "MB" }, [{ name: OURS, samples, median, correct, note }], BARS);
}
