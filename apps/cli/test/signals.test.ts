/** The built command, as a process: interrupted, and in a terminal. */
import { existsSync } from "node:fs";
import { open } from "node:fs/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { namedPipe, temporaryFolder, writtenFile } from "../src/testing/temporary-files.js";
import { command, failed, shell, start, startProgram, type Running } from "../src/testing/dlg.js";
import { serve } from "../src/testing/server.js";

const isWindows = process.platform === "win32";
const folder = temporaryFolder();

describe.skipIf(isWindows)("interrupted: it dies of the signal, with nothing on standard output", () => {
  test.each(["SIGINT", "SIGTERM"] as const)("%s while an address is waited for", async (signal) => {
    let running: Running | undefined;
    const address = await serve(() => running!.process.kill(signal));
    running = start(["total", address]);
    expect(await running.outcome).toEqual(failed(signal, ""));
  });

  test("SIGINT midway through a named pipe that stays open", async () => {
    const path = namedPipe(folder);
    const running = start(["total", path]);
    // Opens once the command has opened the other end.
    const writer = await open(path, "w");
    onTestFinished(() => writer.close());
    await writer.write("1\n".repeat(1000));
    running.process.kill("SIGINT");
    expect(await running.outcome).toEqual(failed("SIGINT", ""));
  });
});

/** Sends numbers for ever. It reports on standard error after 100 pieces: a pipe holds few, so the other side has read most of them. */
const SENDER = `
  const { writeSync } = require("node:fs");
  for (let i = 0; ; i += 1) {
    writeSync(1, "1\\n".repeat(32768));
    if (i === 100) writeSync(2, "sending\\n");
  }
`;

test.skipIf(isWindows)(
  "Ctrl-C ends what sends the numbers, too: what had come by then is not all",
  async () => {
    const line = `trap : INT; "$NODE" -e "$SENDER" | dlg total -; echo $? >&2`;
    for (let i = 0; i < 5; i += 1) {
      const running = shell(line, { env: { SENDER }, detached: true });
      running.process.stderr!.once("data", () => process.kill(-running.process.pid!, "SIGINT"));
      expect(await running.outcome).toEqual({ exit: 0, stdout: "", stderr: "sending\n130\n" });
    }
  },
);

const ERASE_LINE = "\r\u001b[2K";

/** The program of util-linux, which runs a command in a terminal of its own. */
const SCRIPT = "/usr/bin/script";

function terminal(line: string, env: Readonly<Record<string, string>>, columns = 80): Running {
  return startProgram(SCRIPT, ["-qec", `stty cols ${columns}; ${line}`, "/dev/null"], {
    stdin: "pipe",
    env: { ...env, NODE: process.execPath, DLG: command, TERM: "xterm" },
  });
}

/** Presses Ctrl-C once the terminal has shown these texts in their order. Only once: a second Ctrl-C would end the command before it has cleaned up. */
function pressAt(running: Running, ...texts: readonly string[]): void {
  let shown = "";
  let isPressed = false;
  running.process.stdout!.on("data", (bytes: Buffer) => {
    shown += bytes.toString();
    let at = 0;
    for (const text of texts) if (at >= 0) at = shown.indexOf(text, at);
    if (at < 0 || isPressed) return;
    isPressed = true;
    running.process.stdin!.write("\u0003");
  });
}

// macOS has another program of that name.
describe.skipIf(process.platform !== "linux" || !existsSync(SCRIPT))("in a terminal", () => {
  test("the progress is erased before the total is printed", async () => {
    let end: (() => void) | undefined;
    const address = await serve((_, answer) => {
      end = () => answer.setHeader("content-type", "text/plain").end("1 2\n3 4");
    });
    const running = terminal('"$NODE" "$DLG" total "$URL"', { URL: address });
    running.process.stdout!.on("data", (bytes: Buffer) => {
      if (bytes.includes("waiting")) end?.();
    });
    const { stdout, exit } = await running.outcome;
    expect(exit).toBe(0);
    const [before, first, ...shown] = stdout.split(ERASE_LINE);
    expect(before).toBe("");
    expect(first).toMatch(/^waiting for numbers {2}\d+ s$/);
    expect(shown.pop()).toBe("10\r\n");
    // The number of redraws depends on how long the run takes.
    for (const line of shown) expect(line).toMatch(/^(?:waiting for numbers|7 B) {2}[^\r\n]*$|^100% {2}/);
  });

  test("the progress of an address has the share of what is there", async () => {
    let end: (() => void) | undefined;
    const address = await serve((_, answer) => {
      answer.writeHead(200, { "content-type": "text/plain", "content-length": "8" });
      answer.write("1\n2\n");
      end = () => answer.end("3\n4\n");
    });
    const running = terminal('"$NODE" "$DLG" total "$URL"', { URL: address });
    running.process.stdout!.on("data", (bytes: Buffer) => {
      if (bytes.includes("50%  4 B of 8 B")) end?.();
    });
    const { stdout, exit } = await running.outcome;
    expect(exit).toBe(0);
    expect(stdout.split(ERASE_LINE).at(-1)).toBe("10\r\n");
  });

  test("what is typed is not read, and Ctrl-C leaves the line clean: exit 130", async () => {
    const running = terminal('"$NODE" "$DLG" total', { NUMBERS_DELAY_MS: "600000" });
    running.process.stdin!.write("123\n");
    pressAt(running, "waiting");
    const { stdout, exit } = await running.outcome;
    expect(exit).toBe(130);
    expect(stdout.split(ERASE_LINE).at(-1)).toBe("");
    expect(stdout).not.toMatch(/^10\r?$/m);
  });

  test.skipIf(!existsSync("/bin/bash"))("Ctrl-C ends a loop of the shell, too", async () => {
    const loop = 'for i in 1 2 3; do echo "run $i"; "$NODE" "$DLG" total; done; echo after';
    const running = terminal(loop, { NUMBERS_DELAY_MS: "600000", SHELL: "/bin/bash" });
    for (const run of ["run 1", "run 2", "run 3"]) pressAt(running, run, "waiting");
    const { stdout, exit } = await running.outcome;
    expect(stdout).toContain("run 1");
    expect(stdout).not.toMatch(/run 2|after/);
    expect(exit).toBe(130);
  });

  test.each([80, 0])("totals by key stand in columns; it is told to be %i columns wide", async (columns) => {
    const path = writtenFile(folder, "sales.csv", "region,amount\nnorth,1204.6\nup,-3.25\n");
    const line = '"$NODE" "$DLG" total "$CSV" --column amount --by region';
    const { stdout } = await terminal(line, { CSV: path }, columns).outcome;
    expect(stdout).toBe("north  1204.6\r\nup       -3.25\r\n");
  });

  test("numbers are typed where standard input is named: it says how they end, and draws nothing over them", async () => {
    const running = terminal('"$NODE" "$DLG" total -', {});
    running.process.stdin!.write("1 2\n");
    // Longer than the progress display would wait.
    setTimeout(() => running.process.stdin!.write("0.5\n\u0004"), 1000);
    const { stdout, exit } = await running.outcome;
    expect(exit).toBe(0);
    expect(stdout).toContain("reading numbers from the terminal: end them with Ctrl-D\r\n");
    expect(stdout).not.toContain("\u001b");
    expect(stdout).toMatch(/0\.5\r\n3\.5\r\n$/);
  });

  test("names of a list can be typed, too", async () => {
    const running = terminal('"$NODE" "$DLG" total --files0-from -', {});
    pressAt(running, "reading names from the terminal");
    expect((await running.outcome).exit).toBe(130);
  });

  test("numbers that nobody named are said to be simulated", async () => {
    const { stdout } = await terminal('"$NODE" "$DLG" total', {}).outcome;
    expect(stdout).toMatch(/^simulated numbers: [^\n]*\r\n10\r\n$/);
    const toFile = await terminal('"$NODE" "$DLG" total 2>/dev/null', {}).outcome;
    expect(toFile.stdout).toBe("10\r\n");
  });

  test.skipIf(!existsSync("/bin/bash"))(
    "in the background nothing is drawn, until it comes to the foreground",
    async () => {
      let end: (() => void) | undefined;
      const address = await serve((_, answer) => {
        end = () => answer.setHeader("content-type", "text/plain").end("1 2\n3 4");
      });
      const env = { URL: address, SHELL: "/bin/bash" };
      const running = terminal('set -m; "$NODE" "$DLG" total "$URL" & sleep 1.5; echo prompt; fg', env);
      running.process.stdout!.on("data", (bytes: Buffer) => {
        if (bytes.includes("waiting for numbers")) end?.();
      });
      const { stdout, exit } = await running.outcome;
      expect(exit).toBe(0);
      const [before, after] = stdout.split("prompt");
      expect(before).not.toContain(ERASE_LINE);
      expect(after).toContain(ERASE_LINE);
      expect(stdout).toMatch(/10\r\n$/);
    },
  );
});
