/**
 * The bench of many machines, which are processes of one here: `npm run bench`, or `node bench/run.js [row …]` for some rows. Settings:
 * packages/total-core/bench/lib/settings.js. It needs redis-server and nginx.
 */
import { newDataFolder } from "../../../apps/cli/bench/data.js";
import { newReport } from "../../total-core/bench/lib/report.js";
import { isWanted, settingsFrom } from "../../total-core/bench/lib/settings.js";
import { besideRow } from "./beside.js";
import { memoryRow } from "./memory.js";
import { rangesRow, shardsRow } from "./processor-time.js";
import { smallShardsRow } from "./small-shards.js";
import { twoWorkersRow } from "./two-workers.js";

/** @typedef {import("./types.d.ts").Bench} Bench */

/** @type {Readonly<Record<string, (bench: Bench) => Promise<import("../../total-core/bench/lib/types.d.ts").Row>>>} */
const ROWS = {
  shards: shardsRow,
  ranges: rangesRow,
  "two-workers": twoWorkersRow,
  "small-shards": smallShardsRow,
  "memory-10000": (bench) => memoryRow(bench, 10_000),
  "memory-100000": (bench) => memoryRow(bench, 100_000),
  beside: besideRow,
};

const settings = settingsFrom(import.meta.url);
const data = newDataFolder(settings.scale);
const report = newReport("cluster", settings);
process.once("SIGINT", () => void data.remove().finally(() => process.exit(130)));
try {
  for (const [id, row] of Object.entries(ROWS)) {
    if (isWanted(settings, id)) report.add(await row({ id, settings, data }));
  }
} finally {
  await data.remove();
}
await report.end();
