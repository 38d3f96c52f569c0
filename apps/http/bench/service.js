/** Starts and stops the services that are measured. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { complaint } from "../../../packages/total-core/bench/lib/complaint.js";

const HOST = "127.0.0.1";
const READY_WITHIN_MS = 20_000;
const STOPPED_WITHIN_MS = 5000;

/**
 * @typedef {object} Service
 * @property {number} pid
 * @property {string} origin
 * @property {number} secondsToReady from its start to its first 200
 * @property {() => Promise<void>} stop
 */

/** Where `NODE_EXTRA_CA_CERTS` is set, each start of Node reads it for 35 ms. */
const { NODE_EXTRA_CA_CERTS: _certificates, NODE_OPTIONS: _options, ...ENVIRONMENT } = process.env;

/** Killed at exit, whatever ends the bench. */
const running = /** @type {Set<import("node:child_process").ChildProcess>} */ (new Set());
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"]))
  process.once(signal, () => process.exit(1));

/**
 * The service as it is deployed, with its log, which nobody reads here.
 * @param {Record<string, string>} environment
 */
export function startOurs(environment) {
  return start(new URL("../dist/main.js", import.meta.url), "/readyz", {
    NUMBERS_DELAY_MS: "0",
    DRAIN_DELAY_MS: "0",
    ...environment,
  });
}

export function startHello() {
  return start(new URL("hello.js", import.meta.url), "/", {});
}

/**
 * @param {URL} script
 * @param {string} readyPath
 * @param {Record<string, string>} environment
 * @returns {Promise<Service>}
 */
async function start(script, readyPath, environment) {
  const port = await freePort();
  const env = { ...ENVIRONMENT, ...environment, HOST, PORT: String(port) };
  const started = process.hrtime.bigint();
  const child = spawn(process.execPath, [fileURLToPath(script)], {
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  running.add(child);
  let complaints = "";
  child.stderr.on("data", (piece) => (complaints += piece));
  while (!(await answers(port, readyPath))) {
    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    if (child.exitCode !== null || seconds > READY_WITHIN_MS / 1000) {
      running.delete(child);
      child.kill("SIGKILL");
      throw new Error(`${fileURLToPath(script)} did not get ready: ${complaint(complaints)}`);
    }
    await sleep(1);
  }
  return {
    pid: /** @type {number} */ (child.pid),
    origin: `http://${HOST}:${port}`,
    secondsToReady: Number(process.hrtime.bigint() - started) / 1e9,
    stop: async () => {
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), STOPPED_WITHIN_MS);
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
      clearTimeout(timer);
      running.delete(child);
    },
  };
}

async function freePort() {
  const server = createServer().listen(0, HOST);
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  server.close();
  await once(server, "close");
  return port;
}

/**
 * Whether the path is answered with 200. Over a bare socket, because `fetch` would cost more than the start.
 * @param {number} port
 * @param {string} path
 * @returns {Promise<boolean>}
 */
function answers(port, path) {
  return new Promise((resolve) => {
    const socket = connect(port, HOST, () =>
      socket.write(`GET ${path} HTTP/1.1\r\nHost: ${HOST}\r\nConnection: close\r\n\r\n`),
    );
    socket.once("data", (bytes) => {
      resolve(bytes.toString("latin1").startsWith("HTTP/1.1 200"));
      socket.destroy();
    });
    socket.once("error", () => resolve(false));
    socket.once("close", () => resolve(false));
  });
}
