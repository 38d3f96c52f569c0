/** Workers are killed and stopped, and Redis forgets: each shard's part comes all the same, and comes once. */
import { spawn, type ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import type { Shard } from "@dlg/total-core/node";
import { runShards } from "./run-shards.js";
import { shardWorker } from "./shard-worker.js";
import { hasRedis, startRedis, type TestRedis } from "./testing/redis.js";

const WORKER = fileURLToPath(new URL("testing/worker.js", import.meta.url));
const SHARDS = 400;

/** The workers of all tests. */
const started = new Set<ChildProcess>();
afterAll(() => {
  for (const worker of started) worker.kill("SIGKILL");
});

/** A Redis, and three workers. */
class Cluster {
  readonly redis: TestRedis;
  readonly #workers: ChildProcess[] = [];

  constructor(redis: TestRedis) {
    this.redis = redis;
    for (let i = 0; i < 3; i++) this.startWorker();
  }

  startWorker(): void {
    const worker = spawn(process.execPath, [WORKER, this.redis.address], { stdio: "ignore" });
    this.#workers.push(worker);
    started.add(worker);
  }

  anyWorker(): ChildProcess {
    return this.#workers[Math.floor(Math.random() * this.#workers.length)]!;
  }

  async end(): Promise<void> {
    for (const worker of this.#workers) worker.kill("SIGKILL");
    await this.redis.end();
  }
}

function shardNumber(shard: number): Shard {
  const piece = { source: "/a.txt", size: SHARDS, version: "1", index: 0, begin: shard, end: shard + 1 };
  return { run: "cafe", shard, of: SHARDS, options: {}, pieces: [piece] };
}

/** An event in one run, some time after its beginning. */
const ACCIDENTS: readonly (readonly [name: string, happen: (cluster: Cluster) => Promise<void>])[] = [
  [
    "a worker is killed, and another started",
    async (cluster) => {
      cluster.anyWorker().kill("SIGKILL");
      cluster.startWorker();
    },
  ],
  [
    "a worker is stopped for longer than its lock holds, and goes on",
    async (cluster) => {
      const worker = cluster.anyWorker();
      worker.kill("SIGSTOP");
      await sleep(12_000);
      worker.kill("SIGCONT");
    },
  ],
  [
    "Redis is killed, and comes back with what it wrote",
    async ({ redis }) => {
      await redis.kill();
      await redis.start(false);
    },
  ],
  [
    "Redis is killed, and comes back empty",
    async ({ redis }) => {
      await redis.kill();
      await redis.start(true);
    },
  ],
];

/** Each accident meets the beginning, the middle and the end of a run. */
const RUNS = Array.from({ length: 20 }, (_, i) => ({
  accident: ACCIDENTS[i % ACCIDENTS.length]![0],
  happen: ACCIDENTS[i % ACCIDENTS.length]![1],
  afterParts: 10 + Math.floor((i / 20) * (SHARDS - 30)),
}));

/** It needs redis-server: on a machine without it, it is skipped. */
describe.skipIf(!hasRedis)("with redis-server", () => {
  test.concurrent.each(RUNS)("after $afterParts parts of 400: $accident", async ({ happen, afterParts }) => {
    const cluster = new Cluster(await startRedis());
    const shards = Array.from({ length: SHARDS }, (_, i) => shardNumber(i));
    const parts: string[] = [];
    let accident: Promise<void> | undefined;
    for await (const { part } of runShards(shards, { redis: cluster.redis.address })) {
      parts.push(part);
      if (parts.length === afterParts) accident = happen(cluster);
    }
    expect(parts.sort()).toEqual(shards.map(({ shard }) => `part ${shard}`).sort());
    await accident;
    await cluster.end();
  });

  test("a worker that is told to end does so, though Redis went away", async () => {
    const redis = await startRedis();
    const stop = new AbortController();
    const ended = shardWorker({
      redis: redis.address,
      isAllowed: async () => {},
      partOfShard: async () => "made",
      signal: stop.signal,
    });
    for await (const { part } of runShards([shardNumber(0)], { redis: redis.address })) {
      expect(part).toBe("made");
    }
    await redis.kill();
    // By then it has tried to come back.
    await sleep(1000);
    stop.abort();
    await ended;
    await redis.end();
  });
});
