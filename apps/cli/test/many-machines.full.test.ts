/** The page of recipes: each runs as it stands there, on the real engine, and prints what stands under it. */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { hasRedis, startRedis } from "../src/testing/cluster.js";
import { command, startProgram } from "../src/testing/dlg.js";
import { documentedRecipes, type Recipe } from "../src/testing/documented-recipes.js";
import { hasNginx, nginx } from "../src/testing/nginx.js";
import { hasSlurm, startSlurm } from "../src/testing/slurm.js";
import { temporaryFolder, writtenFile } from "../src/testing/temporary-files.js";

const page = readFileSync(new URL("../docs/many-machines.md", import.meta.url), "utf8");
const recipes = documentedRecipes(page);
const recipe = (title: string): Recipe => recipes.find((one) => one.title === title)!;

const folder = temporaryFolder();
const bin = join(folder, "bin");
mkdirSync(bin);
for (const [name, lines] of [
  ["dlg", `exec "${process.execPath}" "${command}" "$@"`],
  // Another machine is this one.
  ["ssh", `shift; exec sh -c "$*"`],
] as const) {
  chmodSync(writtenFile(bin, name, `#!/bin/sh\n${lines}\n`), 0o755);
}

function emptyFolder(name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  return path;
}

interface Outcome {
  readonly lines: string;
  readonly exit: number | string | null;
  readonly stdout: string;
  readonly stderr: string;
}

const promised = ({ steps }: Recipe): readonly Outcome[] =>
  steps.map(({ lines, prints }) => ({ lines, exit: 0, stdout: prints, stderr: "" }));

/** The steps, one after the other. */
async function done(
  { files, steps }: Recipe,
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<readonly Outcome[]> {
  for (const [name, content] of files) writtenFile(cwd, name, content);
  const own = { ...env, PATH: `${bin}:${process.env["PATH"]}`, HOME: cwd };
  const outcomes: Outcome[] = [];
  for (const { lines } of steps) {
    const { outcome } = startProgram("bash", ["-c", lines], { cwd, env: own });
    outcomes.push({ lines, ...(await outcome) });
  }
  return outcomes;
}

/** A new folder with what all recipes need in it. */
async function folderWithSales(name: string): Promise<string> {
  const cwd = emptyFolder(name);
  const first = recipe("What a shard needs");
  expect(await done(first, cwd)).toEqual(promised(first));
  return cwd;
}

const hasParallel =
  spawnSync("parallel", ["--version"], { encoding: "utf8" }).stdout?.startsWith("GNU ") === true;

/** The shells, seq and xargs are those of Linux. */
describe.skipIf(process.platform !== "linux")("the recipes for", () => {
  test("xargs, and ssh, which is a shell here", async () => {
    const asked = recipe("xargs");
    expect(await done(asked, await folderWithSales("xargs"))).toEqual(promised(asked));
  });

  test.skipIf(!hasParallel)("GNU parallel, with Debian's package parallel", async () => {
    const asked = recipe("GNU parallel");
    expect(await done(asked, await folderWithSales("parallel"))).toEqual(promised(asked));
  });

  test.skipIf(!hasSlurm)("Slurm, as root with Debian's packages slurm-wlm and munge", async () => {
    const asked = recipe("Slurm");
    const slurm = await startSlurm(emptyFolder("slurm-cluster"));
    try {
      expect(await done(asked, await folderWithSales("slurm"), slurm.env)).toEqual(promised(asked));
    } finally {
      await slurm.end();
    }
  });

  test.skipIf(!hasRedis)("Redis and BullMQ, with Debian's package redis-server", async () => {
    const asked = recipe("Redis and BullMQ");
    const redis = await startRedis();
    try {
      const env = { DLG_REDIS_URL: redis.address };
      expect(await done(asked, await folderWithSales("redis"), env)).toEqual(promised(asked));
    } finally {
      await redis.kill();
    }
  });

  test.skipIf(!hasNginx)("signed addresses, with Debian's package nginx", async () => {
    const cwd = await folderWithSales("signed");
    const server = await nginx(
      emptyFolder("nginx"),
      `location /sales/ {
        root ${cwd};
        secure_link $arg_md5,$arg_expires;
        secure_link_md5 "$secure_link_expires$uri secret";
        if ($secure_link != 1) { return 403; }
      }`,
    );
    expect((await fetch(`${server.url}/sales/01.csv`)).status).toBe(403);
    const asked = recipe("Signed addresses");
    expect(await done(asked, cwd, { SERVER: server.url })).toEqual(promised(asked));
    expect(readFileSync(join(cwd, "parts/http-3.jsonl"), "utf8")).not.toMatch(/md5|expires/);
  });
});

test("each recipe is run, or says that it is not tried", () => {
  const untried = recipes.filter(({ title, steps }) => {
    const section = page.slice(page.indexOf(`\n## ${title}\n`) + 1).split(/\n## /)[0]!;
    return steps.length === 0 && !section.includes("_Not tried here._");
  });
  expect(untried.map(({ title }) => title)).toEqual(["10 TB"]);
});
