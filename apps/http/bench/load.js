/** Load over many connections: by wrk where it is installed, else by autocannon. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

import { rivalFolder } from "../../../packages/total-core/bench/lib/rivals.js";
import { pathOf } from "../../../packages/total-core/bench/lib/tools.js";

/** @typedef {import("../../../packages/total-core/bench/lib/types.d.ts").Settings} Settings */
/**
 * A late answer is no failure: it lowers the requests a second already.
 * @typedef {{ requests: number, requestsPerSecond: number, failures: number }} Load
 */
/** @typedef {(url: string, options: { connections: number, seconds: number }) => Promise<Load>} LoadGenerator */

const run = promisify(execFile);

/**
 * @param {Settings} settings
 * @returns {LoadGenerator | null}
 */
export function loadGenerator(settings) {
  if (pathOf("wrk") !== null) return wrk;
  const folder = rivalFolder("autocannon", settings);
  return folder === null ? null : autocannon(join(folder, "node_modules/autocannon/autocannon.js"));
}

/** @type {LoadGenerator} */
async function wrk(url, { connections, seconds }) {
  const { stdout } = await run("wrk", ["-t1", `-c${connections}`, `-d${seconds}s`, url]);
  const number = (/** @type {RegExp} */ pattern) => Number(pattern.exec(stdout)?.[1] ?? 0);
  const socketErrors = [...(/Socket errors: (.*), timeout/.exec(stdout)?.[1] ?? "").matchAll(/\d+/g)].map(
    Number,
  );
  return {
    requests: number(/(\d+) requests in/),
    requestsPerSecond: number(/Requests\/sec:\s+([\d.]+)/),
    failures: socketErrors.reduce((sum, count) => sum + count, number(/Non-2xx or 3xx responses: (\d+)/)),
  };
}

/**
 * @param {string} script
 * @returns {LoadGenerator}
 */
function autocannon(script) {
  return async (url, { connections, seconds }) => {
    const args = [script, "--json", "--connections", String(connections), "--duration", String(seconds), url];
    const { stdout } = await run(process.execPath, args, { maxBuffer: 2 ** 26 });
    const { requests, errors, timeouts, non2xx } = JSON.parse(stdout);
    return {
      requests: requests.total,
      requestsPerSecond: requests.average,
      failures: errors - timeouts + non2xx,
    };
  };
}
