/** `node packages/total-core/bench/lib/fill-readme.js`: fills the README's block of figures from the result files. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { filled } from "./readme-tables.js";
import { writeFormatted } from "./write-formatted.js";

const ROOT = join(import.meta.dirname, "../../../..");
const README = join(ROOT, "README.md");

const results = ["packages/total-core", "apps/cli", "apps/http"]
  .map((folder) => join(ROOT, folder, "bench/results.json"))
  .filter((path) => existsSync(path))
  .map((path) => JSON.parse(readFileSync(path, "utf8")));
await writeFormatted(README, filled(readFileSync(README, "utf8"), results));
