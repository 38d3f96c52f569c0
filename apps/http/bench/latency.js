/** The times of `/livez` while the service totals, beside the times when it is idle. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

import { judgedRow, OURS, skippedRow } from "../../../packages/total-core/bench/lib/bars.js";
import { interleave } from "../../../packages/total-core/bench/lib/interleave.js";
import { measured, quantile } from "../../../packages/total-core/bench/lib/statistics.js";
import { bodyOfIntegers, postRefusal, postBody } from "./bodies.js";
import { startOurs } from "./service.js";

/** @typedef {import("../../../packages/total-core/bench/lib/types.d.ts").Bar} Bar */
/** @typedef {import("../../../packages/total-core/bench/lib/types.d.ts").Row} Row */

const run = promisify(execFile);
const WINDOW_MS = 3000;
const BODIES = 8;
const IDLE = "idle";

/** @type {readonly Bar[]} */
const BARS = [{ against: IDLE, kind: "at most", required: 2, goal: 1.2, fineBelow: 5 }];

/**
 * @param {import("../../../packages/total-core/bench/lib/types.d.ts").Settings} settings
 * @returns {Promise<Row[]>}
 */
export async function latencyRows(settings) {
  const service = await startOurs({ NUMBERS_COUNT: String(Math.round(10_000_001 * settings.scale)) });
  try {
    const coldTotals = async () => void (await (await fetch(`${service.origin}/total`)).arrayBuffer());
    const totals = {
      id: "latency-totals",
      what: "p99 of /livez while cold totals of 10,000,001 follow each other",
      unit: "ms",
    };
    const posts = {
      id: "latency-posts",
      what: `p99 of /livez while ${BODIES} bodies of 79 MB are posted`,
      unit: "ms",
    };
    const rows = [await row(totals, service.origin, coldTotals, settings)];
    const refusal = await postRefusal(service.origin);
    if (refusal !== null) return [...rows, skippedRow(posts, refusal)];
    const body = bodyOfIntegers(settings.scale);
    const eightPosts = async () =>
      void (await Promise.all(Array.from({ length: BODIES }, () => postBody(service.origin, body))));
    return [...rows, await row(posts, service.origin, eightPosts, settings)];
  } finally {
    await service.stop();
  }
}

/**
 * @param {{ id: string, what: string, unit: string }} head
 * @param {string} origin
 * @param {() => Promise<void>} work done again and again while `/livez` is asked
 * @param {{ runs: number, scale: number }} settings
 */
async function row(head, origin, work, { runs, scale }) {
  const windowMs = Math.max(300, WINDOW_MS * Math.min(1, scale));
  const contenders = [
    { name: OURS, work },
    { name: IDLE, work: null },
  ];
  const samples = await interleave(
    contenders,
    async ({ work: busy }) => {
      const times = probe(origin, windowMs);
      const over = times.then(() => true);
      if (busy !== null) {
        do await busy();
        while (!(await Promise.race([over, false])));
      }
      return quantile(await times, 0.99);
    },
    { warmUps: 1, rounds: runs },
  );
  const figures = [...samples].map(([{ name }, p99s]) => measured(name, p99s));
  return judgedRow(head, figures, BARS);
}

/**
 * @param {string} origin
 * @param {number} milliseconds
 * @returns {Promise<number[]>}
 */
async function probe(origin, milliseconds) {
  const { stdout } = await run(
    process.execPath,
    [join(import.meta.dirname, "probe.js"), origin, "/livez", String(milliseconds)],
    {
      maxBuffer: 2 ** 26,
    },
  );
  return JSON.parse(stdout);
}
