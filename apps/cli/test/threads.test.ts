/** The built command with `--threads`: nothing but the time it takes is different. */
import { describe, expect, test } from "vitest";
import { temporaryFolder, writtenFile } from "../src/testing/temporary-files.js";
import { dlg, failed, printed } from "./dlg.js";

const folder = temporaryFolder();
/** Enough for three threads, each with 4 MiB of it. */
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
      failed(1, `${bad}:2000001:3: expected a number, got "1,5"\n`),
    );
    expect(await dlg(["total", bad, "--threads", "3", "--skip-invalid"])).toEqual({
      exit: 0,
      stdout: "50000001\n",
      stderr: "skipped 2 bad numbers\n",
    });
  });

  test.each(["0", "-1", "1.5", "two", ""])('"%s" is a wrong command line', async (threads) => {
    expect(await dlg(["total", amounts, `--threads=${threads}`])).toEqual(
      failed(2, `--threads: expected an integer from 1 to 1024, got "${threads}"\n`),
    );
  });
});
