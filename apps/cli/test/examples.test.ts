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
const texts = join(cwd, "texts");
mkdirSync(join(cwd, "more"));
mkdirSync(texts);
const sales = "region,month,amount\nnorth,1,1204.50\nsouth,1,-3.75\nnorth,2,0.10\n";
const FILES: Readonly<Record<string, string | Uint8Array>> = {
  "amounts.txt": "0.1 0.2\n",
  "more/a.txt": "3\n",
  "sales.csv": sales,
  "sales.csv.gz": gzipSync(sales),
  "events.ndjson": '{"payment":{"amount":"0.5"},"refund":1}\n{"payment":{"amount":2}}\n',
  "shop.json": '{"orders":[{"items":[{"price":1.5},{"price":2}]},{"items":[]}]}\n',
  "bank.csv": "Datum;Betrag\n1.2.;1.204,50\n2.2.;-3,75\n",
  "bills.csv": 'no,amount\n1,"$1,204.50"\n2,($3.75)\n',
  "report.log": "name    amount\nnorth     1204.50\nsouth       -3.75\n",
  "export.csv": "Report\n\nof June\nid,amount\n# the first\n1,2.5\n",
  "bill.txt": "1204.50 0.10\n",
};
for (const [name, content] of Object.entries(FILES)) writtenFile(cwd, name, content);
writtenFile(texts, "a.txt", "1");
writtenFile(texts, "b.txt", "2");
mkdirSync(join(texts, "deep"));
writtenFile(join(texts, "deep"), "x.csv", "id,amount\n1,0.5\n");

const commands = EXAMPLES.flatMap(({ lines }) => lines).map((line) => line.split(/ {2,}/)[0]!);
const isInstalled = (program: string): boolean => spawnSync(program, ["--version"]).status === 0;

describe.skipIf(process.platform === "win32")("an example of the help", () => {
  test.each([
    ["dlg total", "10\n"],
    ["dlg total amounts.txt more/*.txt", "3.3\n"],
    ["seq 10 | dlg total -", "55\n"],
    ["dlg total sales.csv --column amount", "1200.85\n"],
    ["dlg total sales.csv.gz --column amount --by region", "north\t1204.6\nsouth\t-3.75\n"],
    ["dlg total events.ndjson --field payment.amount", "2.5\n"],
    ["dlg total bank.csv --column Betrag --thousands . --decimal ,", "1200.75\n"],
    ["dlg total bills.csv --column amount --money --thousands ,", "1200.75\n"],
    ["dlg total report.log --column amount --delimiter whitespace", "1200.75\n"],
    ["dlg total export.csv --column amount --skip-lines 3 --comment '#'", "2.5\n"],
    ["dlg total bill.txt --places 2", "1204.60\n"],
  ])("%s", async (line, stdout) => {
    expect(commands).toContain(line);
    expect(await shell(line, { cwd }).outcome).toEqual(printed(stdout));
  });

  test.each([
    ["dlg total *.txt --each", "a.txt\t1\nb.txt\t2\ntotal\t3\n"],
    ["find . -name '*.csv' -print0 | dlg total --files0-from - --column amount", "0.5\n"],
  ])("%s", async (line, stdout) => {
    expect(commands).toContain(line);
    expect(await shell(line, { cwd: texts }).outcome).toEqual(printed(stdout));
  });

  test("dlg total events.ndjson --field refund --skip-missing", async () => {
    const line = "dlg total events.ndjson --field refund --skip-missing";
    expect(commands).toContain(line);
    expect(await shell(line, { cwd }).outcome).toMatchObject({ exit: 0, stdout: "1\n" });
  });

  test.skipIf(!isInstalled("jq"))("jq .orders shop.json | dlg total - --field items.price", async () => {
    const line = "jq .orders shop.json | dlg total - --field items.price";
    expect(commands).toContain(line);
    expect(await shell(line, { cwd }).outcome).toEqual(printed("3.5\n"));
  });
});
