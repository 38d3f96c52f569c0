import { describe, expect, test } from "vitest";
import { FakeOutput } from "./testing/fakes.js";
import { outcome } from "./testing/outcome.js";
import { serve } from "./testing/server.js";
import { temporaryFolder, writtenFile } from "./testing/temporary-files.js";

const folder = temporaryFolder();
const amounts = writtenFile(folder, "amounts.txt", "0.1\n0.2\n");
const sales = writtenFile(
  folder,
  "sales.csv",
  'region,amount,"unit price"\nnorth,"1,234.50",1\nsouth,-3,2\nnorth,0.25,\n"a\tb",x,3\n',
);

const printed = (stdout: string) => ({ exitCode: 0, stdout, stderr: "" });

describe("--by", () => {
  const by = [sales, "--column", "unit price", "--by", "region"];

  test("a line a key, in the order in which they were first seen", async () => {
    expect(await outcome(by)).toEqual(printed("north\t1\nsouth\t2\na\\tb\t3\n"));
  });

  test("sorted by key, and by total", async () => {
    expect(await outcome([...by, "--sort", "key"])).toEqual(printed("a\\tb\t3\nnorth\t1\nsouth\t2\n"));
    expect(await outcome([...by, "--sort", "total"])).toEqual(printed("a\\tb\t3\nsouth\t2\nnorth\t1\n"));
  });

  test("in columns where standard output is a terminal", async () => {
    expect((await outcome(by, { stdout: new FakeOutput(80) })).stdout).toBe(
      "north  1\nsouth  2\na\\tb   3\n",
    );
  });

  test("equal keys of several sources come together, of whatever format", async () => {
    const events = writtenFile(
      folder,
      "sales.ndjson",
      '{"region":"south","p":0.5}\n{"region":"west","p":null}\n',
    );
    const { stdout, ...rest } = await outcome([...by, events, "--field", "p", "--json", "--sort", "key"]);
    expect(rest).toEqual({ exitCode: 0, stderr: "" });
    const { total, count, empty, groups, sources } = JSON.parse(stdout);
    expect({ total, count, empty }).toEqual({ total: "6.5", count: 4, empty: 2 });
    expect(groups).toEqual([
      { key: "a\tb", total: "3", count: 1 },
      { key: "north", total: "1", count: 1 },
      { key: "south", total: "2.5", count: 2 },
      { key: "west", total: "0", count: 0 },
    ]);
    expect(sources).toMatchObject([
      { source: sales, format: "csv", total: "6" },
      { source: events, format: "ndjson", total: "0.5" },
    ]);
  });

  test("without keys nothing is printed, and an empty array in JSON", async () => {
    const header = writtenFile(folder, "header.csv", "region,unit price\n");
    const args = [header, "--column", "unit price", "--by", "region"];
    expect(await outcome(args)).toEqual(printed(""));
    expect(JSON.parse((await outcome([...args, "--json"])).stdout)).toMatchObject({ total: "0", groups: [] });
  });

  test("a bad cell prints nothing at all", async () => {
    expect(await outcome([sales, "--column", "amount", "--by", "region"])).toEqual({
      exitCode: 1,
      stdout: "",
      stderr: `${sales}:2:7: expected a number, got "1,234.50"\nIf it means 1234.50: --thousands ,\n`,
    });
  });

  test.each(["a.ndjson", "a.json"])("keys of %s without --field are a wrong command line", async (name) => {
    const csv = writtenFile(folder, "bad.csv", "k,n\na,x\n");
    const json = writtenFile(folder, name, '{"k":"a","n":1}\n');
    expect(await outcome([csv, json, "--column", "n", "--by", "k"])).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: "--by: expected --field beside it for JSON and NDJSON, got none\n",
    });
  });

  test("that an address answers with such keys is told in the same way", async () => {
    const address = await serve((_request, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end('[{"k":"a","n":1}]');
    });
    expect(await outcome([address, "--by", "k"])).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: "--by: expected the option field beside it, got none\n",
    });
  });

  test("--sort alone is a wrong command line", async () => {
    expect(await outcome([amounts, "--sort", "key"])).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: "--sort: expected --by with it, got none\n",
    });
  });
});
