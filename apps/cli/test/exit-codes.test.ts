/** The built command, as a process: its exit codes and error lines. */
import { spawnSync } from "node:child_process";
import { chmodSync, closeSync, cpSync, existsSync, openSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { temporaryFolder, writtenFile } from "../src/testing/temporary-files.js";
import { command, dlg, failed, printed, shell, start, startProgram } from "../src/testing/dlg.js";

const isLinux = process.platform === "linux";
const isWindows = process.platform === "win32";
/** Root may read every file, so for root the command runs as the user nobody, if that user may run this Node. */
const somebody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
const canLackPermission = spawnSync(process.execPath, ["--version"], somebody).status === 0;
const folder = temporaryFolder();
const five = writtenFile(folder, "five.txt", "1 2 3 4 5");

/** A descriptor that is closed after the test. */
function opened(path: string, flags: string): number {
  const descriptor = openSync(path, flags);
  onTestFinished(() => closeSync(descriptor));
  return descriptor;
}

describe("exit 1: the numbers are bad", () => {
  test("the place, what was expected and what was got", async () => {
    const path = writtenFile(folder, "prices.txt", `${"1.5\n".repeat(1203)}100 1 1,5\n`);
    expect(await dlg(["total", path])).toEqual(
      failed(1, `${path}:1204:7: expected a number, got "1,5"\nIf it means 1.5: --decimal ,\n`),
    );
    expect(await dlg(["total", "-"], { input: "1\n\n x" })).toEqual(
      failed(1, '-:3:2: expected a number, got "x"\n'),
    );
  });

  test("a token of a megabyte makes a line of bounded length", async () => {
    const { exit, stdout, stderr } = await dlg(["total", "-"], { input: "x".repeat(1_000_000) });
    expect({ exit, stdout }).toEqual({ exit: 1, stdout: "" });
    expect(stderr).toBe(`-:1:1: expected a number, got "${"x".repeat(60)}"…\n`);
  });

  test("control characters are escaped", async () => {
    expect((await dlg(["total", "-"], { input: "\u001b[2J" })).stderr).toBe(
      '-:1:1: expected a number, got "\\u001b[2J"\n',
    );
  });

  test.each(["[1,", "[1,,2]", "[01]", "[NaN]", "[1] x"])("broken JSON: %s", async (input) => {
    const { exit, stdout, stderr } = await dlg(["total", "-", "--format", "json"], { input });
    expect({ exit, stdout }).toEqual({ exit: 1, stdout: "" });
    expect(stderr).toMatch(/^-:1:\d+: expected [^\n]+, got [^\n]+\n$/);
  });

  test("--skip-invalid passes over bad numbers and says how many", async () => {
    expect(await dlg(["total", "-", "--skip-invalid"], { input: "1 x 2 y\n" })).toEqual({
      exit: 0,
      stdout: "3\n",
      stderr: "skipped 2 bad numbers\n",
    });
  });
});

describe("exit 2: the command line is wrong", () => {
  test("an unknown option, with a suggestion", async () => {
    expect(await dlg(["total", "--exat"])).toEqual(
      failed(2, 'dlg: expected a known option, got "--exat"\nDid you mean --exact?\n'),
    );
  });

  test("no command: help on standard error", async () => {
    const { exit, stdout, stderr } = await dlg([]);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: "" });
    expect(stderr).toMatch(/^Examples:\n/);
  });

  test("a bad environment, in one line", async () => {
    const { exit, stdout, stderr } = await dlg(["total"], { env: { NUMBERS_DELAY_MS: "soon" } });
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: "" });
    expect(stderr).toMatch(/^NUMBERS_DELAY_MS: expected [^\n]+, got "soon"\n$/);
  });

  test("a numbers API with a token and without an address; a file asks for neither", async () => {
    const env = { NUMBERS_API_TOKEN: "secret" };
    expect(await dlg(["total"], { env })).toEqual(
      failed(2, "NUMBERS_API_URL: expected an address, as NUMBERS_API_TOKEN is set, got none\n"),
    );
    expect(await dlg(["total", "-"], { env, input: "1 2" })).toEqual(printed("3\n"));
  });
});

/** Makes files fail after they have been read once. */
const PULLED_AWAY = `
  const fs = require("node:fs");
  const promises = require("node:fs/promises");
  const failure = () => Object.assign(new Error("EIO: i/o error, read"), { code: "EIO" });
  const { open } = promises;
  promises.open = async (...args) => {
    const handle = await open(...args);
    const read = handle.read.bind(handle);
    let reads = 0;
    handle.read = async (...rest) => {
      if (reads++ > 0) throw failure();
      return read(...rest);
    };
    return handle;
  };
  const { read } = fs;
  let reads = 0;
  fs.read = (...args) => {
    if (reads++ === 0) read(...args);
    else process.nextTick(args.at(-1), failure());
  };
  // By these symbols util.promisify knows what its promise gives.
  for (const key of Object.getOwnPropertySymbols(read)) {
    Object.defineProperty(fs.read, key, Object.getOwnPropertyDescriptor(read, key));
  }
`;

describe("exit 3: a source could not be read, or the total not be printed", () => {
  test("a missing file, whose name may hold anything", async () => {
    const name = "no\u001b[31m\nsuch";
    expect(await dlg(["total", name], { cwd: folder })).toEqual(
      failed(3, "no\\u001b[31m\\u000asuch: expected a readable file, got no such file\n"),
    );
  });

  test("a name that is too long for a file makes a line of bounded length", async () => {
    const { exit, stdout, stderr } = await dlg(["total", "x".repeat(100_000)]);
    expect({ exit, stdout }).toEqual({ exit: 3, stdout: "" });
    expect(stderr).toMatch(/^x{100,}…x+: expected a readable file, got [^\n]+\n$/);
    expect(stderr.length).toBeLessThanOrEqual(1001);
  });

  test("a directory", async () => {
    expect(await dlg(["total", folder])).toEqual(
      failed(3, `${folder}: expected a readable file, got a directory\n`),
    );
  });

  test.skipIf(isWindows)("a directory as standard input is not an empty one", async () => {
    const { exit, stdout, stderr } = await dlg(["total", "-"], { stdin: opened(folder, "r") });
    expect({ exit, stdout }).toEqual({ exit: 3, stdout: "" });
    expect(stderr).toMatch(/^-: expected [^\n]+\n$/);
  });

  test("a disk that is pulled away midway, for a file and for one as standard input", async () => {
    const path = writtenFile(folder, "large.txt", "1\n".repeat(2_000_000));
    const preloaded = writtenFile(folder, "pulled-away.cjs", PULLED_AWAY);
    const env = { NODE_OPTIONS: `--require=${preloaded}` };
    const line = "expected a readable file, got an input/output error\n";
    expect(await dlg(["total", path], { env })).toEqual(failed(3, `${path}: ${line}`));
    expect(await dlg(["total", "-"], { stdin: opened(path, "r"), env })).toEqual(failed(3, `-: ${line}`));
  });

  test.skipIf(isWindows || !canLackPermission)("a file without permission", async () => {
    const path = writtenFile(folder, "secret.txt", "1");
    chmodSync(path, 0);
    // A copy that another user may run.
    const copy = join(folder, "dist");
    cpSync(dirname(command), copy, { recursive: true });
    chmodSync(folder, 0o755);
    const args = [join(copy, basename(command)), "total", path];
    expect(await startProgram(process.execPath, args, somebody).outcome).toEqual(
      failed(3, `${path}: expected a readable file, got permission denied\n`),
    );
  });

  test.skipIf(!existsSync("/dev/full"))("a full disk, for a total and for help", async () => {
    const stdout = opened("/dev/full", "w");
    const line =
      "standard output: expected room for what is printed, got ENOSPC: no space left on device, write\n";
    expect(await dlg(["total", five], { stdout })).toEqual(failed(3, line));
    expect(await dlg(["--help"], { stdout })).toEqual(failed(3, line));
  });

  test.skipIf(!isLinux)("a disk with room for half of the digits", async () => {
    const path = writtenFile(folder, "nearly-full.txt", "x".repeat(1020));
    const env = { NUMBERS_COUNT: "1000001", OUTPUT: path };
    // The limit is 1024 bytes. Its signal is ignored, so the write fails with an error.
    const { exit, stderr } = await shell("trap '' XFSZ; ulimit -f 2; dlg total >>$OUTPUT", { env }).outcome;
    expect(readFileSync(path, "utf8")).toBe(`${"x".repeat(1020)}5000`);
    expect(exit).toBe(3);
    expect(stderr).toMatch(/^standard output: expected room for what is printed, got EFBIG[^\n]*\n$/);
  });
});

describe("not errors", () => {
  test("a reader that went away: exit 0, silently", async () => {
    for (const args of [["total"], ["--help"]]) {
      const running = start(args);
      running.process.stdout!.destroy();
      expect(await running.outcome).toEqual({ exit: 0, stdout: "", stderr: "" });
    }
  });

  test.skipIf(!existsSync("/dev/full"))("a standard error that is full changes no exit code", async () => {
    expect(await shell("dlg total nofile 2>/dev/full").outcome).toEqual(failed(3, ""));
  });
});
