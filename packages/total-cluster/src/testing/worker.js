/** A worker for tests, of the built package: `node worker.js REDIS`. One shard in twenty fails, in one try; each takes a few milliseconds. */
import { setTimeout } from "node:timers/promises";
import { shardWorker } from "../../dist/index.js";

const stop = new AbortController();
process.on("SIGTERM", () => stop.abort());
await shardWorker({
  redis: process.argv[2],
  isAllowed: async () => {},
  async partOfShard({ shard }) {
    await setTimeout(Math.random() * 20);
    if (Math.random() < 0.05) throw new Error("expected luck, got none");
    return `part ${shard}`;
  },
  signal: stop.signal,
});
