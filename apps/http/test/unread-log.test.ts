/** The built service where nobody reads its log. */
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { ask, MAIN } from "../src/testing/service.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "dlg-log-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

let child: ChildProcess | undefined;
let log: number | undefined;
afterEach(() => {
  child?.kill("SIGKILL");
  if (log !== undefined) closeSync(log);
  log = undefined;
});

/** The log is a pipe that holds 64 KiB, of which only the first line is read. */
async function startUnread(env: Readonly<Record<string, string>> = {}) {
  const path = join(folder, "pipe");
  rmSync(path, { force: true });
  execFileSync("mkfifo", [path]);
  // Both ends, because to open one end blocks until the other is open.
  log = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  const started = spawn(process.execPath, [MAIN], {
    env: { HOST: "127.0.0.1", PORT: "0", NUMBERS_DELAY_MS: "0", DRAIN_DELAY_MS: "0", ...env },
    stdio: ["ignore", log, "ignore"],
  });
  child = started;
  const url = `http://127.0.0.1:${await portIn(log)}`;
  return { child: started, url };
}

async function portIn(pipe: number): Promise<string> {
  const piece = Buffer.alloc(1024);
  for (let text = ""; ;) {
    try {
      text += piece.toString("utf8", 0, readSync(pipe, piece));
    } catch {
      await setTimeout(10);
    }
    const [, port] = /"port":(\d+)/.exec(text) ?? [];
    if (port !== undefined) return port;
  }
}

/** More than the pipe holds; a line shows 256 characters of the path. */
async function fillLog(url: string): Promise<void> {
  for (let i = 0; i < 300; i++) await ask(`${url}/${"x".repeat(300)}`);
}

test("it answers, and ends at the signal with 0", async () => {
  const { child: service, url } = await startUnread({ NUMBERS_COUNT: "3" });
  await fillLog(url);
  expect((await ask(`${url}/total`)).text).toBe('{"total":3}');
  service.kill("SIGTERM");
  expect(await once(service, "exit")).toEqual([0, null]);
});

test("it ends at once at a second signal", async () => {
  const { child: service, url } = await startUnread({ DRAIN_DELAY_MS: "600000" });
  await fillLog(url);
  service.kill("SIGTERM");
  const ready = async () => (await ask(`${url}/readyz`)).status;
  await expect.poll(ready).toBe(503);
  const again = setInterval(() => service.kill("SIGTERM"), 100);
  const outcome = await once(service, "exit");
  clearInterval(again);
  expect(outcome).toEqual([143, null]);
});

test("where there is room for it again, the log says how it ended", async () => {
  const { child: service, url } = await startUnread();
  await fillLog(url);
  const exit = once(service, "exit");
  service.kill("SIGTERM");
  let text = "";
  const piece = Buffer.alloc(65_536);
  while (!text.includes('"msg":"ended"')) {
    try {
      text += piece.toString("utf8", 0, readSync(log!, piece));
    } catch {
      await setTimeout(10);
    }
  }
  expect(await exit).toEqual([0, null]);
  const lines = text.trimEnd().split("\n");
  expect(
    lines.map((line) => (JSON.parse(line) as { msg: string }).msg).filter((msg) => msg === "request"),
  ).toHaveLength(300);
});
