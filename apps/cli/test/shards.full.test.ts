/** Shards by programs that know nothing of them: a shell, xargs, and whatever kills their processes. */
import { spawn, type ChildProcess } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { setTimeout } from "node:timers/promises";
import { PartsMerge } from "@dlg/total-core/node";
import { describe, expect, test } from "vitest";
import { command, dlg, startProgram, type Outcome } from "../src/testing/dlg.js";
import { temporaryFolder, writtenFile } from "../src/testing/temporary-files.js";

const folder = temporaryFolder();
const bin = join(folder, "bin");
mkdirSync(bin);
chmodSync(writtenFile(bin, "dlg", `#!/bin/sh\nexec "${process.execPath}" "${command}" "$@"\n`), 0o755);
const env = { PATH: `${bin}:${process.env["PATH"] ?? ""}` };

function shell(line: string, cwd: string): Promise<Outcome> {
  return startProgram("sh", ["-c", line], { env, cwd }).outcome;
}

describe.skipIf(process.platform === "win32")("the README's example", () => {
  test("prints what stands there", async () => {
    const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
    const section = readme.split(/^## /m).find((part) => part.startsWith("On many machines\n"))!;
    const [, transcript = ""] = /^```\n([^]*?)^```$/m.exec(section) ?? [];
    const [, sales = ""] = /^\$ cat sales\.csv\n([^]*?)^\$/m.exec(readme) ?? [];
    const cwd = temporaryFolder();
    writtenFile(cwd, "sales.csv", sales);
    const steps = transcript.split(/^\$ /m).slice(1);
    expect(steps.length).toBeGreaterThan(5);
    for (const step of steps) {
      const [line = "", ...shown] = step.split("\n");
      const { stdout, stderr } = await shell(line, cwd);
      expect([line, stdout + stderr]).toEqual([line, shown.join("\n")]);
    }
  });
});

/** Numbers from 0 to before 1, the same in each run of the tests. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

const SHARDS = 16;

describe.skipIf(process.platform === "win32")(
  "xargs, whose processes are killed and whose files are cut",
  () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => (i % 5 === 0 ? `"a\n1,2\n",${i}.25` : `x,"-${i}"`));
    const csv = writtenFile(folder, "a.csv", `t,n\n${rows.join("\n")}\n`);
    const text = writtenFile(folder, "b.txt", rows.map((_, i) => `${i}.5`).join(" "));
    const sources = [csv, text, "--column", "n"];

    test.each(Array.from({ length: 20 }, (_, i) => i + 1))("run %d", async (seed) => {
      const random = randomFrom(seed * 7919);
      const parts = join(folder, `parts-${seed}`);
      mkdirSync(parts);
      const whole = await dlg(["total", ...sources]);
      const all = Array.from({ length: SHARDS }, (_, i) => i);
      let missing = all;
      for (let round = 0; missing.length > 0; round++) {
        expect(round).toBeLessThan(30);
        await runAll(missing, parts, round < 2 ? random : undefined);
        const ends: string[] = [];
        for (const name of readdirSync(parts)) {
          const path = join(parts, name);
          // Some end anywhere, as on a full disk.
          if (round < 2 && random() < 0.1) truncateSync(path, Math.floor(random() * statSync(path).size));
          if (isWhole(path)) ends.push(path);
          else rmSync(path);
        }
        const merged = ends.length === 0 ? undefined : await dlg(["merge", ...ends]);
        const isRight = merged === undefined || merged.exit === 3 || isDeepStrictEqual(merged, whole);
        expect([merged, isRight]).toEqual([merged, true]);
        const there = new Set(readdirSync(parts).map((name) => Number(name.split(".")[0])));
        // One that was there may have been cut since.
        missing = all.filter((shard) => !there.has(shard));
      }
      expect(await dlg(["merge", ...readdirSync(parts).map((name) => join(parts, name))])).toEqual(whole);
    });

    /** @param random kills now and then one of the processes, if it is given */
    async function runAll(shards: readonly number[], cwd: string, random?: () => number): Promise<void> {
      const line = `exec dlg total --shard {}/${SHARDS} ${sources.join(" ")} > {}.part`;
      const xargs = spawn("xargs", ["-P", "3", "-I{}", "sh", "-c", line], {
        cwd,
        env: { ...process.env, ...env },
        stdio: ["pipe", "ignore", "pipe"],
      });
      // xargs ends when one of its processes is killed, and leaves the others. They hold its standard error: it closes when the last of them has ended.
      xargs.stderr.resume();
      const ended = new Promise((resolve) => xargs.once("close", resolve));
      xargs.stdin.end(shards.join("\n"));
      if (random !== undefined) await killSome(xargs, random);
      await ended;
    }
  },
);

async function killSome(xargs: ChildProcess, random: () => number): Promise<void> {
  while (xargs.exitCode === null && xargs.signalCode === null) {
    await setTimeout(40 + 80 * random());
    const victim = childrenOf(xargs.pid!).at(random() < 0.5 ? 0 : -1);
    if (victim !== undefined && random() < 0.5) killed(victim);
  }
}

/** Whether a file is a part, as it was printed. */
function isWhole(path: string): boolean {
  try {
    new PartsMerge().add(readFileSync(path, "utf8").trimEnd());
    return true;
  } catch {
    return false;
  }
}

function childrenOf(pid: number): readonly number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
    return children === "" ? [] : children.split(" ").map(Number);
  } catch {
    return [];
  }
}

function killed(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended meanwhile.
  }
}
