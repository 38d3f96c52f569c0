/** The examples of the help, typed as they stand there. */
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { EXAMPLES } from "../src/command-line/help-texts.js";
import { printed, shell } from "../src/testing/dlg.js";
import { temporaryFolder, writtenFile } from "../src/testing/temporary-files.js";

const cwd = temporaryFolder();
mkdirSync(join(cwd, "more"));
const sales = "region,month,net,tax\nnorth,1,1204.50,2\nsouth,1,-3.75,0\nnorth,2,0.10,1\n";
const FILES: Readonly<Record<string, string | Uint8Array>> = {
  "amounts.txt": "0.1 0.2\n",
  "more/a.txt": "3\n",
  "sales.csv": sales,
  "sales.csv.gz": gzipSync(sales),
  "shop.json": '{"order":{"items":[{"price":1.5},{"price":2}]}}\n',
  "readings.csv": "# June\ntime,volts\n10:00,2.5\n# moved\n11:00,-1\n",
};
for (const [name, content] of Object.entries(FILES)) writtenFile(cwd, name, content);
const commands = EXAMPLES.flatMap(({ lines }) => lines).map((line) => line.split(/ {2,}/)[0]!);
const isInstalled = (program: string): boolean => spawnSync(program, ["--version"]).status === 0;

// The ten tasks are run in `tasks.test.ts`.
describe.skipIf(process.platform === "win32")("an example of the help", () => {
  test.each([
    ["dlg total", "10\n"],
    ["dlg total amounts.txt more/*.txt", "3.3\n"],
    ["seq 10 | dlg total -", "55\n"],
    ["dlg total sales.csv.gz --column net", "1200.85\n"],
    ["dlg total sales.csv --column 3-", "net\t1200.85\ntax\t3\n"],
    ["dlg total readings.csv --column volts --comment '#'", "1.5\n"],
  ])("%s", async (line, stdout) => {
    expect(commands).toContain(line);
    expect(await shell(line, { cwd }).outcome).toEqual(printed(stdout));
  });

  test.skipIf(!isInstalled("jq"))("jq .order shop.json | dlg total - --field items.price", async () => {
    const line = "jq .order shop.json | dlg total - --field items.price";
    expect(commands).toContain(line);
    expect(await shell(line, { cwd }).outcome).toEqual(printed("3.5\n"));
  });
});
