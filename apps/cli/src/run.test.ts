import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { FakeInput, FakeOutput } from "./testing/fakes.js";
import { outcome } from "./testing/outcome.js";
import { temporaryFolder, writtenFile } from "./testing/temporary-files.js";
import { OutputError } from "./process/text-output.js";

const folder = temporaryFolder();
const amounts = writtenFile(folder, "amounts.txt", "0.1\n0.2\n");
const integers = writtenFile(folder, "integers.json", "[1, 2, 123456789012345678901234567890]");
const bad = writtenFile(folder, "bad.txt", "1\n2 1,5\n3 x\n");
const binary = writtenFile(folder, "doubles.f64", new Uint8Array(new Float64Array([0.1, 0.2]).buffer));
const special = writtenFile(
  folder,
  "special.f64",
  new Uint8Array(new Float64Array([Infinity, -Infinity]).buffer),
);
const fields = writtenFile(folder, "events.ndjson", '{"a":{"b":1}}\n{"a":{"b":"2.5"}}\n{"a":{"b":null}}\n');

const sales = writtenFile(
  folder,
  "sales.csv",
  'region,amount,"unit price"\nnorth,"1,234.50",1\nsouth,-3,2\nnorth,0.25,\n"a\tb",x,3\n',
);
const semicolons = writtenFile(folder, "semicolons.csv", 'k;v\n"a";1,5\nnail 5" long;2\n');

/** All digits of the sum of the binary64 values nearest to 0.1 and 0.2. */
const ALL_DIGITS = "0.3000000000000000166533453693773481063544750213623046875";

const printed = (stdout: string) => ({ exitCode: 0, stdout, stderr: "" });

describe("the total", () => {
  test.each([
    ["of the numbers API, where no source is named", [], "10\n"],
    ["of decimals", [amounts], "0.3\n"],
    [
      "of several sources, merged exactly",
      [amounts, integers, amounts],
      "123456789012345678901234567893.6\n",
    ],
    ["of the same source twice", [amounts, amounts], "0.6\n"],
    ["of binary numbers, in the shortest digits", [binary], "0.30000000000000004\n"],
    ["of binary numbers, in all digits", [binary, "--exact"], `${ALL_DIGITS}\n`],
    ["that is not a number", [special], "NaN\n"],
    ["of a field", [fields, "--field", "a.b"], "3.5\n"],
    ["of another format than the name says", [fields, "--format", "ndjson", "--field", "/a/b"], "3.5\n"],
    ["of sources and the numbers API", [amounts, "--api"], "10.3\n"],
  ])("%s", async (_what, args, stdout) => {
    expect(await outcome(args)).toEqual(printed(stdout));
  });

  test.each([
    ["a column by its name", [sales, "--column", "unit price"], "6\n"],
    ["a column by its position", [sales, "--column", "3"], "6\n"],
    [
      "numbers with signs of their own",
      [sales, "--column", "amount", "--thousands", ",", "--skip-invalid"],
      "1231.75\n",
    ],
    [
      "another delimiter, no quotes and a decimal comma",
      [semicolons, "--column", "v", "--delimiter", ";", "--no-quotes", "--decimal", ","],
      "3.5\n",
    ],
    [
      "a table without a header",
      [writtenFile(folder, "bare.tsv", "1\t2\n3\t4\n"), "--no-header", "--column", "2"],
      "6\n",
    ],
  ])("of %s", async (_what, args, stdout) => {
    const { exitCode, ...outputs } = await outcome(args);
    expect({ exitCode, stdout: outputs.stdout }).toEqual({ exitCode: 0, stdout });
  });

  test("of standard input", async () => {
    const stdin = new FakeInput("file", "1 2\n3");
    expect(await outcome(["-"], { stdin })).toEqual(printed("6\n"));
  });
});

describe("--json", () => {
  test("one object on one line, with the counts of each source", async () => {
    const { stdout, ...rest } = await outcome([amounts, integers, "--api", "--json"]);
    expect(rest).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toBe(
      `${JSON.stringify({
        total: "123456789012345678901234567903.3",
        count: 10,
        empty: 0,
        skipped: 0,
        bytes: 46,
        seconds: 0,
        sources: [
          { source: amounts, format: "text", total: "0.3", count: 2, empty: 0, skipped: 0, bytes: 8 },
          {
            source: integers,
            format: "json",
            total: "123456789012345678901234567893",
            count: 3,
            empty: 0,
            skipped: 0,
            bytes: 38,
          },
          { source: "simulated", format: null, total: "10", count: 5, empty: 0, skipped: 0, bytes: 0 },
        ],
      })}\n`,
    );
  });

  test("empty places and skipped numbers are counted for each source and for all", async () => {
    const { stdout } = await outcome([fields, "--field", "a.b", bad, "--skip-invalid", "--json"]);
    const { count, empty, skipped, sources } = JSON.parse(stdout);
    expect({ count, empty, skipped }).toEqual({ count: 5, empty: 1, skipped: 2 });
    expect(sources).toMatchObject([
      { source: fields, format: "ndjson", count: 2, empty: 1, skipped: 0 },
      { source: bad, format: "text", count: 3, empty: 0, skipped: 2 },
    ]);
  });

  test("bytes are counted as they are stored", async () => {
    const text = "1\n".repeat(5000);
    const stored = gzipSync(text);
    const path = writtenFile(folder, "ones.txt.gz", stored);
    const { bytes, sources } = JSON.parse((await outcome([path, "--json"])).stdout);
    expect(bytes).toBe(stored.length);
    expect(sources).toMatchObject([{ format: "text", count: 5000, bytes: stored.length }]);
  });

  test("NaN is the string NaN, and --exact gives all digits", async () => {
    expect(JSON.parse((await outcome([special, "--json"])).stdout).total).toBe("NaN");
    expect(JSON.parse((await outcome([binary, "--json", "--exact"])).stdout).total).toBe(ALL_DIGITS);
  });
});

describe("errors are one line on standard error, or two with the way out, and nothing on standard output", () => {
  test("a bad number: exit 1", async () => {
    expect(await outcome([amounts, bad])).toEqual({
      exitCode: 1,
      stdout: "",
      stderr: `${bad}:2:3: expected a number, got "1,5"\nIf it means 1.5: --decimal ,\n`,
    });
  });

  test("--skip-invalid passes over bad numbers and says how many, if any", async () => {
    expect(await outcome([bad, "--skip-invalid"])).toEqual({
      exitCode: 0,
      stdout: "6\n",
      stderr: "skipped 2 bad numbers\n",
    });
    expect(await outcome([amounts, "--skip-invalid"])).toEqual(printed("0.3\n"));
    const one = writtenFile(folder, "one.txt", "1 x");
    expect((await outcome([one, "--skip-invalid"])).stderr).toBe("skipped 1 bad number\n");
  });

  test("a missing file and a directory: exit 3", async () => {
    const missing = `${folder}/missing.txt`;
    expect(await outcome([missing, bad])).toEqual({
      exitCode: 3,
      stdout: "",
      stderr: `${missing}: expected a readable file, got no such file\n`,
    });
    expect(await outcome([folder])).toEqual({
      exitCode: 3,
      stdout: "",
      stderr: `${folder}: expected a readable file, got a directory\n`,
    });
  });

  test("a file in another format than its name says: exit 1", async () => {
    const { exitCode, stdout, stderr } = await outcome([writtenFile(folder, "a.parquet", "PAR1")]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toMatch(/^[^\n]*a\.parquet:4: expected [^\n]*\n$/);
  });

  test("objects instead of numbers: exit 1, and the second line names --field where it was not given", async () => {
    expect((await outcome([fields])).stderr).toBe(
      `${fields}:1:1: expected a number, got an object\nFor a field of the objects: --field NAME\n`,
    );
    expect((await outcome([fields, "--field", "a"])).stderr).toBe(
      `${fields}:1:6: expected a number, got an object\n`,
    );
    const object = writtenFile(folder, "object.json", '{"a":[1]}');
    expect(await outcome([object])).toEqual({
      exitCode: 1,
      stdout: "",
      stderr: `${object}:1:1: expected a JSON array of numbers, got an object\nFor a field of the objects: --field NAME\n`,
    });
  });

  test("a bad environment: exit 2", async () => {
    expect(await outcome([], { environment: { NUMBERS_COUNT: "-1" } })).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: 'NUMBERS_COUNT: expected an integer from 0 to 9007199254740991, got "-1"\n',
    });
  });

  test("output that cannot be written: exit 3", async () => {
    const stdout = new (class extends FakeOutput {
      override write(): void {
        throw new OutputError("standard output: expected room, got ENOSPC");
      }
    })();
    for (const args of [[amounts], ["--help"], ["--version"]]) {
      expect(await outcome(args, { stdout })).toEqual({
        exitCode: 3,
        stdout: "",
        stderr: "standard output: expected room, got ENOSPC\n",
      });
    }
  });

  test("a fault of ours: exit 70, with its stack", async () => {
    const stdout = new (class extends FakeOutput {
      override write(): void {
        throw new Error("not foreseen");
      }
    })();
    const { exitCode, stderr } = await outcome([amounts], { stdout });
    expect(exitCode).toBe(70);
    expect(stderr).toMatch(/^Error: not foreseen\n {4}at /);
  });
});

describe("standard input where no source is named", () => {
  const refused = {
    exitCode: 2,
    stdout: "",
    stderr:
      "-: expected nothing on standard input where no source is named, got bytes\n" +
      "To total them: dlg total -   Inside a shell loop that reads them itself: dlg total </dev/null\n",
  };

  test.each(["pipe", "file"] as const)(
    "bytes in a %s are refused, however quickly the total is there",
    async (kind) => {
      expect(await outcome([], { stdin: new FakeInput(kind, "1\n") })).toEqual(refused);
    },
  );

  test("bytes that come in while the numbers are waited for are refused at once", async () => {
    const stdin = new FakeInput("pipe");
    const environment = { NUMBERS_DELAY_MS: "600000" };
    const running = outcome([], { stdin, environment });
    setImmediate(() => setImmediate(() => setImmediate(() => stdin.sent.write("1\n"))));
    expect(await running).toEqual(refused);
  });

  test("a pipe that stays open and silent, and one that ends, are fine", async () => {
    const silent = new FakeInput("pipe");
    expect(await outcome([], { stdin: silent })).toEqual(printed("10\n"));
    expect(silent.sent.destroyed).toBe(true);
    const ended = new FakeInput("pipe");
    ended.sent.end();
    expect(await outcome([], { stdin: ended })).toEqual(printed("10\n"));
  });

  test("--api and named sources never look at it", async () => {
    const stdin = new FakeInput("pipe", "1\n");
    expect(await outcome(["--api"], { stdin })).toEqual(printed("10\n"));
    expect(await outcome([amounts], { stdin })).toEqual(printed("0.3\n"));
    expect(stdin.opened).toBe(0);
  });
});
