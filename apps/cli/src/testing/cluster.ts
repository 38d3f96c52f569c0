/** A real Redis, and workers of the built command. */
import { execFileSync, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { command } from "./dlg.js";
import { freePort } from "./free-port.js";

export const hasRedis: boolean = spawnSync("redis-server", ["--version"]).error === undefined;

export interface TestRedis {
  readonly address: string;
  /** @returns the lines of the answer */
  command(...words: string[]): string[];
  /** Kills it; all that it held is lost. */
  kill(): Promise<void>;
  /** On the same port. */
  start(): Promise<void>;
}

/** On a free port of the loopback address; it keeps nothing on the disk. */
export async function startRedis(): Promise<TestRedis> {
  const port = await freePort();
  let server: ChildProcess;
  const redis: TestRedis = {
    address: `redis://127.0.0.1:${port}`,
    command: (...words) =>
      execFileSync("redis-cli", ["-p", String(port), ...words], { encoding: "utf8" })
        .split("\n")
        .filter((line) => line !== ""),
    async kill() {
      server.kill("SIGKILL");
      await once(server, "exit");
    },
    async start() {
      const options = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
      server = spawn("redis-server", options, { stdio: "ignore" });
      while (spawnSync("redis-cli", ["-p", String(port), "ping"]).status !== 0) await sleep(20);
    },
  };
  await redis.start();
  return redis;
}

/** Ended after the test. */
export function startWorker(
  { address }: TestRedis,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): ChildProcess {
  const worker = spawn(process.execPath, [command, "worker", address, ...args], {
    stdio: "ignore",
    env: { ...process.env, ...env },
  });
  onTestFinished(() => void worker.kill("SIGKILL"));
  return worker;
}
