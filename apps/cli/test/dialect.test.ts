/** The built command, as a process: tables as other programs write them. */
import { describe, expect, test } from "vitest";
import { dlg, failed, printed } from "../src/testing/dlg.js";
import { temporaryFolder, writtenFile } from "../src/testing/temporary-files.js";

const folder = temporaryFolder();

/** A bank's export: a preamble, semicolons, a decimal comma. */
const bank =
  'Kontoauszug;"Nr. 1\n\nDatum;Text;Betrag\r\n01.02.2026;"Miete; Februar";-1.234,50\r\n02.02.2026;Lohn;3.000,00\r\n';
writtenFile(folder, "bank.csv", bank);
writtenFile(folder, "german.csv", "ort;betrag\nKöln;1.5\nBonn;2\n");
writtenFile(folder, "excel.csv", '\ufeffsep=;\r\nname, first;amount\r\n"a;b";1\r\n');
writtenFile(folder, "sales.tab", "region\tamount\na,b;c\t1\n");
writtenFile(folder, "log.csv", '# "written by" x\nid,ms\n1,20\n# 2,5\n3,30\n');
writtenFile(folder, "mixed.csv", "a;b,c;d\n1;2,3;4\n");

const ls = `total 48
-rw-r--r--  1 me  staff    120 Nov 29 08:31 a.csv
drwxr-xr-x 12 me  staff   4096 Nov  2 10:02 node modules
-rw-r--r--  1 you users 100000 Jan  1  2026 my "big" file
`;

const ps = `USER  PID %CPU   RSS COMMAND
root    1  0.0 12000 /sbin/init splash
me    204  1.5  8000 node  server.js 5
me    205 10.2   500 sh
`;

const total = (args: readonly string[], input?: string) =>
  dlg(["total", ...args], { cwd: folder, ...(input !== undefined && { input }) });

describe("the delimiter", () => {
  test.each([
    [["german.csv", "--column", "betrag"], "3.5"],
    [["excel.csv", "--column", "amount"], "1"],
    [["excel.csv", "--column", "amount", "--delimiter", ";"], "1"],
    [["sales.tab", "--column", "amount"], "1"],
    [["mixed.csv", "--column", "d", "--delimiter", ";"], "4"],
  ])("is found in the first row or line, and may be given: %j", async (args, digits) => {
    expect(await total(args)).toEqual(printed(`${digits}\n`));
  });

  test("of a bank's export, behind its preamble", async () => {
    const args = [
      "bank.csv",
      "--skip-lines",
      "2",
      "--column",
      "Betrag",
      "--thousands",
      ".",
      "--decimal",
      ",",
    ];
    expect(await total(args)).toEqual(printed("1765.5\n"));
  });
});

describe("--delimiter whitespace", () => {
  const words = ["-", "--delimiter", "whitespace"];

  test("reads ls -l, names with blanks and quotes too", async () => {
    expect(await total([...words, "--skip-lines", "1", "--no-header", "--column", "5"], ls)).toEqual(
      printed("104216\n"),
    );
    expect(
      await total([...words, "--skip-lines", "1", "--no-header", "--column", "5", "--by", "3"], ls),
    ).toEqual(printed("me\t4216\nyou\t100000\n"));
  });

  test("reads ps, commands with arguments too", async () => {
    expect(await total([...words, "--column", "RSS"], ps)).toEqual(printed("20500\n"));
    expect(await total([...words, "--column", "%CPU", "--by", "USER"], ps)).toEqual(
      printed("root\t0\nme\t11.7\n"),
    );
    expect(await total([...words, "--column", "PID", "--by", "COMMAND"], ps)).toEqual(
      printed("/sbin/init splash\t1\nnode  server.js 5\t204\nsh\t205\n"),
    );
  });

  test("reads df, whose header has a word more than its rows", async () => {
    const df =
      "Filesystem 1K-blocks  Used Mounted on\n/dev/sda1        500    42 /\ntmpfs             50     7 /run\n";
    expect(await total([...words, "--column", "Used"], df)).toEqual(printed("49\n"));
  });

  test("takes no number for another one's: a row with an empty cell, or more words in the column", async () => {
    const table = "city a b\nRome 1 2\nBonn   4\n";
    expect(await total([...words, "--column", "a"], table)).toEqual(
      failed(1, "-:3:1: expected 3 fields, got 2\n"),
    );
    const blanks = "city a b\nRome 1 2\nNew York 3 4\n";
    expect(await total([...words, "--column", "b"], blanks)).toEqual(
      failed(1, '-:3:10: expected a number, got "3 4"\n'),
    );
  });
});

describe("--comment", () => {
  test("passes over lines that begin with it", async () => {
    expect(await total(["log.csv", "--column", "ms", "--comment", "#"])).toEqual(printed("50\n"));
    expect(await total(["log.csv", "--column", "ms"])).toMatchObject({ exit: 1 });
  });
});

describe("a value that an option cannot have is a wrong command line", () => {
  test.each([
    [["--skip-lines", "-1"], '--skip-lines: expected an integer from 0, got "-1"'],
    [["--skip-lines", "9".repeat(17)], `--skip-lines: expected an integer from 0, got "${"9".repeat(17)}"`],
    [
      ["--comment", "//"],
      '--comment: expected one ASCII character other than CR, LF, a quote, a space and a tab, got "//"',
    ],
    [
      ["--comment", ";", "--delimiter", ";"],
      '--comment: expected another character than the delimiter, got ";"',
    ],
    [
      ["--delimiter", "dots"],
      '--delimiter: expected one ASCII character other than CR, LF and a quote, or "whitespace", got "dots"',
    ],
  ])("%j", async (args, message) => {
    expect(await total(["german.csv", ...args])).toEqual(failed(2, `${message}\n`));
  });

  test("they mean nothing to other formats than CSV and TSV", async () => {
    writtenFile(folder, "a.json", "[1]");
    for (const args of [
      ["--skip-lines", "1"],
      ["--comment", "#"],
    ]) {
      expect(await total(["a.json", ...args])).toMatchObject({
        exit: 2,
        stderr: expect.stringContaining(`${args[0]}: expected a source in CSV or TSV, got none`) as string,
      });
    }
  });
});
