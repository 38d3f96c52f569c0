/** The processor time of shards beside that of `dlg total` of the same. */
import { dirname } from "node:path";

import { judgedRow, skippedRow } from "../../total-core/bench/lib/bars.js";
import { interleave } from "../../total-core/bench/lib/interleave.js";
import { measured } from "../../total-core/bench/lib/statistics.js";
import { ran, withWorkers } from "./command.js";
import { noNginx, noRedis, withNginx, withRedis } from "./servers.js";
import { fiveTimes } from "./large.js";

/** @typedef {import("./types.d.ts").Bench} Bench */
/** @typedef {import("../../total-core/bench/lib/types.d.ts").Row} Row */

const SHARDS = 48;

/** A total, and what it cost. @typedef {{ readonly stdout: string, readonly cpu: number }} Cost */

/**
 * @param {Bench} bench
 * @returns {Promise<Row>}
 */
export async function shardsRow({ id, settings, data }) {
  const head = { id, what: "48 shards of 3.7 GB of amounts, the processor time of their worker", unit: "s" };
  if (noRedis !== null) return skippedRow(head, noRedis);
  const { paths, truth } = await fiveTimes(data);
  return withRedis((redis) =>
    withWorkers({ redis, count: 1, allow: dirname(paths[0]) }, async (workers) => {
      const args = ["total", "--cluster", redis, "--shards", String(SHARDS), ...paths];
      const contenders = {
        dlg: async () => {
          const before = workers.cpuSeconds();
          const { stdout } = await ran(args);
          return { stdout, cpu: workers.cpuSeconds() - before };
        },
        "dlg total --threads 1": () => costOf(["total", "--threads", "1", ...paths]),
        "dlg total --shard 0-47/48": async () => {
          const { cpu } = await costOf(["total", "--shard", `0-${SHARDS - 1}/${SHARDS}`, ...paths]);
          return { stdout: truth, cpu };
        },
      };
      return costRow(head, contenders, { settings, truth, limit: 1.25, against: "dlg total --threads 1" });
    }),
  );
}

/**
 * @param {Bench} bench
 * @returns {Promise<Row>}
 */
export async function rangesRow({ id, settings, data }) {
  const what = "48 shards of 736 MB of amounts at nginx, the processor time of their process";
  const head = { id, what, unit: "s" };
  if (noNginx !== null) return skippedRow(head, noNginx);
  const { path, truth } = await data.file("many-amounts");
  return withNginx(data.folder, (url) => {
    const address = url + path.slice(data.folder.length);
    const contenders = {
      dlg: async () => {
        const { cpu } = await costOf(["total", "--shard", `0-${SHARDS - 1}/${SHARDS}`, address]);
        return { stdout: truth, cpu };
      },
      "dlg total of the address": () => costOf(["total", address]),
    };
    return costRow(head, contenders, { settings, truth, limit: 1.3, against: "dlg total of the address" });
  });
}

/**
 * @param {readonly string[]} args
 * @returns {Promise<Cost>}
 */
async function costOf(args) {
  const { stdout, cpuSeconds } = await ran(args);
  if (cpuSeconds === null) throw new Error("expected GNU time, Debian's package time, got none");
  return { stdout, cpu: cpuSeconds };
}

/**
 * @param {import("../../total-core/bench/lib/bars.js").RowHead} head
 * @param {Readonly<Record<string, () => Promise<Cost>>>} contenders
 * @param {{ readonly settings: Bench["settings"], readonly truth: string, readonly limit: number, readonly against: string }} plan
 */
async function costRow(head, contenders, { settings, truth, limit, against }) {
  const samples = await interleave(Object.entries(contenders), ([, cost]) => cost(), {
    warmUps: 1,
    rounds: settings.runs,
  });
  const rows = [...samples].map(([[name], costs]) =>
    measured(
      name,
      costs.map(({ cpu }) => cpu),
      costs.every(({ stdout }) => stdout.trim() === truth),
    ),
  );
  return judgedRow(head, rows, [{ against, kind: "at most", required: limit, goal: null }]);
}
