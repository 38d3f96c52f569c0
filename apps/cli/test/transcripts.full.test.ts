/** The transcripts of the README and of the page on receipts, but for those that tasks.test.ts runs: each line prints what stands under it. */
import { chmodSync, cpSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { command, startProgram } from "../src/testing/dlg.js";
import { temporaryFolder, writtenFile } from "../src/testing/temporary-files.js";
import { printedFile, stepsOf, unaligned, type Step } from "../src/testing/transcripts.js";

/** The first transcript that begins with the line `first`. */
function transcript(page: string, first: string): readonly Step[] {
  const text = readFileSync(new URL(`../${page}`, import.meta.url), "utf8");
  const blocks = Array.from(text.matchAll(/^```\n(\$ [^]*?)^```$/gm), ([, block]) => stepsOf(block!));
  return blocks.find(([step]) => step?.line === first)!;
}

const beginning = transcript("README.md", "printf '0.1\\n0.2\\n' | dlg total -");

/** A folder with the files that the README's beginning prints. */
function folderWithSales(): string {
  const cwd = temporaryFolder();
  for (const step of beginning) {
    const name = printedFile(step);
    if (name !== undefined) writtenFile(cwd, name, step.shows);
  }
  mkdirSync(join(cwd, "archive"));
  cpSync(join(cwd, "sales.csv"), join(cwd, "archive", "sales.csv"));
  return cwd;
}

/** xargs starts programs, so `dlg` has to be one. */
const bin = temporaryFolder();
chmodSync(writtenFile(bin, "dlg", `#!/bin/sh\nexec "${process.execPath}" "${command}" "$@"\n`), 0o755);
const PATH = `${bin}:${process.env["PATH"]}`;

describe.skipIf(process.platform !== "linux")("a transcript:", () => {
  test.each([
    ["the README's beginning", beginning],
    ["many machines", transcript("README.md", "seq 100000 > a.txt")],
    ["receipts", transcript("README.md", "dlg total sales.csv --column amount --receipt sales.receipt")],
    [
      "the page on receipts",
      transcript(
        "docs/receipts.md",
        "dlg total sales.csv events.ndjson --column amount --field payment.amount --receipt june.receipt",
      ),
    ],
  ])("%s", async (_, steps) => {
    const cwd = folderWithSales();
    for (const step of steps) {
      const { stdout, stderr } = await startProgram("sh", ["-c", step.line], { cwd, env: { PATH } }).outcome;
      expect({ ...step, shows: unaligned(stdout + stderr) }).toEqual({
        ...step,
        shows: unaligned(step.shows),
      });
    }
  });
});
