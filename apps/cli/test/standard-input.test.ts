/** The built command, as a process: standard input where no source is named. */
import { EventEmitter, once } from "node:events";
import { closeSync, openSync, writeSync } from "node:fs";
import { describe, expect, onTestFinished, test } from "vitest";
import { namedPipe, temporaryFolder, writtenFile } from "../src/testing/temporary-files.js";
import { dlg, failed, printed, shell, start, type Running } from "../src/testing/dlg.js";
import { serve } from "../src/testing/server.js";

const isWindows = process.platform === "win32";
const folder = temporaryFolder();
const five = writtenFile(folder, "five.txt", "1 2 3 4 5");

const refused = failed(
  2,
  "-: expected nothing on standard input where no source is named, got bytes\n" +
    "To total them: dlg total -   Inside a shell loop that reads them itself: dlg total </dev/null\n",
);

/** A descriptor that is closed after the test. */
function opened(path: string, flags: string): number {
  const descriptor = openSync(path, flags);
  onTestFinished(() => closeSync(descriptor));
  return descriptor;
}

describe("standard input where no source is named", () => {
  test("a file with bytes is refused, however quickly the total is there", async () => {
    expect(await dlg(["total"], { stdin: opened(five, "r") })).toEqual(refused);
  });

  test("an empty file, and /dev/null, are fine", async () => {
    const empty = writtenFile(folder, "empty.txt", "");
    expect(await dlg(["total"], { stdin: opened(empty, "r") })).toEqual(printed("10\n"));
    expect(await dlg(["total"], { stdin: "ignore" })).toEqual(printed("10\n"));
  });

  test.skipIf(isWindows)(
    "bytes that are in a pipe already are refused, however quickly the total is there",
    async () => {
      const pipe = opened(namedPipe(folder), "r+");
      writeSync(pipe, "1\n");
      expect(await dlg(["total"], { stdin: pipe })).toEqual(refused);
    },
  );

  test.skipIf(isWindows)(
    "a pipe that stays open and silent neither hangs the command nor is an error",
    async () => {
      expect(await dlg(["total"], { stdin: opened(namedPipe(folder), "r+") })).toEqual(printed("10\n"));
    },
  );

  test("nor does a socket", async () => {
    expect(await dlg(["total"], { stdin: "pipe" })).toEqual(printed("10\n"));
  });

  test("bytes that come while the numbers API is slow are refused at once, and its request is given up", async () => {
    let running: Running | undefined;
    const closed = new EventEmitter();
    const gaveUp = once(closed, "request");
    const address = await serve((request) => {
      request.on("close", () => closed.emit("request"));
      running!.process.stdin!.write("1\n");
    });
    running = start(["total"], { stdin: "pipe", env: { NUMBERS_API_URL: address } });
    expect(await running.outcome).toEqual(refused);
    await gaveUp;
  });

  test.skipIf(isWindows)("a closed standard input is fine", async () => {
    expect(await shell("dlg total <&-").outcome).toEqual(printed("10\n"));
  });

  test.skipIf(isWindows)(
    "in a shell loop it refuses instead of eating the loop's lines; </dev/null is the way",
    async () => {
      const lines = "printf 'a\\nb\\nc\\n' | while read -r line; do";
      expect(await shell(`${lines} dlg total || exit; done`).outcome).toEqual(refused);
      expect(await shell(`${lines} dlg total </dev/null; done`).outcome).toEqual(printed("10\n10\n10\n"));
    },
  );

  test("--api and named sources never look at it", async () => {
    expect(await dlg(["total", "--api"], { stdin: opened(five, "r") })).toEqual(printed("10\n"));
    expect(await dlg(["total", five], { input: "1\n" })).toEqual(printed("15\n"));
  });
});
