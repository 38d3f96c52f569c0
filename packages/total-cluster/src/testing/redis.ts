/** A real Redis for a test, on a free port of the loopback address. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";

export const hasRedis: boolean = spawnSync("redis-server", ["--version"]).error === undefined;

export interface TestRedis {
  readonly address: string;
  readonly port: number;
  /** Sends a signal, and waits for the end of the process. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** On the same port. @param empty whether all that it held is lost */
  start(empty: boolean): Promise<void>;
  /** Ends it and removes its files. */
  end(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** @param options of its command line: `["--requirepass", "secret"]` */
export async function startRedis(options: readonly string[] = []): Promise<TestRedis> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "dlg-redis-"));
  let server: ChildProcess | undefined;
  const kill = async (signal: NodeJS.Signals = "SIGKILL") => {
    const ended = server!;
    if (ended.exitCode !== null || ended.signalCode !== null) return;
    const exit = new Promise((resolve) => ended.once("exit", resolve));
    ended.kill(signal);
    await exit;
  };
  const start = async (empty: boolean) => {
    if (empty) rmSync(join(folder, "appendonlydir"), { recursive: true, force: true });
    const fixed = [
      "--port",
      String(port),
      "--bind",
      "127.0.0.1",
      "--dir",
      folder,
      "--save",
      "",
      "--appendonly",
      "yes",
    ];
    server = spawn("redis-server", [...fixed, ...options], { stdio: "ignore" });
    await isListening(port);
  };
  await start(true);
  return {
    address: `redis://127.0.0.1:${port}`,
    port,
    kill,
    start,
    async end() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function isListening(port: number): Promise<void> {
  const redis = new Redis(port, "127.0.0.1", {
    enableReadyCheck: false,
    retryStrategy: () => 20,
    maxRetriesPerRequest: null,
  });
  redis.on("error", () => {});
  // With a password the answer is an error, which is an answer.
  await redis.ping().catch(() => {});
  redis.disconnect();
}
