/** The built command, as a process: JSON as programs write it. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { dlg, failed, printed, shell } from "../src/testing/dlg.js";
import { temporaryFolder, writtenFile } from "../src/testing/temporary-files.js";

const folder = temporaryFolder();
const ORDERS = [
  {
    customer: "Ada",
    items: [
      { name: "nail", price: 0.1 },
      { name: "bolt", price: 0.2 },
    ],
  },
  { customer: "Bob", items: [] },
  { items: [{ name: "nail", price: 3 }], customer: "Ada" },
];
writtenFile(folder, "data.json", '{"data":[{"x":1},{"x":2}]}');
writtenFile(folder, "orders.json", JSON.stringify(ORDERS));
writtenFile(folder, "orders.ndjson", ORDERS.map((order) => `${JSON.stringify(order)}\n`).join(""));
writtenFile(folder, "holes.ndjson", '{"a":{"b":1}}\n{"a":{}}\n{"c":5}\n{"a":{"b":null}}\n');

/** The orders' lines, as `jq .` of Debian's jq 1.6 prints them. */
const PRETTY = ORDERS.map((order) => `${JSON.stringify(order, null, 2)}\n`).join("");
writtenFile(folder, "pretty", PRETTY);
writtenFile(folder, "pretty.json", PRETTY);

const total = (...args: string[]) => dlg(["total", ...args], { cwd: folder });
const ofInput = (input: string, ...args: string[]) => dlg(["total", "-", ...args], { cwd: folder, input });
const piped = (line: string) => shell(line, { cwd: folder }).outcome;
const bad = (...lines: readonly string[]) => failed(1, lines.map((line) => `${line}\n`).join(""));

describe("a path goes through arrays on its way", () => {
  test("in one object, in an array, and in the lines of NDJSON", async () => {
    expect(await total("data.json", "--field", "data.x")).toEqual(printed("3\n"));
    expect(await total("data.json", "--field", "/data/x")).toEqual(printed("3\n"));
    expect(await total("orders.json", "--field", "items.price")).toEqual(printed("3.3\n"));
    expect(await total("orders.ndjson", "--field", "items.price")).toEqual(printed("3.3\n"));
  });

  test("a key stands beside the number, or in the object around", async () => {
    const byName = printed("nail\t3.1\nbolt\t0.2\n");
    expect(await total("orders.ndjson", "--field", "items.price", "--by", "items.name")).toEqual(byName);
    const byCustomer = printed("Ada\t3.3\nBob\t0\n");
    expect(await total("orders.json", "--field", "items.price", "--by", "customer")).toEqual(byCustomer);
  });

  test("what follows a number's array cannot replace it", async () => {
    expect(await ofInput('{"a":[1],"a":2}', "--field", "a")).toEqual(
      bad('-:1:14: expected one array at "a", got another value'),
    );
  });
});

describe("--skip-missing", () => {
  test("tells a count for each field, and a field that no object has", async () => {
    const fields = ["--field", "a.b", "--field", "c", "--field", "d"];
    expect(await total("holes.ndjson", ...fields, "--skip-missing")).toEqual({
      exit: 0,
      stdout: "a.b\t1\nc\t5\nd\t0\n",
      stderr:
        "counted 2 objects without the field a.b as empty\n" +
        "counted 3 objects without the field c as empty\n" +
        "no object has the field d: counted 4 objects as empty\n",
    });
  });
});

describe("a path that is in no object", () => {
  const SKIP = "To count objects without it as empty: --skip-missing";

  test.each([
    [["data.json", "--field", "dat.x"], `Perhaps: --field data.x   ${SKIP}`],
    [["data.json", "--field", "x"], `Perhaps: --field data.x   ${SKIP}`],
    [["orders.ndjson", "--field", "item.price"], `Perhaps: --field items.price   ${SKIP}`],
    [["orders.ndjson", "--field", "items.price", "--by", "name"], "Perhaps: --by items.name"],
    [["data.json", "--field", ".data[].x"], "As a path of keys: --field data.x"],
    [["data.json", "--field", "qqq"], SKIP],
  ])("%j", async (args, wayOut) => {
    const { exit, stderr } = await total(...args);
    expect({ exit, wayOut: stderr.split("\n")[1] }).toEqual({ exit: 1, wayOut });
  });

  test("is not looked for where the first object has it, or in what cannot be read again", async () => {
    const inFile = await total("holes.ndjson", "--field", "a.b");
    const inInput = await ofInput('{"ab":1}', "--field", "ac");
    for (const { stderr } of [inFile, inInput]) expect(stderr.split("\n")[1]).toBe(SKIP);
  });
});

describe("documents one after another", () => {
  test("are read where nothing names the format", async () => {
    expect(await total("pretty", "--field", "items.price")).toEqual(printed("3.3\n"));
    expect(await ofInput(PRETTY, "--field", "items.price")).toEqual(printed("3.3\n"));
    expect(await ofInput('{"a":1}{"a":2} [{"a":3}]', "--field", "a")).toEqual(printed("6\n"));
    expect(await ofInput("[1,2]\n[3]\n")).toEqual(printed("6\n"));
  });

  test("are not where a name or an option does; the way out is to be typed", async () => {
    const { exit, stdout, stderr } = await total("pretty.json", "--field", "items.price");
    expect({ exit, stdout }).toEqual({ exit: 1, stdout: "" });
    const [fault, wayOut] = stderr.split("\n");
    expect(fault).toBe('pretty.json:14:1: expected the end of the input, got "{"');
    expect(wayOut).toBe(
      "If it is one JSON document after another: cat pretty.json | dlg total - --field items.price",
    );
    const typed = wayOut!.slice(wayOut!.indexOf("cat"));
    expect(await shell(typed, { cwd: folder }).outcome).toEqual(printed("3.3\n"));
    expect((await total("pretty", "--field", "items.price", "--format", "json")).stderr).toContain(
      "cat pretty | dlg total - --field items.price\n",
    );
  });

  test("damage is never a smaller total", async () => {
    const cut = PRETTY.slice(0, -3);
    expect(await ofInput(cut, "--field", "items.price")).toEqual(
      bad(`-:25:20: expected , or }, got the end of the input`),
    );
    expect(await ofInput(PRETTY.replace("},\n", "}\n"), "--field", "items.price")).toEqual(
      bad('-:8:5: expected , or ], got "{"'),
    );
  });
});

describe("objects without the field", () => {
  test("are a fault, whose way out counts them as empty", async () => {
    expect(await total("holes.ndjson", "--field", "a.b")).toEqual(
      bad(
        'holes.ndjson:2:1: expected the field "a.b", got an object without it',
        "To count objects without it as empty: --skip-missing",
      ),
    );
    expect(await total("holes.ndjson", "--field", "a.b", "--skip-missing")).toEqual({
      exit: 0,
      stdout: "1\n",
      stderr: "counted 2 objects without the field a.b as empty\n",
    });
  });

  test("are counted in --json where they were asked for", async () => {
    const counts = async (...args: string[]) => {
      const { stdout } = await total("holes.ndjson", "--json", ...args);
      const { empty, missing, sources } = JSON.parse(stdout);
      return { empty, missing, ofSource: sources[0].missing };
    };
    expect(await counts("--field", "a.b", "--skip-missing")).toEqual({ empty: 3, missing: 2, ofSource: 2 });
    expect(await counts("--field", "a", "--skip-invalid", "--skip-missing")).toMatchObject({ missing: 1 });
    writtenFile(folder, "whole.ndjson", '{"a":1}\n');
    expect(JSON.parse((await total("whole.ndjson", "--json", "--field", "a")).stdout)).not.toHaveProperty(
      "missing",
    );
  });

  test("one is told as one, and none is not told", async () => {
    const one = await ofInput('{"a":1}\n{}\n', "--field", "a", "--skip-missing");
    expect(one.stderr).toBe("counted 1 object without the field a as empty\n");
    expect(await ofInput('{"a":1}\n', "--field", "a", "--skip-missing")).toEqual(printed("1\n"));
  });

  test("are counted by each thread", async () => {
    const lines = `${'{"a":1}\n'.repeat(9)}{"b":1}\n`;
    writtenFile(folder, "large.ndjson", lines.repeat(120_000));
    expect(await total("large.ndjson", "--field", "a", "--skip-missing", "--threads", "2")).toEqual({
      exit: 0,
      stdout: "1080000\n",
      stderr: "counted 120000 objects without the field a as empty\n",
    });
  });

  test("mean nothing without a field", async () => {
    expect(await total("holes.ndjson", "--skip-missing")).toEqual(
      failed(2, "--skip-missing: expected --field with it, got none\n"),
    );
    expect(await total("data.csv", "--skip-missing", "--field", "a")).toMatchObject({ exit: 2 });
  });
});

describe.skipIf(spawnSync("jq", ["--version"]).status !== 0)("what jq prints", () => {
  test("is what the cases above say", () => {
    const { stdout } = spawnSync("jq", [".", join(folder, "orders.ndjson")], { encoding: "utf8" });
    expect(stdout).toBe(readFileSync(join(folder, "pretty"), "utf8"));
  });

  test("is totalled: objects over lines, in lines, arrays, and plain numbers", async () => {
    expect(await piped("jq . orders.ndjson | dlg total - --field items.price")).toEqual(printed("3.3\n"));
    expect(await piped("jq -c .[] orders.json | dlg total - --field items.price")).toEqual(printed("3.3\n"));
    expect(await piped("jq '.[].items[]' orders.json | dlg total - --field price --by name")).toEqual(
      printed("nail\t3.1\nbolt\t0.2\n"),
    );
    expect(await piped("jq '[.items[].price]' orders.ndjson | dlg total -")).toEqual(printed("3.3\n"));
    expect(await piped("jq '.items[].price' orders.ndjson | dlg total -")).toEqual(printed("3.3\n"));
    expect(await piped("jq '.a // {}' holes.ndjson | dlg total - --field b --skip-missing")).toMatchObject({
      stdout: "1\n",
    });
  });

  test("a null among plain numbers is no number; in a field it is empty", async () => {
    expect(await piped("jq .a.b holes.ndjson | dlg total -")).toMatchObject({
      exit: 1,
      stderr: '-:2:1: expected a number, got "null"\n',
    });
    expect(await piped("jq .a holes.ndjson | dlg total - --field b --skip-missing")).toMatchObject({
      exit: 0,
      stdout: "1\n",
    });
  });
});
