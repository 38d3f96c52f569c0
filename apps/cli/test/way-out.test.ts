/** The second line of errors, typed into a shell as it stands: it leads to the total. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import * as zlib from "node:zlib";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { printed, shell, type Outcome } from "../src/testing/dlg.js";
import { serve } from "../src/testing/server.js";
import { temporaryFolder, writtenFile } from "../src/testing/temporary-files.js";

const folder = temporaryFolder();
const write = (name: string, content: string | Uint8Array): string => writtenFile(folder, name, content);
const utf16 = (text: string): Uint8Array => Buffer.from(`\ufeff${text}`, "utf16le");

const run = (line: string): Promise<Outcome> => shell(line, { cwd: folder }).outcome;

/** The ways out that a failing line names on its second line of standard error: what stands behind `If it means 1.5: `. */
async function waysOutOf(line: string): Promise<readonly string[]> {
  const { exit, stdout, stderr } = await run(line);
  expect([line, exit !== 0, stdout]).toEqual([line, true, ""]);
  const [, second = "", ...rest] = stderr.split("\n");
  expect(rest).toEqual([""]);
  return second.split("   ").map((way) => way.replace(/^.*?: /, ""));
}

/** The exit code of a line that fails, the ways out of it, and what the first of them prints. */
async function typed(line: string): Promise<object> {
  const { exit } = await run(line);
  const ways = await waysOutOf(line);
  return { exit, ways, next: await run(ways[0]!) };
}

const leadsTo = (...ways: readonly string[]): object => ({ exit: 3, ways, next: printed("4.5\n") });

/** Runs a line while another process writes to `live.log`. */
function whileItGrows(line: string): Promise<Outcome> {
  return run(
    `(while :; do echo 1 >> live.log; done) & writer=$!; ${line}; status=$?; kill $writer; exit $status`,
  );
}

/** Runs a command that the test cannot do without, in the folder. */
function make(program: string, ...args: readonly string[]): void {
  execFileSync(program, args, { cwd: folder });
}

function missingOf(...programs: readonly string[]): readonly string[] {
  return programs.filter((program) => spawnSync("sh", ["-c", 'command -v "$1"', "sh", program]).status !== 0);
}

const CURL = missingOf("curl");
const BZIP2 = missingOf("bzip2");
const XZ = missingOf("xz");
const ZSTD = missingOf("zstd");
const ZIP = missingOf("zip", "unzip");
const SEVEN_ZIP = missingOf("7z");
const XLSX2CSV = missingOf("zip", "xlsx2csv");

/** Behind the name of a test that is skipped. */
const unless = (missing: readonly string[]): string =>
  missing.length === 0 ? "" : ` (skipped: ${missing.join(", ")} is not installed)`;

describe("options", () => {
  write("english.csv", 'id,amount\n1,"1,204.50"\n2,3\n');
  write("german.csv", "id;amount\n1;1.204,50\n2;-3,5\n");
  write("swiss.txt", "1'204.50\n");
  write("french.csv", 'amount\n"1\u202f204,50"\n1\u202f000\n');
  write("spaced.csv", "amount\n1\u00a0204\n");
  write("typed.csv", "amount\n1 204\n");
  write("ambiguous.txt", "1,204\n");
  write("dollars.csv", 'amount\n"$1,204.50"\n(4.50)\n');
  write("header.csv", "5,6\n7,8\n");
  write("nail.csv", 'name,n\nnail 5" long,2\n');
  write("years.csv", "2024,n\n1,2\n");
  write("orders.json", '[{"net":"1.204,50"},{"net":"$3"}]');
  write("euros.txt", "1,204.50 EUR\n3 EUR\n");
  write("bank.csv", "Konto;DE12\n\nBuchung;Betrag\n1.6.;2,5\n");

  test.each([
    ["dlg total english.csv --column amount", ["--thousands ,"], ["1207.5"]],
    ["dlg total german.csv --column amount --delimiter ';'", ["--thousands . --decimal ,"], ["1201"]],
    ["dlg total swiss.txt", [`--thousands "'"`], ["1204.5"]],
    ["dlg total french.csv --column amount", [String.raw`--thousands '\u202f' --decimal ,`], ["2204.5"]],
    ["dlg total spaced.csv --column amount", [String.raw`--thousands '\u00a0'`], ["1204"]],
    ["dlg total typed.csv --column amount", ["--thousands ' '"], ["1204"]],
    ["dlg total ambiguous.txt", ["--thousands ,", "--decimal ,"], ["1204", "1.204"]],
    ["dlg total dollars.csv --column amount", ["--money --thousands ,"], ["1200"]],
    ["dlg total dollars.csv --column amount --thousands ,", ["--money"], ["1200"]],
    ["printf '5-' | dlg total -", ["--money"], ["-5"]],
    ["dlg total orders.json --field net --money", ["--thousands . --decimal ,"], ["1207.5"]],
    ['printf \'{"a":"€ 5"}\' | dlg total - --field a', ["--money"], ["5"]],
    ["printf '5 EUR\n(1)' | dlg total -", ["--format tsv --no-header --money"], ["4"]],
    ["dlg total euros.txt --money --thousands ,", ["--format tsv --no-header"], ["1207.5"]],
    [
      "printf 'n\\n1\\n1,204\\n' | dlg total - --format csv",
      ["--decimal ,", "--thousands ,"],
      ["2.204", "1205"],
    ],
    ["dlg total bank.csv --column Betrag --decimal ,", ["--skip-lines 2"], ["2.5"]],
    ["dlg total header.csv --column 2", ["--no-header", "--header"], ["14", "8"]],
    ["dlg total nail.csv --column n", ["--no-quotes"], ["2"]],
  ])("%s: %j", async (line, options, totals) => {
    expect(await waysOutOf(line)).toEqual(options);
    for (const [i, option] of options.entries()) {
      expect(await run(`${line} ${option}`)).toEqual(printed(`${totals[i]}\n`));
    }
  });

  test("each missing one is named in its turn", async () => {
    let line = "dlg total german.csv --column amount --delimiter ';'";
    for (let tries = 0; tries < 3; tries += 1) {
      const { exit } = await run(line);
      if (exit === 0) break;
      line += ` ${(await waysOutOf(line))[0]}`;
    }
    expect(await run(line)).toEqual(printed("1201\n"));
  });
});

describe("UTF-16", () => {
  write("excel.csv", utf16("id,amount\r\n1,1.5\r\n2,3\r\n"));
  write("my list.txt", utf16("1 2"));
  write("unmarked.txt", utf16("1 2").subarray(2));
  write("excel.tsv.gz", gzipSync(utf16("id\tamount\n1\t1.5\n")));
  write("other.ndjson", '{"a":1}\n');
  write("other.csv", "amount,id\n2,1\n");
  write("-odd's.ndjson", utf16('{"a":5}\n'));

  test.each([
    [
      "dlg total excel.csv --column amount",
      "iconv -f UTF-16 -t UTF-8 excel.csv | dlg total - --column amount --format csv",
      "4.5",
    ],
    [
      "dlg total excel.csv other.ndjson --column amount --field a",
      "iconv -f UTF-16 -t UTF-8 excel.csv | dlg total - other.ndjson --column amount --field a",
      "5.5",
    ],
    [
      "dlg total excel.tsv.gz other.csv --column amount",
      "gzip -dc excel.tsv.gz | iconv -f UTF-16 -t UTF-8 | dlg total - other.csv --column amount",
      "3.5",
    ],
    ["dlg total 'my list.txt'", "iconv -f UTF-16 -t UTF-8 'my list.txt' | dlg total -", "3"],
    ["dlg total unmarked.txt", "iconv -f UTF-16LE -t UTF-8 unmarked.txt | dlg total -", "3"],
    [
      "dlg total excel.tsv.gz --column 2 --json",
      "gzip -dc excel.tsv.gz | iconv -f UTF-16 -t UTF-8 | dlg total - --column 2 --json --format tsv",
      '"total":"1.5"',
    ],
    [
      `dlg total --field a -- "-odd's.ndjson"`,
      `iconv -f UTF-16 -t UTF-8 "./-odd's.ndjson" | dlg total --field a --format ndjson -- -`,
      "5",
    ],
  ])("%s", async (line, way, total) => {
    expect(await waysOutOf(line)).toEqual([way]);
    expect((await run(way)).stdout).toContain(total);
    expect((await run(line)).exit).toBe(3);
  });

  test("on standard input has the program between", async () => {
    const [way] = await waysOutOf("cat excel.csv | dlg total - --column amount");
    expect(way).toBe("… | iconv -f UTF-16 -t UTF-8 | dlg total - --column amount");
    expect(await run(way!.replace("…", "cat excel.csv"))).toEqual(printed("4.5\n"));
  });

  test("in two files, of which the first is standard input then", async () => {
    write("more.csv", utf16("amount\r\n4\r\n"));
    const [first] = await waysOutOf("dlg total excel.csv more.csv --column amount");
    const [second] = await waysOutOf(first!);
    expect(second).toBe("… | dlg total - <(iconv -f UTF-16 -t UTF-8 more.csv) --column amount --format csv");
    const line = second!.replace("…", "iconv -f UTF-16 -t UTF-8 excel.csv").replace("dlg", '"$NODE" "$DLG"');
    expect(await run(`bash -c '${line}'`)).toEqual(printed("8.5\n"));
  });

  test.skipIf(CURL.length > 0)(`at an address is fetched by another program${unless(CURL)}`, async () => {
    const address = await serve((_, answer) =>
      answer.setHeader("content-type", "text/plain").end(utf16("1 2")),
    );
    const [way] = await waysOutOf(`dlg total ${address}/a?b=1`);
    expect(way).toBe(`curl -sSf '${address}/a?b=1' | iconv -f UTF-16 -t UTF-8 | dlg total -`);
    expect(await run(way!)).toEqual(printed("3\n"));
  });
});

describe("archives, and other compressions", () => {
  write("sales.csv", "id,amount\n1,1.5\n2,3\n");

  test.skipIf(BZIP2.length > 0)(`bzip2${unless(BZIP2)}`, async () => {
    make("bzip2", "-k", "sales.csv");
    const way = "bzip2 -dc sales.csv.bz2 | dlg total - --column amount --format csv";
    expect(await typed("dlg total sales.csv.bz2 --column amount")).toEqual(leadsTo(way));
  });

  test("gzip within gzip", async () => {
    write("twice.csv.gz", gzipSync(gzipSync("id,amount\n1,1.5\n2,3\n")));
    const way = "gzip -dc twice.csv.gz | dlg total - --column amount --format csv";
    expect(await typed("dlg total twice.csv.gz --column amount")).toEqual(leadsTo(way));
    const [piped] = await waysOutOf("cat twice.csv.gz | dlg total - --column amount");
    expect(await run(piped!.replace("…", "cat twice.csv.gz"))).toEqual(printed("4.5\n"));
  });

  test.skipIf(ZSTD.length > 0)(`zstd, where Node does not read it${unless(ZSTD)}`, async () => {
    make("zstd", "-q", "sales.csv");
    const line = "dlg total sales.csv.zst --column amount";
    const way = "zstd -dc sales.csv.zst | dlg total - --column amount --format csv";
    const isRead = "createZstdDecompress" in zlib;
    expect(await (isRead ? run(line) : typed(line))).toEqual(isRead ? printed("4.5\n") : leadsTo(way));
    expect(await run(way)).toEqual(printed("4.5\n"));
  });

  test.skipIf(XZ.length > 0)(`xz${unless(XZ)}`, async () => {
    make("xz", "-k", "sales.csv");
    const way = "xz -dc sales.csv.xz | dlg total - --format csv --column 2";
    expect(await typed("dlg total sales.csv.xz --format csv --column 2")).toEqual(leadsTo(way));
  });

  test.skipIf(ZIP.length > 0)(`zip${unless(ZIP)}`, async () => {
    make("zip", "-q", "sales.zip", "sales.csv");
    expect(await typed("dlg total sales.zip --column amount")).toEqual(
      leadsTo("unzip -p sales.zip | dlg total - --column amount"),
    );
    const [way] = await waysOutOf("cat sales.zip | dlg total - --column amount");
    expect(way).toBe("unzip -p FILE | dlg total - --column amount");
    expect(await run(way!.replace("FILE", "sales.zip"))).toEqual(printed("4.5\n"));
  });

  test.skipIf(SEVEN_ZIP.length > 0)(`7z${unless(SEVEN_ZIP)}`, async () => {
    make("7z", "a", "sales.7z", "sales.csv");
    expect(await typed("dlg total sales.7z --column amount")).toEqual(
      leadsTo("7z e -so sales.7z | dlg total - --column amount"),
    );
  });

  test.skipIf(XLSX2CSV.length > 0)(`an Excel workbook${unless(XLSX2CSV)}`, async () => {
    makeWorkbook([
      ["id", "amount"],
      [1, 1.5],
      [2, 3],
    ]);
    const way = "xlsx2csv book.xlsx | dlg total - --column amount --format csv";
    expect(await typed("dlg total book.xlsx --column amount")).toEqual(leadsTo(way));
  });

  test("an old Excel workbook", async () => {
    write("book.xls", Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1));
    expect(await waysOutOf("dlg total book.xls --column amount")).toEqual([
      "in2csv -f xls book.xls | dlg total - --column amount --format csv",
    ]);
  });
});

describe("a missing -", () => {
  write("sales.csv", "id,amount\n1,1.5\n2,3\n");

  test.each([
    ["dlg total --column amount", "dlg total - --column amount", "4.5"],
    ["dlg total --column 2 --thousands ' '", "dlg total - --column 2 --thousands ' '", "4.5"],
    [
      "dlg total --header --by id --column amount",
      "dlg total - --header --by id --column amount",
      "1  1.5\n2  3",
    ],
    ["tail -n +2 | cut -d, -f2 | dlg total", "dlg total -", "4.5"],
    ["tail -n +2 | cut -d, -f2 | dlg total --skip-invalid", "dlg total - --skip-invalid", "4.5"],
  ])("cat sales.csv | %s", async (line, way, total) => {
    const before = `cat sales.csv | ${line.slice(0, line.indexOf("dlg"))}`;
    const [first] = await waysOutOf(`cat sales.csv | ${line}`);
    expect(first).toBe(way);
    const { stdout } = await run(before + first!);
    expect(stdout.replaceAll(/[\t ]+/g, "  ")).toBe(`${total}\n`);
  });
});

test("a log that grows while it is read goes as far as it does", async () => {
  write("live.log", "1\n".repeat(2_000_000));
  // It may happen not to grow just then.
  const { stdout } = await whileItGrows(
    "while dlg total live.log > total 2> error; do :; done; cat total error; cat live.log | dlg total -",
  );
  const [first, second, total, ...rest] = stdout.split("\n");
  expect([first, second, rest]).toEqual([
    "live.log: expected a file that stays as it is while it is read, got more bytes than it had",
    "As far as it goes: cat live.log | dlg total -",
    [""],
  ]);
  expect(Number(total)).toBeGreaterThan(2_000_000);
});

function cell(value: string | number, column: number, row: number): string {
  const place = `${"ABC"[column]}${row + 1}`;
  if (typeof value === "number") return `<c r="${place}"><v>${value}</v></c>`;
  return `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`;
}

/** Makes `book.xlsx`, of one sheet, with the parts that ECMA-376 asks for. */
function makeWorkbook(rows: readonly (readonly (string | number)[])[]): void {
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const parts = "http://schemas.openxmlformats.org/package/2006";
  const content = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const linked = (type: string, target: string): string =>
    `<Relationships xmlns="${parts}/relationships"><Relationship Id="a" Type="${relations}/${type}" Target="${target}"/></Relationships>`;
  const files: Readonly<Record<string, string>> = {
    "[Content_Types].xml": `<Types xmlns="${parts}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${content}.sheet.main+xml"/><Override PartName="/xl/sheet.xml" ContentType="${content}.worksheet+xml"/></Types>`,
    "_rels/.rels": linked("officeDocument", "xl/workbook.xml"),
    "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="a" sheetId="1" r:id="a"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": linked("worksheet", "sheet.xml"),
    "xl/sheet.xml": `<worksheet xmlns="${main}"><sheetData>${rows.map((row, at) => `<row r="${at + 1}">${row.map((value, i) => cell(value, i, at)).join("")}</row>`).join("")}</sheetData></worksheet>`,
  };
  for (const name of ["_rels", "xl/_rels"]) mkdirSync(join(folder, name), { recursive: true });
  for (const [name, xml] of Object.entries(files)) write(name, `<?xml version="1.0"?>${xml}`);
  make("zip", "-nw", "-q", "-X", "book.xlsx", ...Object.keys(files));
}
