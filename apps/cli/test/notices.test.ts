/** The notices and the SBOM beside the built command, which its licence and the licences of the bundled packages ask for. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

interface Component {
  readonly name: string;
  readonly version: string;
}

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
const folder = fileURLToPath(new URL("../", import.meta.url));

/** `name@version` of each bundled package, taken from the comment that the bundler writes above each file's code. */
async function bundled(): Promise<string[]> {
  const require = createRequire(import.meta.url);
  // The bundler that tsup brings.
  const { build } = createRequire(require.resolve("tsup"))("esbuild");
  const { outputFiles } = await build({
    absWorkingDir: folder,
    entryPoints: ["src/dlg.ts"],
    outdir: "dist",
    bundle: true,
    write: false,
    platform: "node",
    target: "node20",
    logLevel: "silent",
  });
  const comments = outputFiles
    .map(({ text }: { readonly text: string }) => text)
    .join("\n")
    .matchAll(
      /^ *\/\/ .*node_modules\/\.pnpm\/[^/]+?@([^@/_]+)(?:_[^/]*)?\/node_modules\/((?:@[^/]+\/)?[^/]+)\//gm,
    );
  return [...new Set([...comments].map(([, version, name]) => `${name}@${version}`))].sort();
}

test("the notices and the SBOM name each package that is bundled, and nothing else", async () => {
  const packages = await bundled();
  expect(packages.length).toBeGreaterThan(5);
  const [, list] = read("../dist/THIRD-PARTY-NOTICES.txt").split("\n\n");
  const noticed = list!.split("\n").map((line) => line.replace(/^(\S+) (\S+), .*$/, "$1@$2"));
  expect(noticed.sort()).toEqual(packages);
  const { components } = JSON.parse(read("../dist/dlg.cdx.json")) as { components: readonly Component[] };
  expect(components.map(({ name, version }) => `${name}@${version}`).sort()).toEqual(packages);
  const lockfile = read("../../../pnpm-lock.yaml");
  for (const one of packages) expect(lockfile).toMatch(new RegExp(`^  '?${one}'?:$`, "m"));
});

test("npm packs both and the licence", () => {
  const [packed] = JSON.parse(
    execFileSync("npm", ["pack", "--dry-run", "--json"], { cwd: folder, encoding: "utf8", stdio: "pipe" }),
  );
  const files = packed.files.map(({ path }: { readonly path: string }) => path);
  expect(files.sort()).toEqual([
    "LICENSE",
    "README.md",
    "dist/THIRD-PARTY-NOTICES.txt",
    "dist/alignment.js",
    "dist/cluster.js",
    "dist/completion.js",
    "dist/devices.js",
    "dist/dlg.1",
    "dist/dlg.cache",
    "dist/dlg.cdx.json",
    "dist/dlg.js",
    "dist/main.js",
    "dist/package.json",
    "dist/parquet.js",
    "dist/shards.js",
    "dist/threads.js",
    "package.json",
  ]);
});
