/** Runs whole commands and measures them from outside. */
import { spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { peakResidentBytes } from "./proc.js";
import { pathOf } from "./tools.js";

/**
 * @typedef {object} Command
 * @property {readonly string[]} argv
 * @property {string} [stdin] a file that stands on its standard input; none: nothing does
 * @property {boolean} [discard] whether its output goes nowhere
 * @property {string} [cwd]
 */

/**
 * @typedef {object} Run
 * @property {number} seconds from its start to its end
 * @property {number | null} cpuSeconds user and system time
 * @property {number | null} peakMB greatest resident memory, in MB of 10^6 bytes
 * @property {number | null} exitCode
 * @property {string} stdout
 * @property {string} stderr
 */

/** GNU time: other systems have another tool of that name. */
const GNU_TIME = process.platform === "linux" ? pathOf("time") : null;
const POLL_MS = 5;

/** The environment of all commands: without `NODE_EXTRA_CA_CERTS`, which each start of Node would read for 35 ms. */
const { NODE_EXTRA_CA_CERTS: _certificates, NODE_OPTIONS: _options, ...ENVIRONMENT } = process.env;

/**
 * @param {Command} command
 * @returns {Promise<Run>}
 */
export async function runCommand({ argv, stdin, discard = false, cwd }) {
  const folder = mkdtempSync(join(tmpdir(), "dlg-bench-run-"));
  const figures = join(folder, "time");
  const input = stdin === undefined ? "ignore" : openSync(stdin, "r");
  const [program = "", ...args] =
    GNU_TIME === null ? argv : [GNU_TIME, "-q", "-f", "%U %S %M", "-o", figures, ...argv];
  try {
    const start = process.hrtime.bigint();
    const child = spawn(program, args, {
      stdio: [input, discard ? "ignore" : "pipe", "pipe"],
      env: ENVIRONMENT,
      cwd,
    });
    const stdout = collected(child.stdout);
    const stderr = collected(child.stderr);
    const poll = GNU_TIME === null ? pollPeak(child.pid) : null;
    const exitCode = await /** @type {Promise<number | null>} */ (
      new Promise((resolve, reject) => child.once("error", reject).once("close", resolve))
    );
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    const [user, system, kibibytes] =
      GNU_TIME === null ? [] : readFileSync(figures, "utf8").trim().split(" ").map(Number);
    return {
      seconds,
      cpuSeconds: user === undefined || system === undefined ? null : user + system,
      peakMB: kibibytes === undefined ? (poll?.stop() ?? null) : (kibibytes * 1024) / 1e6,
      exitCode,
      stdout: stdout(),
      stderr: stderr(),
    };
  } finally {
    if (input !== "ignore") closeSync(input);
    rmSync(folder, { recursive: true });
  }
}

/**
 * Without GNU time: polls the system's high-water mark, which misses only the growth in a process's last few milliseconds.
 * @param {number | undefined} pid
 */
function pollPeak(pid) {
  let peak = /** @type {number | null} */ (null);
  const timer = setInterval(() => {
    const bytes = pid === undefined ? null : peakResidentBytes(pid);
    if (bytes !== null) peak = Math.max(peak ?? 0, bytes / 1e6);
  }, POLL_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return peak;
    },
  };
}

/** @param {import("node:stream").Readable | null} stream */
function collected(stream) {
  const pieces = /** @type {Buffer[]} */ ([]);
  stream?.on("data", (/** @type {Buffer} */ piece) => pieces.push(piece));
  return () => Buffer.concat(pieces).toString("utf8");
}
