import type { Options } from "tsup";

const config: Options = {
  // An entry for each export of package.json.
  entry: {
    index: "src/index.ts",
    "node/index": "src/node/index.ts",
    parquet: "src/parquet.ts",
    arrow: "src/arrow.ts",
    "sum-precise/index": "src/sum-precise/index.ts",
    "sum-precise/polyfill": "src/sum-precise/polyfill.ts",
    "sum-precise/shim": "src/sum-precise/shim.ts",
    "sum-precise/auto": "src/sum-precise/auto.ts",
    internal: "src/internal.ts",
  },
  format: "esm",
  target: "node20",
  platform: "neutral",
  external: [/^node:/],
  // package.json says that no module has side effects, so an import without names does nothing. esbuild writes them between its chunks, and a bundler
  // that takes the package in warns of each; Rollup drops them.
  treeshake: { moduleSideEffects: false },
  clean: true,
  sourcemap: true,
};

export default config;
