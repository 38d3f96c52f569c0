/** Part of the build: runs the command once and writes the code that V8 compiled to a file. `node cache-code.js FOLDER` */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Bundles, cachePath, COMMAND } from "./bundles.js";

/** Files below 64 KiB are read at once, and a kernel reads none of them: the usual ways are those of larger ones. */
const ROWS = 20_000;

const SOURCES = {
  "small.txt": "1\n",
  "large.txt": "1.5\n".repeat(ROWS),
  "large.csv": `name,x\n${"a,1.5\n".repeat(ROWS)}`,
  "large.ndjson": '{"name":"a","x":1.5}\n'.repeat(ROWS),
};

const folder = process.argv[2]!;
const sources = mkdtempSync(join(tmpdir(), "dlg-"));
const names = Object.entries(SOURCES).map(([name, text]) => {
  const path = join(sources, name);
  writeFileSync(path, text);
  return path;
});
process.argv.splice(2, 1, "total", ...names, "--column", "x", "--field", "x");
const bundles = new Bundles(folder, require);
// At the exit: by then each function that the run called is compiled.
process.on("exit", () => {
  for (const [id, script] of bundles.scripts)
    writeFileSync(cachePath(join(folder, id)), script.createCachedData());
  rmSync(sources, { recursive: true });
});
bundles.load(COMMAND);
