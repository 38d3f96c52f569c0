/** The built command totals a file of 7 GB exactly, in memory that does not grow with it. */
import { closeSync, openSync, statSync, writeSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test, type TestContext } from "vitest";
import { temporaryFolder, writtenFile } from "../src/testing/temporary-files.js";
import { failed, start, type Outcome } from "../src/testing/dlg.js";

const FILE_BYTES = 7_000_000_000;
const BLOCK_LINES = 1_000_000;

const folder = temporaryFolder();
const report = writtenFile(
  folder,
  "report.cjs",
  'process.on("exit", () => process._rawDebug(process.resourceUsage().maxRSS));',
);

/** Amounts like `-1234.56`, one on each line, and their total in cents. */
function block(): { readonly bytes: Uint8Array; readonly cents: bigint } {
  let cents = 0n;
  let text = "";
  for (let i = 0; i < BLOCK_LINES; i++) {
    const size = (i * 7919) % 1_000_003;
    const sign = i % 3 === 0 ? "-" : "";
    text += `${sign}${Math.floor(size / 100)}.${String(size % 100).padStart(2, "0")}\n`;
    cents += BigInt(sign === "" ? size : -size);
  }
  return { bytes: new TextEncoder().encode(text), cents };
}

function append(path: string, bytes: Uint8Array, times: number): void {
  const descriptor = openSync(path, "a");
  for (let i = 0; i < times; i++) {
    for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written);
  }
  closeSync(descriptor);
}

/** The output of the command, whose peak of resident memory is checked to be at most 90 MB. */
async function outcomeInBounds(args: readonly string[]): Promise<Outcome> {
  const { exit, stdout, stderr } = await start(args, { env: { NODE_OPTIONS: `--require=${report}` } })
    .outcome;
  const [, printed, peak] = /^([^]*?)(\d+)\n$/.exec(stderr)!;
  const megabytes = Number(peak) / 1024;
  console.log(`${args.slice(2).join(" ") || "threads by default"}: peak ${megabytes.toFixed(1)} MB`);
  expect(megabytes).toBeLessThanOrEqual(90);
  return { exit, stdout, stderr: printed! };
}

async function skipWithoutSpace({ skip }: TestContext): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  skip(free < 1.2 * FILE_BYTES, `needs ${1.2 * FILE_BYTES} bytes of disk, there are ${free}`);
}

describe("a file of 7 GB", () => {
  test("is totalled exactly, and its last line is named if it is bad", async (context) => {
    await skipWithoutSpace(context);
    const { bytes, cents } = block();
    const times = Math.ceil(FILE_BYTES / bytes.length);
    const path = join(folder, "large.txt");
    append(path, bytes, times);
    expect(statSync(path).size).toBe(times * bytes.length);

    const total = String(cents * BigInt(times)).replace(/(\d\d)$/, ".$1");
    expect(await outcomeInBounds(["total", path])).toEqual({ exit: 0, stdout: `${total}\n`, stderr: "" });

    append(path, new TextEncoder().encode("1 1,5\n"), 1);
    expect(await outcomeInBounds(["total", path, "--threads", "3"])).toEqual(
      failed(
        1,
        `${path}:${times * BLOCK_LINES + 1}:3: expected a number, got "1,5"\nIf it means 1.5: --decimal ,\n`,
      ),
    );
  });
});
