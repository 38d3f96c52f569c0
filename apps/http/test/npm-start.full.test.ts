/** `npm start` in a copy of this clone, which has its packages, without a network. */
import { spawn, spawnSync, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const FOLDER = mkdtempSync(join(tmpdir(), "dlg-npm-start-"));
const CLONE = join(FOLDER, "clone");
const TURBO_CACHE = ".turbo";

/** Nobody listens there. */
const NO_REGISTRY = { npm_config_registry: "http://127.0.0.1:1/" };

const onLinux = process.platform === "linux";

/** The folders of the workspace's packages. */
function inGroups(): string[] {
  return ["apps", "packages"].flatMap((group) =>
    readdirSync(join(ROOT, group)).map((name) => join(group, name)),
  );
}

function removeBuilt(): void {
  for (const folder of ["", ...inGroups()]) {
    for (const made of ["dist", TURBO_CACHE]) {
      rmSync(join(CLONE, folder, made), { recursive: true, force: true });
    }
  }
}

interface Start {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly ended: Promise<unknown>;
  stderr(): string;
  /** Resolves once standard error matches, or the process has ended. */
  said(pattern: RegExp): Promise<void>;
}

function npmStart(env: Readonly<Record<string, string>> = {}): Start {
  const child = spawn("npm", ["start", "--silent"], {
    cwd: CLONE,
    env: { ...process.env, ...NO_REGISTRY, PORT: "0", NUMBERS_COUNT: "3", NUMBERS_DELAY_MS: "0", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stderr = "";
  child.stdout.resume();
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const ended = once(child, "close");
  onTestFinished(async () => {
    child.kill("SIGTERM");
    await ended;
  });
  return {
    child,
    ended,
    stderr: () => stderr,
    said: (pattern) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!pattern.test(stderr)) return;
          child.stderr.off("data", look);
          resolve();
        };
        child.stderr.on("data", look);
        void ended.then(() => resolve());
        look();
      }),
  };
}

const LAST_LINE = /^curl (localhost:\d+\/total)\n$/m;

async function totalOfLastLine(stderr: string): Promise<string> {
  const [, address] = LAST_LINE.exec(stderr) ?? [];
  return (await fetch(`http://${address}`)).text();
}

describe.runIf(onLinux)("npm start without a network", () => {
  beforeAll(() => {
    const made = new Set(["node_modules", ".git", "dist", "test-results", "coverage", TURBO_CACHE]);
    const isSource = (path: string): boolean => !made.has(basename(path)) && !path.endsWith(".generated.ts");
    cpSync(ROOT, CLONE, {
      recursive: true,
      preserveTimestamps: true,
      filter: (path) => path === ROOT || isSource(path),
    });
    // The packages are links, as there are many files; nothing writes to them.
    for (const folder of ["", ...inGroups()]) {
      const modules = join(ROOT, folder, "node_modules");
      if (!existsSync(modules)) continue;
      const { status, stderr } = spawnSync("cp", ["-al", modules, join(CLONE, folder)], { encoding: "utf8" });
      if (status !== 0) throw new Error(`expected a copy of ${modules}, got ${stderr}`);
    }
  });
  afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

  test("builds what is installed, says so, and ends with a line that can be pasted", async () => {
    const first = npmStart();
    await first.said(LAST_LINE);
    expect(first.stderr()).toMatch(
      /^dlg: building what has changed\ndlg: ready; in another terminal:\ncurl localhost:\d+\/total\n$/,
    );
    expect(await totalOfLastLine(first.stderr())).toBe('{"total":3}');
  });

  test("starts what is built", async () => {
    const second = npmStart();
    await second.said(LAST_LINE);
    expect(await totalOfLastLine(second.stderr())).toBe('{"total":3}');
  });

  test("starts what is built, though npm's cache has no pnpm, and says so", async () => {
    const third = npmStart({ npm_config_cache: join(FOLDER, "no-cache") });
    await third.said(LAST_LINE);
    expect(third.stderr()).toContain(
      "\ndlg: the npm registry cannot be reached; serving what was built before\n",
    );
    expect(await totalOfLastLine(third.stderr())).toBe('{"total":3}');
  });

  test("names the header where a token is wanted", async () => {
    const guarded = npmStart({ DLG_TOKEN: "hunter2" });
    await guarded.said(/\ncurl .*\n/);
    expect(guarded.stderr()).toMatch(/\ncurl -H 'Authorization: Bearer TOKEN' localhost:\d+\/total\n$/);
  });

  test("ends at a signal that comes while it builds", async () => {
    removeBuilt();
    const interrupted = npmStart();
    await interrupted.said(/building/);
    interrupted.child.kill("SIGTERM");
    await interrupted.ended;
    expect(interrupted.stderr()).toBe("dlg: building what has changed\n");
    expect(existsSync(join(CLONE, "apps/http/dist/main.js"))).toBe(false);
  });
});
