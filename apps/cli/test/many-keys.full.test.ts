/** The built command totals by a million keys in little memory, and each exactly. */
import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { start } from "../src/testing/dlg.js";
import { temporaryFolder, writtenFile } from "../src/testing/temporary-files.js";

const KEYS = 1_000_000;
const folder = temporaryFolder();
const report = writtenFile(
  folder,
  "report.cjs",
  'process.on("exit", () => process._rawDebug(process.resourceUsage().maxRSS));',
);

/** A row for each key: 7,919 has no common factor with the number of keys, so that the order is another one for each step. */
function salesFile(name: string, step: number, cents: string): string {
  const path = join(folder, name);
  const descriptor = openSync(path, "w");
  writeSync(descriptor, "id,amount\n");
  for (let first = 0; first < KEYS; first += 100_000) {
    const rows = Array.from({ length: 100_000 }, (_, i) => {
      const key = ((first + i) * step) % KEYS;
      return `client ${key},${key}.${cents}\n`;
    });
    writeSync(descriptor, rows.join(""));
  }
  closeSync(descriptor);
  return path;
}

test.each([
  ["of one file", [salesFile("all.csv", 1, "25")], (key: number) => `${key}.25`],
  [
    "of two files, in other orders",
    [salesFile("first.csv", 1, "25"), salesFile("second.csv", 7919, "5")],
    (key: number) => `${2 * key}.75`,
  ],
])("a million keys %s take at most 250 MB", async (_what, files, totalOf) => {
  const args = ["total", ...files, "--column", "amount", "--by", "id"];
  const { exit, stdout, stderr } = await start(args, { env: { NODE_OPTIONS: `--require=${report}` } })
    .outcome;
  expect(exit).toBe(0);
  const expected = Array.from({ length: KEYS }, (_, key) => `client ${key}\t${totalOf(key)}\n`);
  // Not compared by expect, which would show the difference of two long texts.
  expect(stdout === expected.join("")).toBe(true);
  const megabytes = Number(stderr) / 1024;
  console.log(`${expect.getState().currentTestName}: peak ${megabytes.toFixed(1)} MB`);
  expect(megabytes).toBeLessThanOrEqual(250);
});
