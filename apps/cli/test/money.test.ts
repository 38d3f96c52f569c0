/** The command as users start it: amounts of money. */
import { describe, expect, test } from "vitest";
import { dlg, failed, printed, shell } from "../src/testing/dlg.js";
import { temporaryFolder, writtenFile } from "../src/testing/temporary-files.js";

const folder = temporaryFolder();
writtenFile(
  folder,
  "ledger.csv",
  'date,amount,note\n2026-11-01,"$1,204.50",rent\n2026-11-02,($4.50),"fee, 2%"\n2026-11-03,,none\n2026-11-04,$ 100.00-,back\n',
);
writtenFile(folder, "bank.csv", "Datum;Betrag\n1.11.2026;1.204,50 €\n2.11.2026;-4,50 €\n");
writtenFile(folder, "dollars.txt", "$1.50\n$2.50\n");
writtenFile(folder, "euros.txt", "1.50EUR\n-€2.50\n");
writtenFile(folder, "regions.tsv", "region\tamount\nnorth\tUSD 1.50\nsouth\tUSD 2\nnorth\t(USD 0.50)\n");

writtenFile(
  folder,
  "orders.ndjson",
  '{"net":"$1,204.50","of":"a"}\n{"net":"($4.50)","of":"b"}\n{"net":7,"of":"a"}\n',
);

const run = (line: string) => shell(line, { cwd: folder }).outcome;

describe("dlg total --money", () => {
  test.each([
    ["dlg total ledger.csv --column amount --money --thousands ,", "1100"],
    ["dlg total bank.csv --column Betrag --delimiter ';' --money --thousands . --decimal ,", "1200"],
    ["dlg total dollars.txt --money", "4"],
    ["dlg total dollars.txt --money --threads 4", "4"],
    ["printf '5-\\n(3)\\n$10\\n' | dlg total - --money", "2"],
    ["dlg total orders.ndjson --field net --money --thousands ,", "1207"],
    ["dlg total orders.ndjson --field net --money --thousands , --threads 2", "1207"],
    ["dlg total orders.ndjson --field net --by of --money --thousands ,", "a  1211.5\nb  -4.5"],
    ["dlg total regions.tsv --column amount --by region --money", "north  1\nsouth  2"],
  ])("%s", async (line, digits) => {
    const outcome = await run(line);
    expect({ ...outcome, stdout: outcome.stdout.replaceAll(/[\t ]+/g, "  ") }).toEqual(
      printed(`${digits}\n`),
    );
  });

  test("in JSON it is for strings: without --field it means nothing", async () => {
    expect(await run("dlg total orders.ndjson --money")).toEqual(
      failed(
        2,
        "--money: expected a source in CSV, TSV or text, got none\nIn JSON it is for strings, to which --field leads.\n",
      ),
    );
  });

  test("two currencies are no total, in one source and in two: exit 1", async () => {
    expect(await run("dlg total euros.txt --money")).toEqual(
      failed(1, 'euros.txt:2:1: expected an amount in EUR, as the ones before, got "-€2.50"\n'),
    );
    for (const options of ["", "--skip-invalid"]) {
      expect(await run(`dlg total dollars.txt euros.txt --money ${options}`)).toEqual(
        failed(1, 'euros.txt:1:1: expected an amount in $, as the ones before, got "1.50EUR"\n'),
      );
    }
  });

  test("percentages, debits and credits are no amounts, and the line says so: exit 1", async () => {
    expect(await dlg(["total", "-", "--money"], { input: "5%" })).toEqual(
      failed(1, '-:1:1: expected an amount of money, not a percentage, got "5%"\n'),
    );
    expect(await dlg(["total", "-", "--money", "--header"], { input: "n\n5.00 CR" })).toEqual(
      failed(1, '-:2:1: expected an amount of money without DR or CR, got "5.00 CR"\n'),
    );
  });

  test("of numbers in JSON there is none: exit 2", async () => {
    expect((await dlg(["total", "-", "--money", "--format", "json"], { input: "[1]" })).stderr).toMatch(
      /^--money: expected a source in CSV, TSV or text, got none\n/,
    );
  });
});
