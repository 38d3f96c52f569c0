/** The pages that are made from the result files: the tables in each bench's README and in the library's limits, and the chart of the root's README. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { chart } from "./chart.js";
import { formatted } from "./formatted.js";
import { lengthsTable } from "./lengths.js";
import { filled, table } from "./readme-tables.js";

/** @typedef {import("./types.d.ts").Results} Results */

const ROOT = join(import.meta.dirname, "../../../..");
const LIMITS = join(ROOT, "packages/total-core/docs/limits.md");
const BENCHES = [
  "packages/total-core/bench",
  "packages/total-cluster/bench",
  "apps/cli/bench",
  "apps/http/bench",
];

/** @returns {Promise<readonly { readonly path: string, readonly text: string }[]>} each file with what it should hold */
export async function pages() {
  const measured = BENCHES.filter((folder) => existsSync(join(ROOT, folder, "results.json")));
  const benches = measured.map((folder) => ({
    path: join(ROOT, folder, "README.md"),
    results: /** @type {Results} */ (JSON.parse(readFileSync(join(ROOT, folder, "results.json"), "utf8"))),
  }));
  const tables = benches.map(async ({ path, results }) => ({
    path,
    text: await formatted(path, filled(readFileSync(path, "utf8"), table(results))),
  }));
  const limits = benches
    .filter(({ results }) => results.bench === "library")
    .map(async ({ results }) => ({
      path: LIMITS,
      text: await formatted(LIMITS, filled(readFileSync(LIMITS, "utf8"), lengthsTable(results))),
    }));
  const all = benches.map(({ results }) => results);
  return [
    ...(await Promise.all([...tables, ...limits])),
    { path: join(import.meta.dirname, "../speed-light.svg"), text: chart(all, "light") },
    { path: join(import.meta.dirname, "../speed-dark.svg"), text: chart(all, "dark") },
  ];
}
