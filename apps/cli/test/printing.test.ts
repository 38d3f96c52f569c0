/** The built command: how many digits it prints, and of which totals. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { dlg, failed, printed } from "../src/testing/dlg.js";
import { parquet } from "../src/testing/parquet.js";
import { temporaryFolder, writtenFile } from "../src/testing/temporary-files.js";

const cwd = temporaryFolder();
writtenFile(cwd, "sales.csv", "region,amount\nnorth,1204.50\nsouth,-0.004\nnorth,0.10\n");
writtenFile(cwd, "north.txt", "1204.50 0.10\n");
writtenFile(cwd, "south.txt", "-3.75\n");
writtenFile(cwd, "ties.f64", new Uint8Array(new Float64Array([0.125, 2 ** -60]).buffer));
writeFileSync(
  join(cwd, "doubles.parquet"),
  parquet({ x: { element: { type: "DOUBLE" }, data: [1.005, NaN] } }),
);

describe("--places", () => {
  test.each([
    [["north.txt", "--places", "2"], "1204.60\n"],
    [["north.txt", "--places", "0"], "1205\n"],
    [["sales.csv", "--column", "amount", "--by", "region", "--places=2"], "north\t1204.60\nsouth\t0.00\n"],
    [["ties.f64", "--places", "2"], "0.13\n"],
    [["doubles.parquet", "--places", "2"], "NaN\n"],
    [["--places", "3"], "10.000\n"],
    [
      ["--each", "north.txt", "south.txt", "--places=2"],
      "north.txt\t1204.60\nsouth.txt\t-3.75\ntotal\t1200.85\n",
    ],
  ])("%j", async (args, stdout) => {
    expect(await dlg(["total", ...args], { cwd })).toEqual(printed(stdout));
  });

  test("with --json: each total in it", async () => {
    const args = ["sales.csv", "--column=amount", "--by=region", "--places=2", "--json"];
    const { stdout } = await dlg(["total", ...args], { cwd });
    const { total, sources, groups } = JSON.parse(stdout);
    expect([total, sources[0].total, ...groups.map((group: { total: string }) => group.total)]).toEqual([
      "1204.60",
      "1204.60",
      "1204.60",
      "0.00",
    ]);
  });

  test.each(["-1", "1.5", "4001", "two", ""])("%j is no number of digits", async (value) => {
    const stderr = `--places: expected an integer from 0 to 4000, got "${value}"\n`;
    expect(await dlg(["total", `--places=${value}`])).toEqual(failed(2, stderr));
  });

  test("with --exact: both say how many digits", async () => {
    expect(await dlg(["total", "--places=2", "--exact"])).toEqual(
      failed(
        2,
        "--places: expected it without --exact, got both\nBoth say how many digits: --exact all, --places so many.\n",
      ),
    );
  });
});

describe("--each", () => {
  test("a line for each source, then their grand total", async () => {
    expect(await dlg(["total", "--each", "north.txt", "-", "south.txt"], { cwd, input: "10" })).toEqual(
      printed("north.txt\t1204.6\n-\t10\nsouth.txt\t-3.75\ntotal\t1210.85\n"),
    );
  });

  test("one source has a line, and no other total", async () => {
    expect(await dlg(["total", "--each", "north.txt"], { cwd })).toEqual(printed("north.txt\t1204.6\n"));
    expect(await dlg(["total", "--each"])).toEqual(printed("simulated\t10\n"));
  });

  test.skipIf(process.platform === "win32")("names are escaped as keys are", async () => {
    writtenFile(cwd, "a\tb\n\\.txt", "1");
    expect(await dlg(["total", "--each", "a\tb\n\\.txt", "south.txt"], { cwd })).toEqual(
      printed("a\\tb\\n\\\\.txt\t1\nsouth.txt\t-3.75\ntotal\t-2.75\n"),
    );
  });

  test("a source of the name total: the grand total is the last line", async () => {
    writtenFile(cwd, "total", "1");
    expect(await dlg(["total", "--each", "total", "total"], { cwd })).toEqual(
      printed("total\t1\ntotal\t1\ntotal\t2\n"),
    );
  });

  test("a bad source: no line at all", async () => {
    const { exit, stdout } = await dlg(["total", "--each", "north.txt", "sales.csv"], { cwd });
    expect({ exit, stdout }).toEqual({ exit: 1, stdout: "" });
  });

  test("changes nothing in --json, which has the sources", async () => {
    const args = ["total", "north.txt", "south.txt", "--json"];
    const withoutSeconds = async (more: readonly string[]) => {
      const { seconds: _seconds, ...answer } = JSON.parse((await dlg([...args, ...more], { cwd })).stdout);
      return answer;
    };
    expect(await withoutSeconds(["--each"])).toEqual(await withoutSeconds([]));
  });

  test("with --by: a line cannot be both a source's and a key's", async () => {
    const { exit, stderr } = await dlg(["total", "--each", "sales.csv", "--column=amount", "--by=region"], {
      cwd,
    });
    expect({ exit, stderr }).toEqual({
      exit: 2,
      stderr:
        "--each: expected it without --by, got both\n" +
        "A line is either a source's or a key's: --json has the total of each source beside the keys.\n",
    });
  });
});
