/** Runs a bench on a thousandth of its data: a test that it still works. */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/**
 * @param {string} folder with the bench's run.js
 * @returns {Promise<import("./types.d.ts").Results>}
 */
export async function smokeRun(folder) {
  const scratch = await mkdtemp(join(tmpdir(), "dlg-smoke-"));
  const results = join(scratch, "results.json");
  const env = {
    ...process.env,
    BENCH_SCALE: "0.001",
    BENCH_RUNS: "1",
    BENCH_INSTALL: "0",
    BENCH_RESULTS: results,
  };
  try {
    await promisify(execFile)(process.execPath, [join(folder, "run.js")], { env });
    return JSON.parse(await readFile(results, "utf8"));
  } finally {
    await rm(scratch, { recursive: true });
  }
}
