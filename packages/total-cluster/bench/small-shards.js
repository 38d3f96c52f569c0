/** How many small shards a second, beside a queue of BullMQ whose worker does nothing. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Queue, QueueEvents } from "bullmq";

import { judgedRow, skippedRow } from "../../total-core/bench/lib/bars.js";
import { interleave } from "../../total-core/bench/lib/interleave.js";
import { measured } from "../../total-core/bench/lib/statistics.js";
import { ran, waiting, withWorkers } from "./command.js";
import { ended, noRedis, withRedis } from "./servers.js";
import { ofShards } from "./small.js";

const BARE_WORKER = fileURLToPath(new URL("bare-worker.js", import.meta.url));
const QUEUE = "bare";

/**
 * @param {import("./types.d.ts").Bench} bench
 * @returns {Promise<import("../../total-core/bench/lib/types.d.ts").Row>}
 */
export async function smallShardsRow({ id, settings, data }) {
  const head = { id, what: "dlg total --cluster of 10^4 shards of 20 numbers", unit: "shards/s" };
  if (noRedis !== null) return skippedRow(head, noRedis);
  const shards = Math.max(20, Math.round(10_000 * settings.scale));
  const { path, truth } = ofShards(data, shards);
  const contenders = [
    { name: "dlg", seconds: () => secondsOfShards(path, data.folder, shards, truth) },
    { name: "bare BullMQ", seconds: () => secondsOfJobs(shards) },
  ];
  const runs = await interleave(contenders, ({ seconds }) => seconds(), {
    warmUps: 1,
    rounds: settings.runs,
  });
  const rows = [...runs].map(([{ name }, samples]) =>
    measured(
      name,
      samples.map((seconds) => shards / seconds),
      name === "dlg" ? true : null,
    ),
  );
  return judgedRow(head, rows, [{ against: "bare BullMQ", kind: "at least", required: 0.4, goal: null }]);
}

/**
 * The whole command, its start and its merge too.
 * @param {string} path
 * @param {string} allow
 * @param {number} shards
 * @param {string} truth
 */
function secondsOfShards(path, allow, shards, truth) {
  return withRedis((redis) =>
    withWorkers({ redis, count: 1, allow }, async () => {
      const run = await ran(["total", "--cluster", redis, "--shards", String(shards), path]);
      if (run.stdout.trim() !== truth) throw new Error(`expected ${truth}, got ${run.stdout}`);
      return run.seconds;
    }),
  );
}

/** From the first job given to the last one done. @param {number} count */
function secondsOfJobs(count) {
  return withRedis(async (address) => {
    const worker = spawn(process.execPath, [BARE_WORKER, address, QUEUE], { stdio: "ignore" });
    const connection = { url: address };
    const queue = new Queue(QUEUE, { connection });
    const events = new QueueEvents(QUEUE, { connection });
    try {
      await waiting(address, QUEUE, 1);
      await events.waitUntilReady();
      let left = count;
      const done = new Promise((resolve) => {
        events.on("completed", () => {
          left -= 1;
          if (left === 0) resolve(undefined);
        });
      });
      const jobs = Array.from({ length: count }, (_, i) => ({ name: "job", data: { i } }));
      const start = performance.now();
      await queue.addBulk(jobs);
      await done;
      return (performance.now() - start) / 1000;
    } finally {
      await events.close();
      await queue.close();
      await ended(worker);
    }
  });
}
