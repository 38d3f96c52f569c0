/**
 * Makes the bundles of dist from the chunks into which tsup has cut the command: `dlg.js`, which every command line loads, and one for each of LATER below,
 * which few command lines need. A start costs time and memory for each byte of source in what it loads, run or not: of all but the queue, `dlg.js` is half.
 *
 * A module is in one bundle only, so that all bundles share one library and its classes of errors. A bundle is a function that takes its exports and a
 * `require`: src/start/bundles.ts calls it. They are CommonJS, as the command starts 4 ms later, of 30, from ES modules.
 */
import { execFileSync } from "node:child_process";
import { chmodSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
// The one that tsup brings.
const { rollup } = createRequire(require.resolve("tsup"))("rollup");

const FOLDER = fileURLToPath(new URL("../", import.meta.url));
const DIST = join(FOLDER, "dist");
const MAIN = "dlg";

/**
 * The bundles that are loaded later, and the modules with which each of them begins. Whatever else is imported later is in `dlg.js`, where it runs at the
 * start: it has to be small, and to call and import nothing that is slow.
 */
const LATER = {
  threads: /\/sliced-file-/,
  parquet: /\/(?:parquet|columns)-|\/node_modules\/(?:hyparquet|fzstd)/,
  shards: /^src\/(?:shards|receipts|cluster)\//,
  cluster: /\/total-cluster\//,
  completion: /\/completion\.ts$/,
  // Making an `Intl.Segmenter` takes longer than all the rest of a start.
  alignment: /\/aligned-lines\.ts$/,
  // They load node:net and node:tty.
  devices: /\/special-file-|\/is-terminal\.ts$/,
};

/** Parts of the build, which run once and are not published. */
const BUILDERS = ["cache-code", "manual"];

const { outputs } = JSON.parse(readFileSync(join(DIST, "metafile-esm.json"), "utf8"));
const chunks = Object.keys(outputs);
const bundleOfEntry = new Map(
  chunks
    .filter((chunk) => outputs[chunk].entryPoint !== undefined)
    .map((chunk) => [chunk, laterBundle(outputs[chunk].entryPoint)]),
);
const inMain = reached([
  `dist/${MAIN}.js`,
  ...importedLater().filter((chunk) => bundleOfEntry.get(chunk) === undefined),
]);

const made = [
  ...(await bundles("main", { treeshake: true })),
  ...(await bundles(MAIN, {
    banner: "(function (exports, require) {",
    footer: "})",
    manualChunks(path) {
      const chunk = `dist${path.slice(DIST.length)}`;
      return inMain.has(chunk) ? MAIN : bundleOfEntry.get(chunk);
    },
  })),
];
for (const builder of BUILDERS) made.push(...(await bundles(builder, {})));
for (const chunk of chunks) rmSync(join(FOLDER, chunk));
for (const { fileName, code } of made) writeFileSync(join(DIST, fileName), code);
chmodSync(join(DIST, "main.js"), 0o755);
writeFileSync(join(DIST, "package.json"), '{ "type": "commonjs" }\n');

execFileSync(process.execPath, ["dist/cache-code.js", "dist"], { cwd: FOLDER, stdio: "ignore" });
execFileSync(process.execPath, ["dist/manual.js", "dist/dlg.1"], {
  cwd: FOLDER,
  stdio: ["ignore", "ignore", "inherit"],
});
for (const builder of BUILDERS) rmSync(join(DIST, `${builder}.js`));

/** @returns `undefined` for {@link MAIN} */
function laterBundle(path) {
  return Object.keys(LATER).find((name) => LATER[name].test(path));
}

function importedLater() {
  const imports = Object.values(outputs).flatMap((output) => output.imports);
  return imports
    .filter(({ kind, external }) => kind === "dynamic-import" && !external)
    .map(({ path }) => path);
}

/** The chunks, and all that they load at once. */
function reached(from) {
  const all = new Set(from);
  for (const chunk of all) {
    for (const { kind, path, external } of outputs[chunk].imports) {
      if (kind === "import-statement" && !external) all.add(path);
    }
  }
  return all;
}

/** The bundles of an entry. */
async function bundles(entry, { treeshake = false, ...options }) {
  const bundle = await rollup({
    input: { [entry]: join(DIST, `${entry}.js`) },
    external: /^(?:node:|[^./])/,
    treeshake,
    onLog: (_level, { message }) => {
      if (!/Circular|empty chunk/.test(message)) console.error(message);
    },
  });
  const { output } = await bundle.generate({
    format: "cjs",
    chunkFileNames: "[name].js",
    inlineDynamicImports: options.manualChunks === undefined,
    hoistTransitiveImports: false,
    // A module that is imported later is required later.
    dynamicImportInCjs: false,
    generatedCode: "es2015",
    compact: true,
    ...options,
  });
  return output;
}
