/** The built command totals 10^7 numbers in memory that does not grow with them. */
import { execFileSync } from "node:child_process";
import { closeSync, createReadStream, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { temporaryFolder, writtenFile } from "../src/testing/temporary-files.js";
import { start, type Running } from "../src/testing/dlg.js";
import { serve } from "../src/testing/server.js";

const TOTAL = "50000005000000\n";
const folder = temporaryFolder();
const numbers = integersFile(10_000_000);
const report = writtenFile(
  folder,
  "report.cjs",
  'process.on("exit", () => process._rawDebug(process.resourceUsage().maxRSS));',
);
const env = { NUMBERS_COUNT: "10000001", NODE_OPTIONS: `--require=${report}` };

/** The integers from 0 to `last`, one on each line. */
function integersFile(last: number): string {
  const path = join(folder, "integers.txt");
  const descriptor = openSync(path, "w");
  for (let first = 0; first <= last; first += 100_000) {
    const count = Math.min(100_000, last + 1 - first);
    writeSync(descriptor, Array.from({ length: count }, (_, i) => `${first + i}\n`).join(""));
  }
  closeSync(descriptor);
  return path;
}

function opened(path: string): number {
  const descriptor = openSync(path, "r");
  onTestFinished(() => closeSync(descriptor));
  return descriptor;
}

/** @returns the peak of its resident memory in MB, after a check of its total */
async function peak({ outcome }: Running, total: string = TOTAL): Promise<number> {
  const { exit, stdout, stderr } = await outcome;
  if (exit !== 0 || stdout !== total) throw new Error(`expected ${total}, got ${exit} ${stdout} ${stderr}`);
  const megabytes = Number(stderr) / 1024;
  console.log(`${expect.getState().currentTestName}: peak ${megabytes.toFixed(1)} MB`);
  return megabytes;
}

/**
 * From 1 to 10^7, less 1/2 and plus 1/2 in turn, which leaves the total as it is and little to compress. Another process writes them,
 * because a process that is started begins with the peak of the one that starts it.
 */
function parquetFile(codec: "UNCOMPRESSED" | "SNAPPY" | "GZIP", pageSize: number): string {
  const path = join(folder, `${codec}-${pageSize}.parquet`);
  const script = `
    import { writeFileSync } from "node:fs";
    import { gzipSync } from "node:zlib";
    import { parquetWriteBuffer } from "hyparquet-writer";
    const data = Float64Array.from({ length: 10_000_000 }, (_, i) => i + (i % 2 === 0 ? 0.5 : 1.5));
    const columnData = [{ name: "x", data, type: "DOUBLE", encoding: "PLAIN" }];
    const compressors = { GZIP: (bytes) => gzipSync(bytes, { level: 1 }) };
    const options = { columnData, codec: "${codec}", compressors, pageSize: ${pageSize}, rowGroupSize: data.length };
    writeFileSync("${path}", new Uint8Array(parquetWriteBuffer(options)));
  `;
  execFileSync(process.execPath, ["--input-type=module", "--eval", script]);
  return path;
}

describe("memory for 10^7 numbers", () => {
  test("simulated", async () => {
    expect(await peak(start(["total"], { env }))).toBeLessThanOrEqual(90);
  });

  test("a file", async () => {
    expect(await peak(start(["total", numbers], { env }))).toBeLessThanOrEqual(90);
  });

  test("a file as standard input", async () => {
    expect(await peak(start(["total", "-"], { stdin: opened(numbers), env }))).toBeLessThanOrEqual(90);
  });

  test("a pipe", async () => {
    const running = start(["total", "-"], { stdin: "pipe", env });
    createReadStream(numbers).pipe(running.process.stdin!);
    expect(await peak(running)).toBeLessThanOrEqual(90);
  });

  test("an address", async () => {
    const address = await serve((_, answer) => {
      answer.setHeader("content-type", "text/plain");
      createReadStream(numbers).pipe(answer);
    });
    // The bound that the service has for the same.
    expect(await peak(start(["total", address], { env }))).toBeLessThanOrEqual(120);
  });

  test.each(["UNCOMPRESSED", "SNAPPY", "GZIP"] as const)("a Parquet file of one page, %s", async (codec) => {
    const path = parquetFile(codec, 2 ** 30);
    expect(await peak(start(["total", path, "--column", "x"], { env }))).toBeLessThanOrEqual(150);
  });

  test.each(["UNCOMPRESSED", "SNAPPY", "GZIP"] as const)(
    "a Parquet file of pages of 1 MB, %s",
    async (codec) => {
      const path = parquetFile(codec, 1_000_000);
      expect(await peak(start(["total", path, "--column", "x"], { env }))).toBeLessThanOrEqual(90);
    },
  );
});

describe("memory for 5,555 small files", () => {
  const rows = Array.from({ length: 20 }, (_, i) => `${i % 3},${i}.25\n`).join("");

  test.each<[name: string, text: string, options: string[], total: string]>([
    ["a.txt", rows.replaceAll(/.*,/g, ""), [], "1083225\n"],
    ["a.csv", `key,x\n${rows}`, ["--column", "x"], "1083225\n"],
    [
      "k.csv",
      `key,x\n${rows}`,
      ["--column", "x", "--by", "key"],
      "0\t359686.25\n1\t398571.25\n2\t324967.5\n",
    ],
    ["a.ndjson", rows.replaceAll(/.*,(.*)/g, '{"x":$1}'), ["--field", "x"], "1083225\n"],
  ])("%s", async (name, text, options, total) => {
    const path = writtenFile(folder, name, text);
    const names = Array.from({ length: 5555 }, () => path);
    expect(await peak(start(["total", ...options, ...names], { env }), total)).toBeLessThanOrEqual(90);
  });
});
