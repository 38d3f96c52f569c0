/**
 * Rivals from the npm registry. They are too large to be dev dependencies of everyone who runs the tests, so the first bench run installs these
 * versions into a folder that is not committed.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(import.meta.dirname, "../../../../node_modules/.cache/dlg-bench");

/**
 * The native part of nodejs-polars is named because npm would leave it out: it says that it needs Node 22, but runs on 20.
 * @type {Record<string, readonly string[]>}
 */
const PACKAGES = {
  duckdb: ["@duckdb/node-api@1.5.6-r.1"],
  polars: [
    "nodejs-polars@0.26.1",
    `nodejs-polars-${process.platform}-${process.arch}${process.platform === "linux" ? "-gnu" : ""}@0.26.1`,
  ],
  autocannon: ["autocannon@9.0.0"],
  node26: ["node@26.10.0"],
};

/**
 * The folder whose node_modules holds the rival, installed if it has to be.
 * @param {"duckdb" | "polars" | "autocannon" | "node26"} name
 * @param {import("./types.d.ts").Settings} settings
 * @returns {string | null} null if it is not to be had
 */
export function rivalFolder(name, { installs }) {
  const folder = join(FOLDER, name);
  const done = join(folder, "installed");
  if (existsSync(done)) return folder;
  if (!installs) return null;
  const packages = /** @type {readonly string[]} */ (PACKAGES[name]);
  console.error(`installing ${packages.join(" ")} into ${folder}`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), "{}\n");
    execFileSync("npm", ["install", "--no-audit", "--no-fund", ...packages], {
      cwd: folder,
      stdio: ["ignore", "ignore", "pipe"],
    });
    writeFileSync(done, `${packages.join("\n")}\n`);
    return folder;
  } catch (error) {
    console.error(`${name}: not installed: ${String(error).split("\n")[0]}`);
    return null;
  }
}

/**
 * The Node that has `Math.sumPrecise` behind `--js-sum-precise`.
 * @param {import("./types.d.ts").Settings} settings
 */
export function node26(settings) {
  const folder = rivalFolder("node26", settings);
  return folder === null ? null : join(folder, "node_modules/node/bin/node");
}
