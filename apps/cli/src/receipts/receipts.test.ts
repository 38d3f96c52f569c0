import { createHash } from "node:crypto";
import {
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { Interrupted } from "../process/dependencies.js";
import { run } from "../run.js";
import { fakeDependencies, FakeInput } from "../testing/fakes.js";
import { dlgOutcome, withoutTime } from "../testing/outcome.js";
import { parquet } from "../testing/parquet.js";
import { serve } from "../testing/server.js";
import { namedPipe, temporaryFolder, writtenFile } from "../testing/temporary-files.js";

const folder = temporaryFolder();
const file = (name: string, content: string | Uint8Array) => writtenFile(folder, name, content);
const receipt = join(folder, "receipt");

const sha256 = (bytes: string | Uint8Array) => createHash("sha256").update(bytes).digest("hex");

interface Written {
  readonly pieces: readonly { readonly source: string; readonly sha256: string; readonly size: number }[];
}

const written = () => JSON.parse(readFileSync(receipt, "utf8")) as Written;

const text = file("a.txt", "1 22\n333 0.5\n-7\n");
const empty = file("empty.txt", "");
const bad = file("bad.txt", "1\n2\n3 1,5\n");
const sales = file(
  "sales.csv",
  'region,amount,tax\nnorth,"1204.50",1\nsouth,-3.75,2\neast,12,\nnorth,0.10,3\n',
);
const events = file("events.ndjson", '{"p":{"a":1}}\n{"p":{"a":"2.5"}}\n{"p":{}}\n');
const list = file("list.json", "[1,2,3.25]");
const doubles = file("d.f64", new Uint8Array(Float64Array.of(0.1, 0.2, -1e300, 1e300, 2 ** 60).buffer));
const zipped = file("z.txt.gz", gzipSync("5\n6\n"));
const dollars = file("dollars.csv", "amount\n$1.50\n($2.00)\n");
const plain = file("plain.csv", "amount\n2\n");
const euros = file("euros.csv", "amount\n1.50 EUR\n");
const table = file(
  "t.parquet",
  parquet({ n: { element: { type: "INT32" }, data: Array.from({ length: 40 }, (_, i) => i) } }, 7),
);

/** Sources, then options. */
const CASES: Readonly<Record<string, readonly string[]>> = {
  text: [text],
  "an empty file among others": [text, empty, zipped],
  nothing: [empty],
  "bad numbers that are passed over": [text, bad, "--skip-invalid"],
  "a column": [sales, "--column", "amount"],
  "several columns": [sales, sales, "--column", "amount", "--column", "tax"],
  keys: [sales, sales, "--column", "amount", "--by", "region", "--sort", "total"],
  "a field": [events, "--field", "p.a", "--skip-missing"],
  JSON: [list, "--json"],
  "doubles, all digits": [doubles, "--exact"],
  "doubles and text": [doubles, text, "--places", "3"],
  "compressed, a line each": [zipped, text, "--each"],
  money: [dollars, plain, dollars, "--money"],
  Parquet: [table, table, "--each", "--no-names"],
  "a format that the name does not tell": [file("numbers.bin", "a\n1\n"), "--format", "csv"],
};

describe("dlg total --receipt", () => {
  test.each(Object.entries(CASES))("prints what it would without, and is equal: %s", async (_what, args) => {
    const sources = args.filter((word) => word.startsWith(folder));
    const whole = withoutTime(await dlgOutcome(["total", ...args]));
    expect(withoutTime(await dlgOutcome(["total", ...args, "--receipt", receipt]))).toEqual(whole);
    expect(whole.exitCode).toBe(0);
    expect(written().pieces).toMatchObject(
      sources.map((source) => ({
        source,
        sha256: sha256(readFileSync(source)),
        size: lstatSync(source).size,
      })),
    );
    const verified = await dlgOutcome(["verify", receipt]);
    expect([verified.exitCode, verified.stderr]).toEqual([0, ""]);
    expect(verified.stdout.split("\n").slice(0, sources.length)).toEqual(
      sources.map((one) => `${one}: equal`),
    );
    expect(await dlgOutcome(["verify", receipt, "--alone"])).toMatchObject({ exitCode: 0 });
    const merging = args.filter((word) => ["--json", "--each", "--no-names", "--exact"].includes(word));
    const sorting = args.includes("--sort") ? ["--sort", "total"] : [];
    const places = args.includes("--places") ? ["--places", "3"] : [];
    const merged = await dlgOutcome(["merge", receipt, ...merging, ...sorting, ...places]);
    expect(withoutTime(merged)).toEqual(whole);
  });

  test.each([
    [[text, bad]],
    [[sales]],
    [[sales, "--column", "amont"]],
    [[dollars, euros, "--money"]],
    [[sales, text, "--column", "amount", "--by", "region"]],
    [[join(folder, "none")]],
    [[text, "--column", "a", "--format", "text"]],
  ])("where there is no total there is no receipt: %j", async (args) => {
    rmSync(receipt, { force: true });
    const whole = await dlgOutcome(["total", ...args]);
    expect(whole.exitCode).not.toBe(0);
    expect(await dlgOutcome(["total", ...args, "--receipt", receipt])).toEqual(whole);
    expect([existsSync(receipt), drafts()]).toEqual([false, []]);
  });

  test("standard input, and a pipe", async () => {
    expect(await dlgOutcome(["total", "-", "--receipt", receipt], "1 2\n")).toMatchObject({ stdout: "3\n" });
    expect(written().pieces).toMatchObject([
      { source: "-", sha256: sha256("1 2\n"), size: 4, version: null },
    ]);
    expect(await dlgOutcome(["verify", receipt], "1 2\n")).toMatchObject({
      exitCode: 0,
      stdout: "-: equal\ntotal: equal, 3\n",
    });
    expect(await dlgOutcome(["verify", receipt], "1 3\n")).toMatchObject({ exitCode: 1 });
    expect(await dlgOutcome(["verify", receipt, file("as-sent", "1 2\n")])).toMatchObject({ exitCode: 0 });
    expect(await dlgOutcome(["verify", receipt, text])).toMatchObject({ exitCode: 1 });
    expect(await dlgOutcome(["verify", "-"], readFileSync(receipt, "utf8"))).toMatchObject({ exitCode: 2 });
    expect(await dlgOutcome(["verify", "-", "--alone"], readFileSync(receipt, "utf8"))).toMatchObject({
      exitCode: 0,
    });
  });

  test("the sources by a list of names", async () => {
    const [one, two] = [file("one", "1\n"), file("two", "2\n")];
    await dlgOutcome(["total", one, two, "--receipt", receipt]);
    const names = `${one}\0${two}\0`;
    const equal = { exitCode: 0, stdout: `${one}: equal\n${two}: equal\ntotal: equal, 3\n`, stderr: "" };
    expect(await dlgOutcome(["verify", receipt, "--files0-from", "-"], names)).toEqual(equal);
    expect(await dlgOutcome(["verify", receipt, "--files0-from", file("names", names)])).toEqual(equal);
    expect(await dlgOutcome(["verify", receipt, "--files0-from", "-"], `${two}\0${one}\0`)).toMatchObject({
      exitCode: 1,
    });
  });

  test.each([
    [["--files0-from", "-"], "one\0", /^dlg verify: expected 2 sources, as in .*receipt, got 1\n/],
    [["--files0-from", "-"], "one\0two", /^--files0-from: expected NUL behind each name/],
    [["--files0-from", "-"], "one\0\xff\0", /^dlg verify: expected names in UTF-8, as receipts are, got /],
    [["--files0-from", "-", text], "one\0", /^--files0-from: expected no source beside it, got /],
    [["--files0-from", "-", "--alone"], "", /^--alone: expected it without --files0-from, got both\n/],
  ])("a list that does not fit: %j", async (args, names, message) => {
    await dlgOutcome(["total", text, empty, "--receipt", receipt]);
    const dependencies = fakeDependencies({ stdin: new FakeInput("pipe", "") });
    dependencies.stdin.sent.end(Buffer.from(names, "latin1"));
    expect(await run(["verify", receipt, ...args], dependencies)).toBe(2);
    expect(dependencies.stderr.text).toMatch(message);
  });

  test("the receipt and the list cannot both be standard input", async () => {
    expect(await dlgOutcome(["verify", "-", "--files0-from", "-"])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/^-: expected standard input once, got it again\n/),
    });
  });

  test("an address, without what may be secret", async () => {
    let body: Uint8Array = gzipSync("1 2 3");
    const address = await serve((_request, response) => {
      response.writeHead(200, {
        "content-type": "application/gzip",
        etag: '"1"',
        "content-length": body.length,
      });
      response.end(body);
    });
    const secret = `${address.replace("//", "//me:pass@")}/n?key=1`;
    expect(await dlgOutcome(["total", secret, "--receipt", receipt])).toMatchObject({ stdout: "6\n" });
    const piece = { source: `${address}/n`, sha256: sha256(body), size: body.length, version: '"1"' };
    expect(written().pieces).toMatchObject([piece]);
    expect(await dlgOutcome(["verify", receipt])).toMatchObject({ exitCode: 0 });
    expect(await dlgOutcome(["verify", receipt, secret])).toMatchObject({ exitCode: 0 });
    expect(await dlgOutcome(["verify", receipt, file("saved", body)])).toMatchObject({ exitCode: 0 });
    body = gzipSync("1 2 4");
    expect(await dlgOutcome(["verify", receipt])).toMatchObject({ exitCode: 1 });
    for (const json of [[], ["--json"]]) {
      const { exitCode, stdout, stderr } = await dlgOutcome(["verify", receipt, secret, ...json]);
      expect(exitCode).toBe(1);
      expect(stdout).toContain(`${address}/n`);
      expect(stdout + stderr).not.toMatch(/me:|pass|key=1/);
    }
  });

  test("replaces a file, and what a link leads to", async () => {
    const other = file("other", "of before");
    const link = join(folder, "link");
    symlinkSync(other, link);
    expect(await dlgOutcome(["total", text, "--receipt", link])).toMatchObject({ exitCode: 0 });
    expect([lstatSync(link).isSymbolicLink(), readFileSync(other, "utf8").slice(0, 8)]).toEqual([
      true,
      '{"dlg":1',
    ]);
  });

  test.each([
    ["--shard", ["--shard", "0/1"]],
    ["--cluster", ["--cluster"]],
  ])("with %s is a wrong command line", async (name, options) => {
    expect(await dlgOutcome(["total", text, "--receipt", receipt, ...options])).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: `--receipt: expected it without ${name}, got both\n`,
    });
  });

  test("other wrong command lines", async () => {
    expect(await dlgOutcome(["total", "--receipt", receipt])).toMatchObject({ exitCode: 2 });
    expect(await dlgOutcome(["total", "--api", "--receipt", receipt])).toMatchObject({ exitCode: 2 });
    expect(await dlgOutcome(["total", text, "--receipt", "-"])).toMatchObject({ exitCode: 2 });
    expect(await dlgOutcome(["total", text, "--receipt", receipt, "--parts", "p"])).toMatchObject({
      exitCode: 2,
    });
    expect(await dlgOutcome(["total", text, "--receipt", receipt, "--shards", "2"])).toMatchObject({
      exitCode: 2,
    });
    expect(await dlgOutcome(["total", text, "--receipt", text])).toMatchObject({ exitCode: 2 });
    expect(readFileSync(text, "utf8")).toBe("1 22\n333 0.5\n-7\n");
  });

  test.each([["no/folder/receipt"], ["."], [namedPipe(folder)]])(
    "%s cannot be written, exit 3",
    async (path) => {
      // That is found before the source is, which is not there.
      const { exitCode, stdout, stderr } = await dlgOutcome(["total", `${folder}/none`, "--receipt", path]);
      expect([exitCode, stdout]).toEqual([3, ""]);
      expect(stderr).toMatch(`${path}: expected a file that can be written, got `);
    },
  );

  test("interrupted, it leaves nothing", async () => {
    rmSync(receipt, { force: true });
    const interruption = new AbortController();
    const stdin = new FakeInput("pipe", "1 2");
    const ended = run(
      ["total", "-", "--receipt", receipt],
      fakeDependencies({ stdin, interruption: interruption.signal }),
    );
    await expect.poll(drafts).toHaveLength(1);
    interruption.abort(new Interrupted("SIGINT"));
    stdin.sent.destroy();
    expect(await ended).toBe("SIGINT");
    expect([existsSync(receipt), drafts()]).toEqual([false, []]);
  });
});

describe("dlg verify", () => {
  test("any byte of a source that is another one", async () => {
    const bytes = Buffer.from("12 3.5\n-7\n");
    const source = file("flipped.txt", bytes);
    await dlgOutcome(["total", source, text, "--receipt", receipt]);
    for (const i of bytes.keys()) {
      for (const flip of [1, 0x80]) {
        file(
          "flipped.txt",
          bytes.map((byte, at) => (at === i ? byte ^ flip : byte)),
        );
        const { exitCode, stdout } = await dlgOutcome(["verify", receipt]);
        expect([i, flip, exitCode]).toEqual([i, flip, 1]);
        expect(stdout).toContain(`${source}: sha256: expected ${sha256(bytes)}, got `);
      }
    }
  });

  // The library's tests do it with each byte.
  test("bytes of the receipt that are others, or missing", async () => {
    await dlgOutcome(["total", text, "--receipt", receipt]);
    const bytes = readFileSync(receipt);
    for (let i = bytes.length - 1; i >= 0; i -= 37) {
      const flipped = file(
        "flipped",
        bytes.map((byte, at) => (at === i ? byte ^ (1 << (i % 8)) : byte)),
      );
      expect([i, await dlgOutcome(["verify", flipped])]).toMatchObject([i, { exitCode: 1, stdout: "" }]);
      const cut = file("cut", bytes.subarray(0, i));
      expect([i, await dlgOutcome(["verify", "--alone", cut])]).toMatchObject([
        i,
        { exitCode: 1, stdout: "" },
      ]);
    }
    const twice = file("twice", Buffer.concat([bytes, bytes]));
    expect(await dlgOutcome(["verify", twice])).toMatchObject({ exitCode: 1, stdout: "" });
  });

  test("a part of a shard is no receipt", async () => {
    const part = file("part", (await dlgOutcome(["total", text, "--shard", "0/1"])).stdout);
    expect(await dlgOutcome(["verify", part])).toMatchObject({
      exitCode: 1,
      stderr: `${part}: expected a receipt, as dlg total --receipt writes it, got a part without what a receipt has\n`,
    });
  });

  test("says how sources and total differ", async () => {
    const source = file("growing.txt", "1 2\n");
    await dlgOutcome(["total", source, text, "--receipt", receipt]);
    file("growing.txt", "1 2\n4\n");
    expect(await dlgOutcome(["verify", receipt])).toEqual({
      exitCode: 1,
      stdout:
        `${source}: size: expected 4, got 6\n` +
        `${source}: sha256: expected ${sha256("1 2\n")}, got ${sha256("1 2\n4\n")}\n` +
        `${source}: count: expected 2, got 3\n` +
        `${source}: total: expected 3, got 7\n` +
        `${text}: equal\ntotal: expected 352.5, got 356.5\n`,
      stderr: `${receipt}: expected 2 sources as in the receipt, got 1 that differs\n`,
    });
    file("growing.txt", "x");
    const { exitCode, stdout } = await dlgOutcome(["verify", receipt]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(
      `${source}: total: expected a total, got ${source}:1:1: expected a number, got "x"\n`,
    );
    expect(stdout).toContain(`got ${sha256("x")}\n`);
  });

  test("the same bytes with another time are equal, and it says so", async () => {
    const source = file("touched.txt", "1");
    utimesSync(source, 1, 1);
    await dlgOutcome(["total", source, "--receipt", receipt]);
    utimesSync(source, 2, 2);
    expect(await dlgOutcome(["verify", receipt])).toEqual({
      exitCode: 0,
      stdout: `${source}: equal, of another version: expected 1000000000, got 2000000000\ntotal: equal, 1\n`,
      stderr: "",
    });
  });

  test("sources that are elsewhere by now, under names that tell other formats", async () => {
    const moved = ["moved.txt", "moved.json", "moved"].map((name) => join(folder, name));
    const sources = [file("m.csv", "a\n1\n"), file("m.f64", new Uint8Array(16)), file("m.txt", "1 2 3")];
    await dlgOutcome(["total", ...sources, "--receipt", receipt]);
    for (const [i, source] of sources.entries()) renameSync(source, moved[i]!);
    expect(await dlgOutcome(["verify", receipt])).toMatchObject({ exitCode: 3 });
    expect(await dlgOutcome(["verify", receipt, ...moved])).toMatchObject({ exitCode: 0, stderr: "" });
    expect(await dlgOutcome(["verify", receipt, ...moved.toReversed()])).toMatchObject({ exitCode: 1 });
    expect(await dlgOutcome(["verify", receipt, moved[0]!])).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: `dlg verify: expected 3 sources, as in ${receipt}, got 1\n`,
    });
  });

  test("a source that cannot be read is exit 3, unless another one differs", async () => {
    const [gone, other] = [file("gone.txt", "1"), file("changed.txt", "2")];
    await dlgOutcome(["total", gone, other, "--receipt", receipt]);
    rmSync(gone);
    expect(await dlgOutcome(["verify", receipt])).toEqual({
      exitCode: 3,
      stdout: `${gone}: expected a readable file, got no such file\n${other}: equal\n`,
      stderr: `${receipt}: expected 2 sources as in the receipt, got 1 that cannot be read\n`,
    });
    expect(await dlgOutcome(["verify", receipt, "--alone"])).toMatchObject({ exitCode: 0 });
    file("changed.txt", "3");
    expect(await dlgOutcome(["verify", receipt])).toMatchObject({ exitCode: 1 });
    expect(await dlgOutcome(["verify", gone])).toMatchObject({ exitCode: 3, stdout: "" });
  });

  test("--json", async () => {
    const source = file("json.txt", "1");
    await dlgOutcome(["total", source, "--receipt", receipt]);
    const totals = [{ column: null, count: 1, total: "1" }];
    const equal = JSON.parse((await dlgOutcome(["verify", receipt, "--json"])).stdout) as unknown;
    expect(equal).toEqual({
      equal: true,
      sources: [{ source, read: source, differs: [] }],
      differs: [],
      totals,
    });
    const alone = JSON.parse((await dlgOutcome(["verify", receipt, "--json", "--alone"])).stdout) as unknown;
    expect(alone).toEqual({ whole: true, sources: 1, totals });
    file("json.txt", "2");
    const total = { what: "total", expected: "1", got: "2" };
    const other = { what: "sha256", expected: sha256("1"), got: sha256("2") };
    expect(JSON.parse((await dlgOutcome(["verify", receipt, "--json"])).stdout)).toEqual({
      equal: false,
      sources: [{ source, read: source, differs: [other, total] }],
      differs: [total],
      totals,
    });
  });

  test("--alone takes no source", async () => {
    expect(await dlgOutcome(["verify", receipt, text, "--alone"])).toMatchObject({
      exitCode: 2,
      stderr: "--alone: expected it without a source, got both\n",
    });
  });
});

function drafts(): string[] {
  return readdirSync(dirname(receipt)).filter((name) => name.endsWith(".tmp"));
}
