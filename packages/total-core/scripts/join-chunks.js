/**
 * Joins the small chunks of dist that everything shares to one: in Node each file that is imported takes a third of a millisecond, and of what they have,
 * bundlers leave out whatever is not used.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
// The one that tsup brings.
const { rollup } = createRequire(require.resolve("tsup"))("rollup");

const DIST = fileURLToPath(new URL("../dist/", import.meta.url));
const MOST_BYTES = 6144;

const paths = readdirSync(DIST, { recursive: true })
  .filter((file) => file.endsWith(".js"))
  .map((file) => join(DIST, file));
const entries = paths.filter((path) => !isMade(path));
const joined = smallLeaves();

const bundle = await rollup({
  input: Object.fromEntries(entries.map((path) => [path.slice(DIST.length, -".js".length), path])),
  external: /^(?:node:|[^./])/,
  treeshake: false,
});
const { output } = await bundle.generate({
  chunkFileNames: "[name].js",
  manualChunks(path) {
    if (joined.has(path)) return "chunk-shared";
    return isMade(path) ? basename(path, ".js") : undefined;
  },
  minifyInternalExports: false,
  hoistTransitiveImports: false,
});
for (const path of paths) rmSync(path);
for (const { fileName, code } of output) writeFileSync(join(DIST, fileName), code);

/** Whether the bundler made the file, of what several entries share or what is loaded later. */
function isMade(path) {
  return /-[A-Z0-9]{8}\.js$/.test(path);
}

/** The small chunks that the main entry loads, and that import nothing but each other. */
function smallLeaves() {
  const imports = new Map(paths.map((path) => [path, importsOf(path)]));
  const loaded = new Set([join(DIST, "index.js")]);
  for (const path of loaded) for (const imported of imports.get(path)) loaded.add(imported);
  const leaves = new Set(
    [...loaded].filter((path) => isMade(path) && readFileSync(path).length <= MOST_BYTES),
  );
  for (let before = Infinity; leaves.size < before;) {
    before = leaves.size;
    for (const path of leaves)
      if (!imports.get(path).every((imported) => leaves.has(imported))) leaves.delete(path);
  }
  return leaves;
}

/** The files that it loads at once. */
function importsOf(path) {
  return [...readFileSync(path, "utf8").matchAll(/^(?:import|export) (?:[^;]* from )?'(\.[^']+)'/gm)].map(
    ([, to]) => resolve(path, "..", to),
  );
}
