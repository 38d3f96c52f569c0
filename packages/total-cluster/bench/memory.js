/** The most memory that Redis has used for a total. */
import { judgedRow, skippedRow } from "../../total-core/bench/lib/bars.js";
import { measured } from "../../total-core/bench/lib/statistics.js";
import { ran, withWorkers } from "./command.js";
import { asked, noRedis, withRedis } from "./servers.js";
import { ofShards } from "./small.js";

/**
 * @param {import("./types.d.ts").Bench} bench
 * @param {number} full how many shards, at full scale
 * @returns {Promise<import("../../total-core/bench/lib/types.d.ts").Row>}
 */
export async function memoryRow({ id, settings, data }, full) {
  const what = `peak memory of Redis, dlg total --cluster of ${full.toLocaleString("en")} shards`;
  const head = { id, what, unit: "MB" };
  if (noRedis !== null) return skippedRow(head, noRedis);
  const shards = Math.max(20, Math.round(full * settings.scale));
  const { path, truth } = ofShards(data, shards);
  return withRedis((redis) =>
    withWorkers({ redis, count: 1, allow: data.folder }, async () => {
      const { stdout } = await ran(["total", "--cluster", redis, "--shards", String(shards), path]);
      const info = await asked(redis, (client) => client.info("memory"));
      const megabytes = Number(/^used_memory_peak:(\d+)/m.exec(info)?.[1]) / 1e6;
      const row = measured("dlg", [megabytes], stdout.trim() === truth);
      return judgedRow(head, [row], [{ kind: "at most", required: 16, goal: null }]);
    }),
  );
}
