/** Redis and nginx for a row, each on a free port of the loopback address. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";

import { pathOf } from "../../total-core/bench/lib/tools.js";

/** Whether both are installed: else why a row cannot be measured. */
export const noRedis = pathOf("redis-server") === null ? "redis-server is not installed" : null;
export const noNginx = pathOf("nginx") === null ? "nginx is not installed" : null;

const WAIT_MS = 20;
const TRIES = 500;

/**
 * @template T
 * @param {(address: string) => Promise<T>} work with a new Redis, which keeps nothing on the disk
 */
export async function withRedis(work) {
  const port = await freePort();
  const options = ["--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  const server = spawn("redis-server", options.map(String), { stdio: "ignore" });
  try {
    const address = `redis://127.0.0.1:${port}`;
    await answering(() => asked(address, (redis) => redis.ping()));
    return await work(address);
  } finally {
    await ended(server);
  }
}

/**
 * @template T
 * @param {string} address
 * @param {(redis: Redis) => Promise<T>} ask
 */
export async function asked(address, ask) {
  const redis = new Redis(address, { lazyConnect: true, retryStrategy: () => null });
  redis.on("error", () => {});
  try {
    await redis.connect();
    return await ask(redis);
  } finally {
    redis.disconnect();
  }
}

/**
 * @template T
 * @param {string} root the folder of the files that it serves
 * @param {(url: string) => Promise<T>} work with a new nginx, with its usual settings
 */
export async function withNginx(root, work) {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "dlg-bench-nginx-"));
  const configuration = join(folder, "nginx.conf");
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  const server = `server { listen 127.0.0.1:${port}; root ${root}; }`;
  const main = `daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log;`;
  const types = "types { text/plain txt; }";
  writeFileSync(
    configuration,
    `${main} events {} http { ${types} ${paths.join(" ")} access_log off; sendfile on; ${server} }`,
  );
  const nginx = spawn("nginx", ["-e", join(folder, "error.log"), "-c", configuration], { stdio: "ignore" });
  try {
    const url = `http://127.0.0.1:${port}`;
    await answering(() => fetch(url));
    return await work(url);
  } finally {
    await ended(nginx);
    rmSync(folder, { recursive: true });
  }
}

/** @param {import("node:child_process").ChildProcess} server */
export async function ended(server) {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exit = once(server, "exit");
  server.kill("SIGKILL");
  await exit;
}

/** @param {() => Promise<unknown>} ask */
async function answering(ask) {
  for (let left = TRIES; ; left--) {
    try {
      return await ask();
    } catch (error) {
      if (left === 0) throw error;
      await sleep(WAIT_MS);
    }
  }
}

/** @returns {Promise<number>} */
async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  await new Promise((resolve) => server.close(resolve));
  return port;
}
