/** The time of a total that two workers make, and one. */
import { dirname } from "node:path";

import { judgedRow, skippedRow } from "../../total-core/bench/lib/bars.js";
import { interleave } from "../../total-core/bench/lib/interleave.js";
import { measured } from "../../total-core/bench/lib/statistics.js";
import { ran, withWorkers } from "./command.js";
import { fiveTimes } from "./large.js";
import { noRedis, withRedis } from "./servers.js";

/**
 * @param {import("./types.d.ts").Bench} bench
 * @returns {Promise<import("../../total-core/bench/lib/types.d.ts").Row>}
 */
export async function twoWorkersRow({ id, settings, data }) {
  const head = { id, what: "dlg total --cluster of 3.7 GB of amounts, two workers", unit: "s" };
  if (noRedis !== null) return skippedRow(head, noRedis);
  const { paths, truth } = await fiveTimes(data);
  /** @param {number} count */
  const timeOf = (count) =>
    withRedis((redis) =>
      withWorkers({ redis, count, allow: dirname(paths[0]) }, () =>
        ran(["total", "--cluster", redis, ...paths]),
      ),
    );
  const contenders = new Map([
    ["dlg", 2],
    ["one worker", 1],
  ]);
  const runs = await interleave([...contenders], ([, count]) => timeOf(count), {
    warmUps: 1,
    rounds: settings.runs,
  });
  const rows = [...runs].map(([[name], samples]) =>
    measured(
      name,
      samples.map(({ seconds }) => seconds),
      samples.every(({ stdout }) => stdout.trim() === truth),
    ),
  );
  return judgedRow(head, rows, [{ against: "one worker", kind: "faster", required: 1.5, goal: null }]);
}
