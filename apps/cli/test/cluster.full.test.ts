/** The built command and its workers, as processes, on a real Redis: what they print is what one machine prints, whatever happens on the way. */
import type { ChildProcess } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dlg, failed, start, type Outcome } from "../src/testing/dlg.js";
import { hasRedis, startRedis, startWorker, type TestRedis } from "../src/testing/cluster.js";
import { serve } from "../src/testing/server.js";
import { temporaryFolder, writtenFile } from "../src/testing/temporary-files.js";

const folder = temporaryFolder();
const KEY = Buffer.alloc(32, 5).toString("base64");

const LINES = 60_000;
const numbers = Array.from({ length: LINES }, (_, i) => `${(i * 7919) % 100_003}.${i % 10}`);
// A field that is longer than a shard, with what looks like rows in it, is a guess that fails.
const longField = `"${'x,1\n""'.repeat(20_000)}"`;
writtenFile(folder, "a.txt", numbers.join("\n"));
writtenFile(
  folder,
  "b.csv",
  `name,x\n${numbers.map((x, i) => (i === 30_000 ? `${longField},${x}` : `a,${x}`)).join("\n")}\n`,
);
writtenFile(folder, "c.txt.gz", gzipSync(numbers.slice(0, 1000).join("\n")));
writtenFile(folder, "bad.txt", [...numbers.slice(0, 40_000), "1,5", ...numbers.slice(40_000)].join("\n"));
writtenFile(folder, "empty.txt", "");

/** All but the time that it took. */
const timeless = ({ stdout, ...rest }: Outcome) => ({
  ...rest,
  stdout: stdout.replace(/"seconds":[\d.e-]+/, ""),
});

/** It needs redis-server: on a machine without it, it is skipped. */
describe.skipIf(!hasRedis)("with redis-server", () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.kill());

  const inFolder = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Outcome> =>
    dlg(args, { cwd: folder, env: { DLG_REDIS_URL: redis.address, ...env } });
  const worker = (env: Readonly<Record<string, string>> = {}): ChildProcess =>
    startWorker(redis, ["--allow", folder], env);

  test.each([
    ["a.txt", "--shards 40"],
    ["a.txt", ""],
    ["a.txt empty.txt c.txt.gz", "--shards 17 --json"],
    ["b.csv --column x", "--shards 200"],
    ["b.csv --column x --by name", "--shards 3"],
    ["b.csv --column 2 --places 3 --each", "--shards 11"],
    ["bad.txt a.txt", "--shards 60"],
    ["bad.txt a.txt --skip-invalid", "--shards 60"],
    ["b.csv --column y", "--shards 9"],
  ])("dlg total %s: %s", async (line, more) => {
    worker();
    worker();
    const words = line.split(" ");
    const alone = await inFolder(["total", ...words, ...more.split(" ").filter((word) => word === "--json")]);
    const together = await inFolder([
      "total",
      "--cluster",
      ...words,
      ...more.split(" ").filter((word) => word !== ""),
    ]);
    expect(timeless(together)).toEqual(timeless(alone));
  });

  test("sealed, with a secret in an address, which stands in no part", async () => {
    const env = { DLG_CLUSTER_KEY: KEY };
    const address = `${await serve((_, answer) => void answer.end("[1,2,3]"))}/n.json?key=secret`;
    startWorker(redis, ["--allow", new URL(address).origin], env);
    const args = ["total", "--cluster", address, "--parts", "sealed.jsonl"];
    expect(await inFolder(args, env)).toEqual({ exit: 0, stdout: "6\n", stderr: "" });
    expect(readFileSync(`${folder}/sealed.jsonl`, "utf8")).not.toContain("secret");
  });

  test("a file outside of what the worker may read: exit 3, and nothing of it is told", async () => {
    worker();
    expect(await inFolder(["total", "--cluster", "/etc/passwd"])).toEqual(
      failed(
        3,
        "shard 0 of 1: /etc/passwd: expected a source that the worker's --allow names, got another\n",
      ),
    );
  });

  test("a worker ends by SIGTERM with exit 0, and has told each shard in a line of JSON", async () => {
    const running = start(["worker", redis.address, "--allow", folder]);
    expect(await inFolder(["total", "--cluster", "a.txt", "--shards", "5"])).toMatchObject({ exit: 0 });
    running.process.kill("SIGTERM");
    const { exit, stdout, stderr } = await running.outcome;
    expect([exit, stdout]).toEqual([0, ""]);
    const reports = stderr
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(reports.map(({ shard }) => shard).sort()).toEqual([0, 1, 2, 3, 4]);
    expect(Object.keys(reports[0]!)).toEqual(["run", "shard", "of", "bytes", "seconds"]);
  });

  test("Ctrl-C takes the jobs back, and dies of the signal", async () => {
    redis.command("FLUSHALL");
    const running = start(["total", "--cluster", redis.address, "a.txt", "--shards", "50"], { cwd: folder });
    await expect.poll(() => redis.command("KEYS", "bull:dlg-1:*-49")).toHaveLength(1);
    running.process.kill("SIGINT");
    expect(await running.outcome).toEqual(failed("SIGINT", ""));
    expect(await redis.command("KEYS", `bull:dlg-1:${"[0-9a-f]".repeat(24)}-*`)).toEqual([]);
  });

  test("a command that is killed goes on from its parts; a line that it left unfinished is made again", async () => {
    const parts = `${folder}/parts.jsonl`;
    const args = ["total", "--cluster", "a.txt", "--shards", "300", "--parts", parts];
    const expected = await inFolder(["total", "a.txt"]);
    worker();
    const lines = () => (existsSync(parts) ? readFileSync(parts, "utf8").split("\n").length - 1 : 0);
    const running = start(args, { cwd: folder, env: { DLG_REDIS_URL: redis.address } });
    await expect.poll(lines).toBeGreaterThan(20);
    running.process.kill("SIGKILL");
    await running.outcome;
    const had = lines();
    expect(had).toBeLessThan(300);
    writeFileSync(parts, '{"dlg":1,"run"', { flag: "a" });
    expect(await inFolder(args)).toEqual(expected);
    expect(lines()).toBe(300);
    // No worker is asked for what is there.
    expect(await inFolder(args)).toEqual(expected);
    const merged = await inFolder(["merge", parts]);
    expect(merged).toEqual(expected);
    const other = await inFolder([...args.slice(0, 3), "--shards", "301", "--parts", parts]);
    expect(other).toMatchObject({ exit: 1, stdout: "" });
    expect(other.stderr).toMatch(
      /^.*parts\.jsonl: expected parts of run [0-9a-f]{64}, got those of run [0-9a-f]{64}\n$/,
    );
  });

  test.each([
    ["kill -9 of a worker", (workers: ChildProcess[]) => workers[0]!.kill("SIGKILL")],
    [
      "a worker stopped for longer than its lock",
      async (workers: ChildProcess[]) => {
        workers[0]!.kill("SIGSTOP");
        await sleep(12_000);
        workers[0]!.kill("SIGCONT");
      },
    ],
    [
      "a Redis that comes back empty",
      async () => {
        await redis.kill();
        await redis.start();
      },
    ],
  ])("%s: the same total", async (_name, happen) => {
    const workers = [worker(), worker()];
    const alone = await inFolder(["total", "b.csv", "b.csv", "--column", "x"]);
    const running = inFolder(["total", "--cluster", "b.csv", "b.csv", "--column", "x", "--shards", "400"]);
    await sleep(1200);
    await happen(workers);
    expect(await running).toEqual(alone);
  });
});
