/**
 * The service bench: `npm run bench`, or `node bench/run.js [row …]` for some rows. Settings:
 * packages/total-core/bench/lib/settings.js.
 */
import { newReport } from "../../../packages/total-core/bench/lib/report.js";
import { isWanted, settingsFrom } from "../../../packages/total-core/bench/lib/settings.js";
import { latencyRows } from "./latency.js";
import { memoryRows } from "./memory.js";
import { postRows } from "./posts.js";
import { startRows } from "./start-to-ready.js";
import { throughputRows } from "./throughput.js";

/** Measurements that give several rows, by the prefix of the rows' ids. */
const GROUPS = [
  { ids: ["memory-simulated", "memory-http"], rows: memoryRows },
  { ids: ["latency-totals", "latency-posts"], rows: latencyRows },
  { ids: ["requests-50", "cpu", "requests-500"], rows: throughputRows },
  { ids: ["post-json"], rows: postRows },
  { ids: ["start"], rows: startRows },
];

const settings = settingsFrom(import.meta.url);
const report = newReport("service", settings);
for (const { ids, rows } of GROUPS) {
  if (!ids.some((id) => isWanted(settings, id))) continue;
  for (const row of await rows(settings)) if (isWanted(settings, row.id)) report.add(row);
}
await report.end();
