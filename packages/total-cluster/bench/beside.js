/** How long a short total waits for a long one that has the workers. */
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { judgedRow, skippedRow } from "../../total-core/bench/lib/bars.js";
import { measured } from "../../total-core/bench/lib/statistics.js";
import { dlg, ran, withWorkers } from "./command.js";
import { fiveTimes } from "./large.js";
import { asked, ended, noRedis, withRedis } from "./servers.js";

const SHARDS = 3000;

/**
 * @param {import("./types.d.ts").Bench} bench
 * @returns {Promise<import("../../total-core/bench/lib/types.d.ts").Row>}
 */
export async function besideRow({ id, settings, data }) {
  const head = { id, what: "dlg total --cluster of 3 shards beside a run of 3,000, one worker", unit: "s" };
  if (noRedis !== null) return skippedRow(head, noRedis);
  const { paths } = await fiveTimes(data);
  const short = join(data.folder, "short.txt");
  writeFileSync(short, "1 2 3\n".repeat(1000));
  const seconds = /** @type {number[]} */ ([]);
  for (let round = 0; round < settings.runs; round++) {
    seconds.push(
      await withRedis((redis) =>
        withWorkers({ redis, count: 1, allow: data.folder }, async () => {
          const [program = "", ...args] = dlg([
            "total",
            "--cluster",
            redis,
            "--shards",
            String(SHARDS),
            ...paths,
          ]);
          const long = spawn(program, args, { stdio: "ignore" });
          try {
            await hasBegun(redis);
            const run = await ran(["total", "--cluster", redis, "--shards", "3", short]);
            if (run.stdout !== "6000\n") throw new Error(`expected 6000, got ${run.stdout}`);
            return run.seconds;
          } finally {
            await ended(long);
          }
        }),
      ),
    );
  }
  return judgedRow(head, [measured("dlg", seconds, true)], [{ kind: "at most", required: 2, goal: null }]);
}

/** Until hundreds of its jobs wait. @param {string} redis */
async function hasBegun(redis) {
  for (let left = 600; ; left--) {
    if ((await asked(redis, (client) => client.zcard("bull:dlg-1:prioritized"))) > 500) return;
    if (left === 0) throw new Error("expected the long run to begin within a minute, got none of it");
    await sleep(100);
  }
}
