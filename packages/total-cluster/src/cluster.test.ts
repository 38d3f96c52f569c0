/** Commands and workers on a real Redis. The parts are words: what a shard holds is nothing to the queue. */
import { createConnection } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { Redis } from "ioredis";
import type { Shard } from "@dlg/total-core/node";
import { runShards, type RunShardsOptions } from "./run-shards.js";
import { sealFromKey } from "./seal.js";
import { shardWorker, type ShardReport, type ShardWorkerOptions } from "./shard-worker.js";
import { hasRedis, startRedis, type TestRedis } from "./testing/redis.js";

const KEY = Buffer.alloc(32, 7).toString("base64");
const OTHER_KEY = Buffer.alloc(32, 8).toString("base64");

function shardNumber(shard: number, source = "/data/a.txt"): Shard {
  const piece = { source, size: 100, version: "1", index: 0, begin: shard, end: shard + 1 };
  return { run: "cafe", shard, of: 100, options: {}, pieces: [piece] };
}
const shards = (count: number) => Array.from({ length: count }, (_, i) => shardNumber(i));
const partOfShard = async ({ shard }: Shard) => `part ${shard}`;
const isAllowed = async () => {};

/** A test needs redis-server: on a machine without it, it is skipped. */
describe.skipIf(!hasRedis)("with redis-server", () => {
  let redis: TestRedis;
  const workers: { readonly stop: AbortController; readonly ended: Promise<void> }[] = [];
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterEach(async () => {
    for (const { stop } of workers) stop.abort();
    await Promise.all(workers.splice(0).map(({ ended }) => ended));
  });
  afterAll(() => redis.end());

  function startWorker(options: Partial<ShardWorkerOptions> = {}): ShardReport[] {
    const stop = new AbortController();
    const reports: ShardReport[] = [];
    const onShard = (report: ShardReport) => void reports.push(report);
    const fixed = { redis: redis.address, isAllowed, partOfShard, onShard, signal: stop.signal };
    workers.push({ stop, ended: shardWorker({ ...fixed, ...options }) });
    return reports;
  }

  async function partsOf(
    which: Iterable<Shard> | AsyncIterable<Shard>,
    options: Partial<RunShardsOptions> = {},
  ): Promise<string[]> {
    const parts: string[] = [];
    for await (const { part } of runShards(which, { redis: redis.address, ...options })) parts.push(part);
    return parts.sort();
  }

  async function keysLeft(): Promise<string[]> {
    const client = new Redis(redis.address);
    const keys = await client.keys(`bull:dlg-1:${"[0-9a-f]".repeat(24)}-*`);
    client.disconnect();
    return keys;
  }

  test("each shard is made, and its job is gone afterwards", async () => {
    const reports = startWorker();
    startWorker();
    const parts = await partsOf(shards(50));
    expect(parts).toEqual(Array.from({ length: 50 }, (_, i) => `part ${i}`).sort());
    expect(reports[0]).toMatchObject({ run: "cafe", of: 100, bytes: 1 });
    expect(await keysLeft()).toEqual([]);
  });

  test("no shards are no parts, without a worker", async () => {
    expect(await partsOf([])).toEqual([]);
  });

  test("shards may be named while others are made: the last one waits for a part", async () => {
    startWorker();
    let came: () => void;
    const first = new Promise<void>((resolve) => (came = resolve));
    async function* named() {
      yield shardNumber(0);
      await first;
      yield shardNumber(1);
    }
    const parts: string[] = [];
    for await (const { part } of runShards(named(), { redis: redis.address })) {
      parts.push(part);
      came!();
    }
    expect(parts).toEqual(["part 0", "part 1"]);
  });

  test("the shards of a run are made in their order, however many they are", async () => {
    const reports = startWorker({ concurrency: 1 });
    await partsOf(shards(2500));
    expect(reports.map(({ shard }) => shard)).toEqual(Array.from({ length: 2500 }, (_, i) => i));
  });

  test("a short run need not wait for the jobs of a long one", async () => {
    let goOn: () => void;
    const isShortThere = new Promise<void>((resolve) => (goOn = resolve));
    let isWaiting = false;
    const reports = startWorker({
      concurrency: 1,
      async partOfShard({ run, shard }) {
        if (run === "cafe" && shard === 1200) {
          isWaiting = true;
          await isShortThere;
        }
        return "made";
      },
    });
    const long = partsOf(shards(2500));
    await expect.poll(() => isWaiting).toBe(true);
    const short = partsOf(shards(3).map((shard) => ({ ...shard, run: "beef" })));
    const client = new Redis(redis.address);
    // The long run has a thousand, one of which is being made.
    await expect.poll(() => client.zcard("bull:dlg-1:prioritized")).toBe(999 + 3);
    client.disconnect();
    goOn!();
    await Promise.all([long, short]);
    expect(reports.slice(1200, 1205).map(({ run }) => run)).toEqual(["cafe", "beef", "beef", "beef", "cafe"]);
  });

  test("a reader that is slow has a thousand parts wait for it at most", async () => {
    const reports = startWorker();
    let named = 0;
    function* counted() {
      for (const shard of shards(2500)) {
        named++;
        yield shard;
      }
    }
    const parts = runShards(counted(), { redis: redis.address });
    await parts.next();
    await expect.poll(() => reports.length).toBeGreaterThanOrEqual(1000);
    // One more is in the reader's hands, and one has no place yet.
    expect(named).toBeLessThanOrEqual(1002);
    let left = 1;
    for await (const _ of parts) left++;
    expect(left).toBe(2500);
  });

  test("a shard that is read a second time has a job of its own, whatever for", async () => {
    startWorker({ partOfShard: async ({ pieces: [piece] }) => JSON.stringify(piece) });
    const [piece] = shardNumber(0).pieces;
    const readings = [
      piece!,
      { ...piece!, start: 3 },
      { ...piece!, before: ["USD"] },
      { ...piece!, index: 1, before: ["USD"] },
    ];
    const parts = await partsOf(readings.map((reading) => ({ ...shardNumber(0), pieces: [reading] })));
    expect(parts).toEqual(readings.map((reading) => JSON.stringify(reading)).sort());
  });

  test("a shard that fails is tried again, and after five times ends the run with its reason in one line", async () => {
    let tries = 0;
    startWorker({
      async partOfShard({ shard }) {
        tries++;
        if (tries < 5 || shard === 1) throw new Error("/data/a.txt: expected to read it, got EIO\nat line 1");
        return "made";
      },
    });
    expect(await partsOf([shardNumber(0)])).toEqual(["made"]);
    expect(tries).toBe(5);
    await expect(partsOf([shardNumber(1)])).rejects.toThrow(
      /^shard 1 of 100: \/data\/a\.txt: expected to read it, got EIO$/,
    );
    expect(tries).toBe(10);
  });

  test("a source that is not allowed ends the run at once, and no secret of its address is told", async () => {
    const reports = startWorker({
      isAllowed: async () => {
        throw new RangeError("not allowed");
      },
    });
    const failed = partsOf([shardNumber(3, "https://u:p@a.test/x?key=1")]);
    await expect(failed).rejects.toThrow(/^shard 3 of 100: https:\/\/a\.test\/x: not allowed$/);
    expect(reports).toHaveLength(1);
    expect(JSON.stringify(reports)).not.toMatch(/u:p|key=1/);
  });

  test("a part over 16 MiB is an error that names --shard", async () => {
    startWorker({ partOfShard: async () => "x".repeat(16 * 1024 * 1024 + 1) });
    await expect(partsOf(shards(1))).rejects.toThrow(
      /^shard 0 of 100: expected a part of at most 16 MiB.* --shard /,
    );
  });

  describe("sealed", () => {
    const seal = sealFromKey(KEY);

    test("neither a source nor a header nor a part is to be read in Redis", async () => {
      startWorker({ seal, partOfShard: async () => "a secret part" });
      const watcher = createConnection(redis.port, "127.0.0.1").setEncoding("utf8");
      let seen = "";
      watcher.on("data", (text: string) => (seen += text)).write("MONITOR\r\n");
      await expect.poll(() => seen).toMatch(/^\+OK/);
      const headers = [["authorization", "Bearer secret-token"]] as const;
      expect(await partsOf([shardNumber(0, "https://a.test/x?key=secret")], { seal, headers })).toEqual([
        "a secret part",
      ]);
      await expect.poll(() => seen).toContain("sealed");
      watcher.destroy();
      expect(seen).not.toMatch(/secret/);
    });

    test("a worker with a key takes no job without a seal, nor one of another key", async () => {
      startWorker({ seal });
      await expect(partsOf(shards(1))).rejects.toThrow(
        "expected a job sealed with the worker's DLG_CLUSTER_KEY",
      );
      const other = { seal: sealFromKey(OTHER_KEY) };
      await expect(partsOf(shards(1), other)).rejects.toThrow(
        "expected a job sealed with the worker's DLG_CLUSTER_KEY",
      );
    });

    test("a worker without a key takes no sealed job", async () => {
      startWorker();
      await expect(partsOf(shards(1), { seal })).rejects.toThrow("the worker has no DLG_CLUSTER_KEY");
    });
  });

  test("who stops waiting takes the jobs back", async () => {
    const stop = new AbortController();
    const failed = partsOf(shards(20), { signal: stop.signal });
    await expect.poll(keysLeft).not.toEqual([]);
    stop.abort(new Error("Ctrl-C"));
    await expect(failed).rejects.toThrow("Ctrl-C");
    expect(await keysLeft()).toEqual([]);
  });

  test("a worker that is stopped finishes the shard that it has", async () => {
    let finish: () => void;
    const mayFinish = new Promise<void>((resolve) => (finish = resolve));
    let begun: () => void;
    const hasBegun = new Promise<void>((resolve) => (begun = resolve));
    startWorker({
      async partOfShard() {
        begun();
        await mayFinish;
        return "late";
      },
    });
    const parts = partsOf(shards(1));
    await hasBegun;
    workers[0]!.stop.abort();
    finish!();
    await workers[0]!.ended;
    expect(await parts).toEqual(["late"]);
  });

  test("without Redis: the address without its password, and why", async () => {
    const options = { redis: "redis://user:hunter2@127.0.0.1:1/0" };
    await expect(partsOf(shards(1), options)).rejects.toThrow(
      /^redis:\/\/127\.0\.0\.1:1: expected a Redis server, got connect ECONNREFUSED 127\.0\.0\.1:1$/,
    );
  });

  test("a Redis with a password: the right one is taken, a wrong one is refused, in words of Redis", async () => {
    const closed = await startRedis(["--requirepass", "hunter2"]);
    const right = closed.address.replace("//", "//:hunter2@");
    startWorker({ redis: right });
    expect(await partsOf(shards(2), { redis: right })).toEqual(["part 0", "part 1"]);
    for (const password of ["", ":wrong@"]) {
      const wrong = closed.address.replace("//", `//${password}`);
      await expect(partsOf(shards(1), { redis: wrong })).rejects.toThrow(
        /expected a Redis server, got (NOAUTH|WRONGPASS)/,
      );
    }
    workers[0]!.stop.abort();
    await workers[0]!.ended;
    await closed.end();
  });

  test("a user with the rights that the README names is enough; with fewer there is an error, in words of Redis", async () => {
    const RIGHTS = "+@read +@write +@stream +@scripting +@connection +info +client +multi +time".split(" ");
    const closed = await startRedis([
      "--user",
      "few",
      "on",
      ">pw",
      "~bull:dlg-1:*",
      "+@connection",
      "+info",
      "--user",
      "dlg",
      "on",
      ">pw",
      "~bull:dlg-1:*",
      ...RIGHTS,
    ]);
    const few = closed.address.replace("//", "//few:pw@");
    await expect(partsOf(shards(1), { redis: few })).rejects.toThrow(
      /: expected Redis to take a command, got NOPERM /,
    );
    const signal = new AbortController().signal;
    await expect(shardWorker({ redis: few, isAllowed, partOfShard, signal })).rejects.toThrow(/got NOPERM /);
    const user = closed.address.replace("//", "//dlg:pw@");
    startWorker({ redis: user });
    expect(await partsOf(shards(2), { redis: user })).toEqual(["part 0", "part 1"]);
    workers[0]!.stop.abort();
    await workers[0]!.ended;
    await closed.end();
  });
});
