/** The built command, and its workers. */
import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { runCommand } from "../../total-core/bench/lib/command.js";
import { cpuSeconds } from "../../total-core/bench/lib/proc.js";
import { asked, ended } from "./servers.js";

const DLG = fileURLToPath(new URL("../../../apps/cli/dist/main.js", import.meta.url));

/** @typedef {import("../../total-core/bench/lib/command.js").Run} Run */

/** @param {readonly string[]} args */
export const dlg = (args) => [process.execPath, DLG, ...args];

/**
 * @param {readonly string[]} args
 * @returns {Promise<Run>}
 * @throws {Error} where it does not end well: the figures would be of something else
 */
export async function ran(args) {
  const run = await runCommand({ argv: dlg(args) });
  if (run.exitCode !== 0) throw new Error(`dlg ${args.join(" ")}: exit ${run.exitCode}: ${run.stderr}`);
  return run;
}

/**
 * @template T
 * @param {{ readonly redis: string, readonly count: number, readonly allow: string }} wanted
 * @param {(workers: { cpuSeconds(): number }) => Promise<T>} work once they wait for jobs
 */
export async function withWorkers({ redis, count, allow }, work) {
  const workers = Array.from({ length: count }, () => {
    const [program = "", ...args] = dlg(["worker", redis, "--allow", allow]);
    return spawn(program, args, { stdio: "ignore" });
  });
  try {
    await waiting(redis, "dlg-1", count);
    return await work({
      cpuSeconds: () => workers.reduce((sum, { pid }) => sum + (cpuSeconds(Number(pid)) ?? 0), 0),
    });
  } finally {
    await Promise.all(workers.map(ended));
  }
}

/**
 * Until so many workers have said that they wait for jobs of a queue.
 * @param {string} redis
 * @param {string} queue
 * @param {number} count
 */
export async function waiting(redis, queue, count) {
  const isWaiting = async () => {
    const clients = String(await asked(redis, (client) => client.client("LIST")));
    // BullMQ names each connection that waits by its queue, in base64.
    const name = `name=bull:${Buffer.from(queue).toString("base64")} `;
    return clients.split("\n").filter((line) => line.includes(name)).length >= count;
  };
  for (let left = 600; !(await isWaiting()); left--) {
    if (left === 0) throw new Error(`${queue}: expected ${count} workers within a minute, got fewer`);
    await sleep(100);
  }
}
