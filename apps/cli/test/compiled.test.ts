/** The built command, as a process: it starts with the code that was compiled during the build, and also without it. */
import { cpSync, rmSync, truncateSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { cachePath, COMMAND, scriptOf } from "../src/start/bundles.js";
import { temporaryFolder, writtenFile } from "../src/testing/temporary-files.js";
import { command, printed, startProgram } from "../src/testing/dlg.js";
import { parquet } from "../src/testing/parquet.js";

const folder = temporaryFolder();
const five = writtenFile(folder, "five.txt", "1 2 3 4 5");
const bundle = join(dirname(command), COMMAND);

/** A copy of the built command, without its cache or with a changed one. */
function copied(name: string, change: (cache: string) => void): string {
  const copy = join(folder, name);
  cpSync(dirname(command), copy, { recursive: true });
  change(cachePath(join(copy, COMMAND)));
  return join(copy, "main.js");
}

describe("the code that was compiled during the build", () => {
  test("is taken by the Node that built it", () => {
    expect(scriptOf(bundle).cachedDataRejected).toBe(false);
  });

  test.each<readonly [string, (cache: string) => void]>([
    ["missing", (cache) => rmSync(cache)],
    ["cut", (cache) => truncateSync(cache, 1000)],
    ["empty", (cache) => truncateSync(cache, 0)],
  ])("is not needed: %s", async (name, change) => {
    const outcome = startProgram(process.execPath, [copied(name, change), "total", five], {}).outcome;
    expect(await outcome).toEqual(printed("15\n"));
  });
});

/** The standard error of a command line, to which the expression `told` is written at the exit. */
async function toldAtExit(told: string, args: readonly string[]): Promise<string> {
  const hook = writtenFile(
    folder,
    "hook.cjs",
    `const fs = require("node:fs");
    const { basename, dirname } = require("node:path");
    const read = [];
    const { readFileSync } = fs;
    fs.readFileSync = (path, ...others) => {
      if (dirname(String(path)) === ${JSON.stringify(dirname(command))}) read.push(basename(path));
      return readFileSync(path, ...others);
    };
    process.on("exit", () => fs.writeSync(2, ${told}));`,
  );
  const { exit, stderr } = await startProgram(process.execPath, ["--require", hook, command, ...args], {})
    .outcome;
  expect(exit).toBe(0);
  return stderr;
}

test("a start loads no module that only completion, terminals or compressed data need", async () => {
  const told = "process.moduleLoadList.filter((name) => /^NativeModule (zlib|tty|net)$/.test(name)).join()";
  expect(await toldAtExit(told, ["total", five])).toBe("");
});

describe("the bundles that a command line loads", () => {
  const receipt = join(folder, "receipt");
  const large = writtenFile(folder, "large.txt", "1.25\n".repeat(1e6));
  const table = writtenFile(
    folder,
    "x.parquet",
    parquet({ x: { element: { type: "INT32" }, data: [1, 2] } }),
  );
  test.each<readonly [string, readonly string[], string]>([
    ["numbers", ["total", five], "dlg"],
    ["help", ["total", "--help"], "dlg"],
    ["a receipt", ["total", five, "--receipt", receipt], "dlg shards"],
    ["a check of it", ["verify", receipt], "dlg shards"],
    ["a shard", ["total", five, "--shard", "0/2"], "dlg shards"],
    ["a Parquet file", ["total", table], "dlg parquet"],
    ["several threads", ["total", large, "--threads", "2"], "dlg threads"],
    ["completion", ["completion", "bash"], "dlg completion"],
  ])("%s", async (_name, args, bundles) => {
    const read = await toldAtExit('read.filter((name) => /(?<!main).js$/.test(name)).join(" ")', args);
    expect(read).toBe(bundles.replace(/\w+/g, "$&.js"));
  });
});
