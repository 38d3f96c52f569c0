/** The built command, as a process: it starts with the code that was compiled during the build, and also without it. */
import { cpSync, rmSync, truncateSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { CACHE, compiled } from "../src/start/compiled.js";
import { temporaryFolder, writtenFile } from "../src/testing/temporary-files.js";
import { command, printed, startProgram } from "../src/testing/dlg.js";

const folder = temporaryFolder();
const five = writtenFile(folder, "five.txt", "1 2 3 4 5");

/** A copy of the built command, without its cache or with a changed one. */
function copied(name: string, change: (cache: string) => void): string {
  const copy = join(folder, name);
  cpSync(dirname(command), copy, { recursive: true });
  change(join(copy, CACHE));
  return join(copy, "main.js");
}

describe("the code that was compiled during the build", () => {
  test("is taken by the Node that built it", () => {
    expect(compiled(dirname(command)).cachedDataRejected).toBe(false);
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

test("a start loads no module that only completion or compressed data need", async () => {
  const told = 'process.moduleLoadList.filter((name) => name === "NativeModule zlib").join()';
  const hook = writtenFile(
    folder,
    "hook.cjs",
    `process.on("exit", () => require("node:fs").writeSync(2, ${told}));`,
  );
  const outcome = startProgram(process.execPath, ["--require", hook, command, "total", five], {}).outcome;
  expect(await outcome).toEqual(printed("15\n"));
});
