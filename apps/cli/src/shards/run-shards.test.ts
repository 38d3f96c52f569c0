import { chmodSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { dlgOutcome, withoutTime } from "../testing/outcome.js";
import { parquet } from "../testing/parquet.js";
import { namedPipe, temporaryFolder, writtenFile } from "../testing/temporary-files.js";

const folder = temporaryFolder();
const file = (name: string, content: string | Uint8Array) => writtenFile(folder, name, content);

const text = file("a.txt", "1 22\n333 0.5\n-7\n");
const more = file("b.txt", "1\n2\n3");
const empty = file("empty.txt", "");
const bad = file("bad.txt", "1\n2\n3 1,5\n4\nx\n");
const sales = file(
  "sales.csv",
  'region,amount,tax\nnorth,"1204.50",1\n"so\nuth",-3.75,2\neast,12,\nnorth,0.10,3\n',
);
const german = file("german.csv", "Betrag\n1.204,50\n3,25\n");
const events = file("events.ndjson", '{"p":{"a":1}}\n{"p":{"a":"2.5"}}\n{"p":{}}\n');
const doubles = file("d.f64", new Uint8Array(Float64Array.of(0.1, 0.2, -1e300, 1e300, 2 ** 60).buffer));
const zipped = file("z.txt.gz", gzipSync("5\n6\n"));
const money = file("money.csv", "amount\n$1.50\n($2.00)\n");
const euros = file("euros.csv", "amount\n1\n1.50 EUR\n");
const table = file(
  "t.parquet",
  parquet({ n: { element: { type: "INT32" }, data: Array.from({ length: 40 }, (_, i) => i) } }, 7),
);

interface Case {
  readonly files: readonly string[];
  readonly options?: readonly string[];
  readonly printing?: readonly string[];
}

const CASES: Readonly<Record<string, Case>> = {
  text: { files: [text] },
  "several files, an empty one among them": { files: [text, empty, more] },
  "a bad number": { files: [text, bad, more] },
  "bad numbers that are passed over": { files: [text, bad], options: ["--skip-invalid"] },
  "a column": { files: [sales], options: ["--column", "amount"] },
  "a column that there is not": { files: [sales], options: ["--column", "amont"] },
  "no column where there are several": { files: [sales] },
  "several columns": { files: [sales], options: ["--column", "amount", "--column", "tax"] },
  keys: {
    files: [sales, sales],
    options: ["--column", "amount", "--by", "region"],
    printing: ["--sort", "total"],
  },
  "keys in JSON": { files: [sales], options: ["--column", "amount", "--by", "region"], printing: ["--json"] },
  "keys of numbers that have none": {
    files: [sales, text],
    options: ["--column", "amount", "--by", "region"],
  },
  "a number that other options would read": { files: [german] },
  "other signs": {
    files: [german],
    options: ["--thousands", ".", "--decimal", ","],
    printing: ["--places", "1"],
  },
  "a field": { files: [events], options: ["--field", "p.a", "--skip-missing"] },
  "a field that is missing": { files: [events], options: ["--field", "p.a"] },
  "a field as another program writes it": { files: [events], options: ["--field", ".p.a"] },
  "one for text alone": { files: [text, events], options: ["--format", "text"] },
  "doubles, all digits": { files: [doubles], printing: ["--exact"] },
  "doubles, the shortest digits": { files: [doubles] },
  compressed: { files: [zipped, text], printing: ["--each"] },
  "each, without names": { files: [zipped, text, more], printing: ["--each", "--no-names"] },
  "JSON of all": { files: [zipped, text, more, doubles, empty], printing: ["--json"] },
  "an option that speaks to none": { files: [zipped, text], options: ["--column", "a", "--format", "text"] },
  "an option that turns out to speak to none": {
    files: [file("what", "1 2 3")],
    options: ["--field", "a"],
  },
  money: { files: [money], options: ["--money", "--column", "amount"] },
  "two currencies": { files: [money, euros], options: ["--money", "--column", "amount"] },
  "a key that is not UTF-8": {
    files: [text, file("latin.csv", Buffer.from("k,n\na,1\n\xfcber,2\n", "latin1")), more],
    options: ["--column", "n", "--by", "k"],
  },
  "a header further down": {
    files: [file("bank.csv", "x;y\n1;2\n\na;b;c;n\n1;2;3;4\n5;6;7;8\n")],
    options: ["--column", "n"],
  },
  "row groups": { files: [table, table], printing: ["--json"] },
};

describe("what dlg merge prints is what dlg total would print", () => {
  test.each(Object.entries(CASES))("%s", async (_what, { files, options = [], printing = [] }) => {
    const whole = withoutTime(await dlgOutcome(["total", ...files, ...options, ...printing]));
    for (const n of [1, 2, 7]) {
      const shards = ["--shard", `0-${n - 1}/${n}`];
      const parts = await dlgOutcome(["total", ...shards, ...files, ...options]);
      // A wrong command line is one before there are parts.
      const end = parts.exitCode === 0 ? await dlgOutcome(["merge", "-", ...printing], parts.stdout) : parts;
      expect([n, withoutTime(end)]).toEqual([n, whole]);
    }
  });
});

async function shardsOf(named: string): Promise<readonly number[]> {
  const { stdout } = await dlgOutcome(["total", text, "--shard", `${named}/9`]);
  const lines = stdout.trim().split("\n");
  return lines.map((line) => (JSON.parse(line) as { readonly shard: number }).shard);
}

function listedAs(source: string, size: number): unknown {
  return { source, size, version: expect.stringMatching(/^\d+$/) as unknown };
}

async function partsOf(shards: string): Promise<string> {
  return (await dlgOutcome(["total", text, "--shard", shards])).stdout;
}

describe("dlg total --shard", () => {
  test.each([
    ["3", 'shards and their number, as in 3/10, 3,17/100 or 0-9/100, got "3"'],
    ["a/3", 'shards and their number, as in 3/10, 3,17/100 or 0-9/100, got "a/3"'],
    ["-1/3", 'shards and their number, as in 3/10, 3,17/100 or 0-9/100, got "-1/3"'],
    ["1,/3", 'shards and their number, as in 3/10, 3,17/100 or 0-9/100, got "1,/3"'],
    ["0/0", "a number of shards from 1 to 10000000, got 0"],
    ["3/3", "shards from 0 to 2, got 3"],
    ["1-4/3", "shards from 0 to 2, got 4"],
    ["2-1/3", 'the first shard before the last, got "2-1"'],
  ])("%s is a wrong command line", async (shard, expected) => {
    expect(await dlgOutcome(["total", text, `--shard=${shard}`])).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: `--shard: expected ${expected}\n`,
    });
  });

  test.each([
    [["--json"], "it without --json, got both"],
    [["--exact"], "it without --exact, got both"],
    [["--each"], "it without --each, got both"],
    [["--no-names"], "it without --no-names, got both"],
    [["--places", "2"], "it without --places, got both"],
    [["--by", "a", "--sort", "key"], "it without --sort, got both"],
    [["--threads", "2"], "it without --threads, got both"],
    [["--api"], "files or addresses, got the numbers API"],
    [["-"], "files or addresses, got standard input"],
  ])("with %j is a wrong command line", async (args, expected) => {
    const { exitCode, stdout, stderr } = await dlgOutcome(["total", "--shard", "0/2", text, ...args]);
    expect([exitCode, stdout, stderr.split("\n")[0]]).toEqual([2, "", `--shard: expected ${expected}`]);
  });

  test.each(["--shards", "--parts"])(
    "with %s is a wrong command line: that is for clusters",
    async (option) => {
      expect(await dlgOutcome(["total", "--shard", "0/2", text, option, "3"])).toEqual({
        exitCode: 2,
        stdout: "",
        stderr: `${option}: expected --cluster with it, got none\n`,
      });
    },
  );

  test("without a source, and of a pipe, is a wrong command line", async () => {
    const pipe = namedPipe(folder);
    const none = await dlgOutcome(["total", "--shard", "0/2"]);
    expect(none).toMatchObject({
      exitCode: 2,
      stderr: "--shard: expected files or addresses, got the numbers API\n",
    });
    expect(await dlgOutcome(["total", "--shard", "0/2", pipe])).toMatchObject({
      exitCode: 2,
      stderr: `--shard: expected files and addresses, which can be cut, got ${pipe}, a pipe or device\n`,
    });
  });

  test("of a name that is not UTF-8 is a wrong command line: a part could not hold it", async () => {
    const list = file("names", Buffer.from("b\xfc.txt\0", "latin1"));
    expect(await dlgOutcome(["total", "--shard", "0/2", "--files0-from", list])).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: '--shard: expected names in UTF-8, as parts are, got "b\ufffd.txt"\n',
    });
  });

  test("prints the parts of the shards that are named, each once", async () => {
    expect(await shardsOf("4")).toEqual([4]);
    expect(await shardsOf("7,0,3-5,4")).toEqual([0, 3, 4, 5, 7]);
  });

  test("of data that are not read at all, there is no part, and the way out has no shard", async () => {
    const archive = file("a.csv.bz2", "BZh91AY&SY\n1\n2\n");
    expect(await dlgOutcome(["total", "--shard", "0/2", archive, "--column", "n"])).toEqual({
      exitCode: 3,
      stdout: "",
      stderr: (await dlgOutcome(["total", archive, "--column", "n"])).stderr,
    });
  });

  test("a source that cannot be read is exit 3", async () => {
    const missing = `${folder}/c.txt`;
    expect(await dlgOutcome(["total", "--shard", "0/2", missing])).toMatchObject({ exitCode: 3, stdout: "" });
    expect(await dlgOutcome(["total", "--shard", "0/2", folder])).toMatchObject({ exitCode: 3, stdout: "" });
    if (process.getuid?.() === 0) return;
    chmodSync(file("locked.txt", "1"), 0);
    expect(await dlgOutcome(["total", "--shard", "0/2", `${folder}/locked.txt`])).toMatchObject({
      exitCode: 3,
    });
  });
});

describe("dlg list", () => {
  test("tells size and version, and stands for sources", async () => {
    const listed = await dlgOutcome(["list", text, empty]);
    const lines = listed.stdout.trim().split("\n");
    expect(lines.map((one) => JSON.parse(one) as unknown)).toEqual([listedAs(text, 16), listedAs(empty, 0)]);
    const manifest = file("manifest", listed.stdout);
    const shard = ["total", "--shard", "0-2/3"];
    expect(await dlgOutcome([...shard, "--manifest", manifest])).toEqual(
      await dlgOutcome([...shard, text, empty]),
    );
  });

  test("of a source that has changed since, there is no part", async () => {
    const path = file("changing.txt", "1 2 3");
    const manifest = file("older", (await dlgOutcome(["list", path])).stdout);
    file("changing.txt", "1 2 3 4");
    expect(await dlgOutcome(["total", "--shard", "0/2", "--manifest", manifest])).toEqual({
      exitCode: 3,
      stdout: "",
      stderr: `${path}: expected 5 bytes, as it was listed, got 7\n`,
    });
  });

  test.each([
    [["total", "--manifest", "m"], "--manifest: expected --shard or --cluster with it, got none\n"],
    [
      ["total", "--shard", "0/1", "--manifest", "m", "a"],
      '--manifest: expected no source beside it, got "a"\n',
    ],
    [["list"], "dlg list: expected files or addresses, got the numbers API\n"],
    [["list", "-"], "dlg list: expected files or addresses, got standard input\n"],
  ])("%j is a wrong command line", async (args, stderr) => {
    expect(await dlgOutcome(args)).toEqual({ exitCode: 2, stdout: "", stderr });
  });

  test.each([
    ["{}"],
    ["x"],
    ['{"source":"a","size":-1,"version":null}'],
    ['{"source":"","size":1,"version":"1"}'],
    [""],
  ])("a manifest of %j is none", async (line) => {
    const manifest = file("wrong", `${line}\n`);
    const { exitCode, stderr } = await dlgOutcome(["total", "--shard", "0/1", "--manifest", manifest]);
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/^--manifest: expected /)]);
  });
});

describe("dlg merge", () => {
  test("names the shards that are missing as --shard takes them", async () => {
    const parts = await partsOf("1,4/7");
    expect(await dlgOutcome(["merge", "-"], parts)).toEqual({
      exitCode: 3,
      stdout: "",
      stderr: "parts: expected the parts of all 7 shards, got none of 0,2-3,5-6/7\n",
    });
    const missing = await dlgOutcome(["merge", "-", "--missing"], parts);
    expect(missing).toEqual({ exitCode: 0, stdout: "0,2-3,5-6/7\n", stderr: "" });
    const rest = await partsOf(missing.stdout.trim());
    expect(await dlgOutcome(["merge", "-", "--missing"], parts + rest)).toEqual({
      exitCode: 0,
      stdout: "",
      stderr: "",
    });
    expect(await dlgOutcome(["merge", "-"], rest + parts)).toEqual({
      exitCode: 0,
      stdout: "349.5\n",
      stderr: "",
    });
  });

  test("a part that is damaged, cut or foreign is named by its line", async () => {
    const parts = file("parts", (await partsOf("0-1/2")).replace('"shard":1', '"shard":0'));
    const { exitCode, stdout, stderr } = await dlgOutcome(["merge", parts]);
    expect([exitCode, stdout, stderr]).toEqual([
      1,
      "",
      expect.stringMatching(new RegExp(`^${parts}:2: expected a part with the checksum `)),
    ]);
    for (const content of ["", "\n", "1 2 3\n", (await partsOf("0/1")).slice(0, -30)]) {
      expect(await dlgOutcome(["merge", file("other", content)])).toMatchObject({ exitCode: 1, stdout: "" });
      expect(await dlgOutcome(["merge", "--missing", file("other", content)])).toMatchObject({ exitCode: 1 });
    }
  });

  test("a part without a line break at its end, or with CRLF, is one", async () => {
    const parts = await partsOf("0-1/2");
    expect(await dlgOutcome(["merge", "-"], parts.trimEnd())).toMatchObject({ stdout: "349.5\n" });
    expect(await dlgOutcome(["merge", "-"], parts.replaceAll("\n", "\r\n"))).toMatchObject({
      stdout: "349.5\n",
    });
  });

  test("files that cannot be read, and wrong options", async () => {
    expect(await dlgOutcome(["merge", `${folder}/none`])).toMatchObject({ exitCode: 3 });
    expect(await dlgOutcome(["merge", "-", "-"])).toMatchObject({ exitCode: 2 });
    expect(await dlgOutcome(["merge"])).toMatchObject({ exitCode: 2 });
    const parts = await partsOf("0/1");
    expect(await dlgOutcome(["merge", "-", "--sort", "key"], parts)).toMatchObject({
      exitCode: 2,
      stderr: "--sort: expected --by with it, got none\n",
    });
    const keyed = (
      await dlgOutcome(["total", sales, "--column", "amont", "--by", "region", "--shard", "0/1"])
    ).stdout;
    // As in dlg total, that is told before what is wrong with the numbers.
    expect(await dlgOutcome(["merge", "-", "--each"], keyed)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("--each: expected it without --by, got both") as unknown,
    });
  });
});
