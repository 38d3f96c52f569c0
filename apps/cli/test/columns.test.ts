/** The built command, as a process: columns, fields and keys, in files, on standard input and at addresses. */
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { temporaryFolder, writtenFile } from "../src/testing/temporary-files.js";
import { dlg, failed, printed, start } from "../src/testing/dlg.js";
import { serve } from "../src/testing/server.js";

const folder = temporaryFolder();
const sales = "region,amount,note\nnorth,1.50,\nsouth,-3,x\nnorth,0.25,\n";
writtenFile(folder, "words.txt", "1");
writtenFile(folder, "sales.csv", sales);
writtenFile(folder, "sales.csv.gz", gzipSync(sales));
writtenFile(folder, "sales", sales);
writtenFile(folder, "sales.tsv", sales.replaceAll(",", "\t"));
writtenFile(folder, "sales.ndjson", '{"region":"west","a":{"b":"1e2"}}\n{"region":"south","a":{"b":0.5}}\n');
writtenFile(folder, "german.csv", 'ort;betrag\nKöln;"1.234,5"\n');
writtenFile(folder, "empty.csv", "");
writtenFile(folder, "header.csv", "id,amount\n");
writtenFile(folder, "prices.csv", `id,amount\n${"1,2.50\n".repeat(1202)}1203,"1,5"\n`);
writtenFile(folder, "nail.csv", 'item,price\nscrew,1\nnail 5" long,2\nbolt,3\n');
writtenFile(folder, "long.csv", `a,b\n1,${"x".repeat(1_000_000)}\n`);
writtenFile(folder, "ragged.csv", "a,b\n1,2\n3\n");
writtenFile(folder, "bare.csv", "1,2\n3,4\n");
writtenFile(folder, "numbers.csv", "5,6\n7,8\n");
writtenFile(folder, "years.csv", "n,2024\n1,a\n");
writtenFile(folder, "twice.csv", "id,amount,amount\n1,2,3\n");
const wide = Array.from({ length: 23 }, (_, i) => `c${i + 1}`);
writtenFile(folder, "wide.csv", `${wide.join()}\n${wide.map(() => 1).join()}\n`);
writtenFile(folder, "events.jsonl", '{"a":{"b":1}}\n{"a":{"c":2}}\n');
writtenFile(
  folder,
  "junk.csv",
  new Uint8Array(1000).map((_, i) => (i * 89) % 256),
);

/** A second line. */
const SAY_FORMAT = "If it is a table, whatever it is called: --format csv\n";

const total = (...args: string[]) => dlg(["total", ...args], { cwd: folder });

const bad = (...lines: readonly string[]) => failed(1, lines.map((line) => `${line}\n`).join(""));

const WHICH_HEADER = "If the first row is numbers: --no-header   If it is names: --header";
const NO_QUOTES = "If quotes are characters like any others: --no-quotes";

describe("a column", () => {
  test.each([
    [["sales.csv", "--column", "amount"], "-1.25"],
    [["sales.csv.gz", "--column", "amount"], "-1.25"],
    [["sales", "--column", "2"], "-1.25"],
    [["sales.tsv", "--column", " amount "], "-1.25"],
    [["bare.csv", "--column", "2", "--no-header"], "6"],
    [["bare.csv", "--column", "2", "--header"], "4"],
    [["numbers.csv", "--column", "6", "--header"], "8"],
    [
      ["german.csv", "--column", "betrag", "--delimiter", ";", "--thousands", ".", "--decimal", ","],
      "1234.5",
    ],
    [["nail.csv", "--column", "price", "--no-quotes"], "6"],
    [["header.csv", "--column", "amount"], "0"],
    [["sales.csv", "sales.ndjson", "--column", "amount", "--field", "a.b"], "99.25"],
  ])("%j: %s", async (args, digits) => {
    expect(await total(...args)).toEqual(printed(`${digits}\n`));
  });

  test("on standard input, which is CSV where a column is named and JSON where a field is", async () => {
    const options = ["--column", "amount"];
    expect(await dlg(["total", "-", "--field", "a"], { input: '{\n"a": [1, 2]\n}' })).toEqual(printed("3\n"));
    expect(await dlg(["total", "-", ...options], { input: sales })).toEqual(printed("-1.25\n"));
    expect(await dlg(["total", "-", ...options], { input: gzipSync(sales) })).toEqual(printed("-1.25\n"));
  });

  test("a first row of standard input that may be data is an error; --header says that it is names", async () => {
    const input = "1\n2\n10\n";
    expect(await dlg(["total", "-", "--column", "1"], { input })).toEqual(
      bad('-:1:1: expected a name in the header, got "1"', WHICH_HEADER),
    );
    expect(await dlg(["total", "-", "--header"], { input })).toEqual(printed("12\n"));
    expect(await dlg(["total", "-", "--no-header"], { input })).toEqual(printed("13\n"));
  });

  test("at an address, which the numbers API may be", async () => {
    const address = await serve((_, answer) => answer.setHeader("content-type", "text/csv").end(sales));
    const options = ["--column", "amount"];
    expect(await dlg(["total", address, ...options])).toEqual(printed("-1.25\n"));
    expect(await dlg(["total", "--api", address, ...options])).toEqual(printed("-1.25\n"));
    const env = { NUMBERS_API_URL: address };
    expect(await dlg(["total", ...options], { env })).toEqual(printed("-1.25\n"));
  });
});

describe("a column that is wrong: exit 1, a line, and one with the way out where it is known", () => {
  test.each([
    [
      ["prices.csv", "--column", "amount"],
      bad('prices.csv:1204:6: expected a number, got "1,5"', "If it means 1.5: --decimal ,"),
    ],
    [
      ["prices.csv", "--column", "amout"],
      bad('prices.csv:1:1: expected one of the columns id, amount (did you mean amount?), got "amout"'),
    ],
    [["prices.csv"], bad("prices.csv:1:1: expected one of the columns id, amount, got none")],
    [
      ["nail.csv", "--column", "price"],
      bad("nail.csv:3:7: expected quotes around whole fields only, got a quote out of place", NO_QUOTES),
    ],
    [["long.csv", "--column", "b"], bad(`long.csv:2:3: expected a number, got "${"x".repeat(60)}"…`)],
    [["ragged.csv", "--column", "b"], bad("ragged.csv:3:1: expected 2 fields, got 1")],
    [
      ["bare.csv", "--column", "3"],
      bad('bare.csv:1:1: expected one of the columns 1, 2, or a position from 1 to 2, got "3"'),
    ],
    [
      ["numbers.csv", "--column", "2"],
      bad('numbers.csv:1:3: expected a name in the header, got "6"', WHICH_HEADER),
    ],
    [
      ["numbers.csv", "--column", "6"],
      bad('numbers.csv:1:3: expected a name in the header, got "6"', WHICH_HEADER),
    ],
    [
      ["years.csv", "--column", "n", "--by", "2024"],
      bad('years.csv:1:3: expected a name in the header, got "2024"', WHICH_HEADER),
    ],
    [
      ["twice.csv", "--column", "amount"],
      bad('twice.csv:1:1: expected one of the positions 2, 3, all of that name, got "amount"'),
    ],
    [
      ["wide.csv"],
      bad(`wide.csv:1:1: expected one of the columns ${wide.slice(0, 20).join(", ")} and 3 more, got none`),
    ],
    [
      ["events.jsonl", "--field", "a.b"],
      bad(
        'events.jsonl:2:1: expected the field "a.b", got an object without it',
        "To count objects without it as empty: --skip-missing",
      ),
    ],
    [["empty.csv", "--column", "a"], bad("empty.csv:1:1: expected a header, got the end of the input")],
  ])("%j", async (args, outcome) => {
    expect(await total(...args)).toEqual(outcome);
  });

  test("binary junk makes a line that can be printed", async () => {
    for (const args of [
      ["--column", "a"],
      [],
      ["--format", "text"],
      ["--format", "json"],
      ["--format", "tsv"],
    ]) {
      const { exit, stdout, stderr } = await total("junk.csv", ...args);
      expect({ exit, stdout }).toEqual({ exit: 1, stdout: "" });
      // eslint-disable-next-line no-control-regex -- the test is that there is none
      expect(stderr).toMatch(/^junk\.csv:[^\u0000-\u001f\u007f-\u009f]+\n$/);
      expect(stderr.length).toBeLessThan(1000);
    }
  });
});

test.each([
  [
    ["sales.ndjson", "--column", "a"],
    "--column: expected a source in CSV, TSV or Parquet, got none\nIn JSON: --field a\n",
  ],
  [
    ["sales.ndjson", "--column", "a b", "--column", "c"],
    "--column: expected a source in CSV, TSV or Parquet, got none\nIn JSON: --field 'a b' --field c\n",
  ],
  [
    ["words.txt", "--field", "a"],
    "--field: expected a source in JSON or NDJSON, got none\nIf it is JSON, whatever it is called: --format json\n",
  ],
  [
    ["--column", "a"],
    "--column: expected a source in CSV, TSV or Parquet, got none\nOn standard input: dlg total - --column a\n",
  ],
  [
    ["sales.csv", "--field", "a"],
    "--field: expected a source in JSON or NDJSON, got none\nIn a table: --column a\n",
  ],
  [
    ["sales.csv", "--thousands", ",", "--decimal", ","],
    '--thousands: expected another sign than the decimal one, got ","\n',
  ],
  [["sales.csv", "--decimal", ",,"], '--decimal: expected one character without another meaning, got ",,"\n'],
  [["sales.csv", "--by", "region", "--sort", "name"], '--sort: expected one of key, total, got "name"\n'],
  [["sales.csv", "--sort", "key"], "--sort: expected --by with it, got none\n"],
  [["sales.ndjson", "--header"], `--header: expected a source in CSV or TSV, got none\n${SAY_FORMAT}`],
  [["sales.csv", "--column"], "--column <name>: expected a value, got none\n"],
  [["sales.csv", "--colum", "a"], 'dlg: expected a known option, got "--colum"\nDid you mean --column?\n'],
])("a wrong command line: %j", async (args, stderr) => {
  expect(await total(...args)).toEqual(failed(2, stderr));
});

test("a column of what a server calls text is a wrong command line, and its total is not printed", async () => {
  const address = await serve((_, answer) =>
    answer.setHeader("content-type", "text/plain").end("1 2\n3 4\n"),
  );
  expect(await dlg(["total", address, "--column", "2"])).toEqual(
    failed(2, `--column: expected a source in CSV, TSV or Parquet, got none\n${SAY_FORMAT}`),
  );
  expect(
    await dlg(["total", address, "--column", "2", "--format", "csv", "--delimiter", " ", "--no-header"]),
  ).toEqual(printed("6\n"));
});

describe("--by", () => {
  const by = ["--column", "amount", "--by", "region"];

  test("a key, a tab and its total a line, in the order in which they were first seen", async () => {
    expect(await total("sales.csv", ...by)).toEqual(printed("north\t1.75\nsouth\t-3\n"));
  });

  test("equal keys of several sources come together, sorted by key or total", async () => {
    const both = ["sales.tsv", "sales.ndjson", "--field", "a.b", ...by];
    expect(await total(...both, "--sort", "key")).toEqual(printed("north\t1.75\nsouth\t-2.5\nwest\t100\n"));
    expect(await total(...both, "--sort", "total")).toEqual(printed("west\t100\nnorth\t1.75\nsouth\t-2.5\n"));
  });

  test("keys are on one line each, whatever is in them", async () => {
    const input = 'k,v\n"a\tb\r\n\\c",1\n,2\n';
    expect(await dlg(["total", "-", "--column", "v", "--by", "k"], { input })).toEqual(
      printed("a\\tb\\r\\n\\\\c\t1\n\t2\n"),
    );
  });

  test("with --json the groups stand beside the total", async () => {
    const { exit, stdout } = await total("sales.csv", ...by, "--json");
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      total: "-1.25",
      count: 3,
      groups: [
        { key: "north", total: "1.75", count: 2 },
        { key: "south", total: "-3", count: 1 },
      ],
    });
  });

  test("a format without keys is a wrong command line, also where only the address shows it", async () => {
    const address = await serve((_, answer) =>
      answer.setHeader("content-type", "application/octet-stream").end("12345678"),
    );
    const expected = "--by: expected every source in CSV, TSV, JSON, NDJSON or Parquet, got ";
    expect(await total("sales.csv", "--format", "text", "--by", "k")).toEqual(
      failed(2, `--by: expected a source in CSV, TSV, JSON, NDJSON or Parquet, got none\n${SAY_FORMAT}`),
    );
    expect(await dlg(["total", `${address}/x.f64`, "--by", "k"])).toEqual(
      failed(2, `${expected}${address}/x.f64 in f64\n`),
    );
  });

  test("a reader that goes away early is no error", async () => {
    const input = `k,v\n${Array.from({ length: 50_000 }, (_, i) => `${i},1\n`).join("")}`;
    const path = writtenFile(folder, "many.csv", input);
    const running = start(["total", path, "--column", "v", "--by", "k"]);
    running.process.stdout!.once("data", () => running.process.stdout!.destroy());
    const { exit, stderr } = await running.outcome;
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: "" });
  });
});

test("a missing file may be another one's name mistyped", async () => {
  expect(await total("sale.csv", "--column", "amount")).toEqual(
    failed(3, "sale.csv: expected a readable file (did you mean sales.csv?), got no such file\n"),
  );
});
