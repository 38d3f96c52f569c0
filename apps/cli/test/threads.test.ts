/** The built command with `--threads`, which changes nothing but the time. */
import { readdirSync, readlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder, writtenFile } from "../src/testing/temporary-files.js";
import { dlg, failed, printed, start } from "../src/testing/dlg.js";

const folder = temporaryFolder();
/** Enough for three threads of 4 MiB each. */
const lines = "12.5\n".repeat(2_000_000);
const amounts = writtenFile(folder, "amounts.txt", lines);

describe("--threads", () => {
  test.each(["1", "2", "3", "1000"])("%s", async (threads) => {
    expect(await dlg(["total", amounts, "--threads", threads])).toEqual(printed("25000000\n"));
  });

  test("counts are the same, and the format is seen", async () => {
    const { stdout } = await dlg(["total", "--json", "amounts.txt", "--threads", "2"], { cwd: folder });
    expect(JSON.parse(stdout)).toMatchObject({
      count: 2_000_000,
      bytes: 10_000_000,
      sources: [{ source: "amounts.txt", format: "text", count: 2_000_000, bytes: 10_000_000 }],
    });
  });

  test("the first bad number is named with its line in the whole file", async () => {
    const bad = writtenFile(folder, "bad.txt", `${lines}1 1,5\n${lines}x\n`);
    expect(await dlg(["total", bad, "--threads", "3"])).toEqual(
      failed(1, `${bad}:2000001:3: expected a number, got "1,5"\nIf it means 1.5: --decimal ,\n`),
    );
    expect(await dlg(["total", bad, "--threads", "3", "--skip-invalid"])).toEqual({
      exit: 0,
      stdout: "50000001\n",
      stderr: "skipped 2 bad numbers\n",
    });
  });

  test("a CSV, whose slices may begin in quotes", async () => {
    const rows = '"1, ""one""\n\n2,3,4\n",12.5\n'.repeat(400_000);
    const sales = writtenFile(folder, "sales.csv", `note,amount\n${rows}`);
    expect(await dlg(["total", sales, "--column", "amount", "--threads", "3"])).toEqual(printed("5000000\n"));
    const bad = writtenFile(folder, "bad.csv", `note,amount\n${rows}nail 5" long,1\n${rows}x,y\n`);
    expect(await dlg(["total", bad, "--column", "amount", "--threads", "3"])).toEqual(
      failed(
        1,
        `${bad}:1600002:7: expected quotes around whole fields only, got a quote out of place\n` +
          "If quotes are characters like any others: --no-quotes\n",
      ),
    );
  });

  test.each(["0", "-1", "1.5", "two", ""])('"%s" is a wrong command line', async (threads) => {
    expect(await dlg(["total", amounts, `--threads=${threads}`])).toEqual(
      failed(2, `--threads: expected an integer from 1 to 1024, got "${threads}"\n`),
    );
  });
});

describe.skipIf(process.platform !== "linux")("interrupted in the middle of it", () => {
  test("SIGINT ends all threads at once, and the process", async () => {
    const path = join(folder, "endless.txt");
    writeFileSync(path, "");
    // A file of NULs, which takes no room on the disk: one bad token, which all threads search for its end.
    truncateSync(path, 100_000_000_000);
    const running = start(["total", path, "--threads", "3", "--skip-invalid"]);
    const descriptors = `/proc/${running.process.pid}/fd`;
    const hasOpened = () =>
      readdirSync(descriptors).some((name) => linkTarget(join(descriptors, name)) === path);
    await expect.poll(hasOpened).toBe(true);
    running.process.kill("SIGINT");
    expect(await running.outcome).toEqual(failed("SIGINT", ""));
  });
});

function linkTarget(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
