/**
 * Bundles the thread that works on slices of files to src/node/threads/worker.generated.ts: `export const compressed = "…"`, in Brotli and
 * base64: less than half of the source.
 *
 * As text inside the source it can be started from anywhere: from TypeScript in the tests, from dist, from a bundle of one file.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";

const folder = new URL("../src/node/threads/", import.meta.url);
const output = fileURLToPath(new URL("worker.generated.ts", folder));

// The bundler that tsup brings.
const require = createRequire(import.meta.url);
const { build } = createRequire(require.resolve("tsup"))("esbuild");

/** The kernels are a third of the compressed source. The thread gets them as data (worker-pool.ts), so that they are not published twice. */
const kernelsAsData = {
  name: "kernels-as-data",
  setup({ onLoad }) {
    onLoad({ filter: /[/\\]kernel[/\\](binary|text|objects|csv)\.generated\.ts$/ }, ({ path }) => {
      const [name] = basename(path).split(".");
      const [constants] = readFileSync(path, "utf8").split("export const wasm");
      const imported = 'import { workerData } from "node:worker_threads";\n';
      return {
        contents: `${imported}${constants}export const wasm = workerData.kernels.${name};\n`,
        loader: "ts",
      };
    });
  },
};

const { outputFiles } = await build({
  plugins: [kernelsAsData],
  entryPoints: [fileURLToPath(new URL("worker.ts", folder))],
  bundle: true,
  write: false,
  format: "cjs",
  target: "node20",
  platform: "node",
  legalComments: "none",
  minify: true,
  // One character outside of Latin-1 would make V8 keep two bytes for each, in every thread: half a megabyte each.
  charset: "ascii",
});
const compressed = brotliCompressSync(outputFiles[0].text).toString("base64");
const generated = `// Bundled from worker.ts by scripts/bundle-worker.js.\nexport const compressed: string =\n  "${compressed}";\n`;
if (!existsSync(output) || readFileSync(output, "utf8") !== generated) {
  // Renamed into place, so that two builds at once never show each other half a file.
  const unfinished = `${output}.${process.pid}`;
  writeFileSync(unfinished, generated);
  renameSync(unfinished, output);
}
