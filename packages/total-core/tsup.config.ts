import type { Options } from "tsup";

const config: Options = {
  // An entry for each export of package.json.
  entry: {
    index: "src/index.ts",
    "for-node": "src/for-node.ts",
    "node/index": "src/node/index.ts",
    parquet: "src/parquet.ts",
    arrow: "src/arrow.ts",
    equip: "src/equip.ts",
    "sum-precise/index": "src/sum-precise/index.ts",
    "sum-precise/polyfill": "src/sum-precise/polyfill.ts",
    "sum-precise/shim": "src/sum-precise/shim.ts",
    "sum-precise/auto": "src/sum-precise/auto.ts",
    internal: "src/internal.ts",
    // No exports, but cuts: what total() and totalOf() of a stream need gets chunks of its own, so that a bundle of them has nothing else in it. Files that are
    // not bundled at all would do that for everything, and take four times as long to import.
    "parts/total": "src/total/in-memory.ts",
    "parts/total-of": "src/total/total-of.ts",
  },
  format: "esm",
  target: "node20",
  platform: "neutral",
  external: [/^node:/],
  // package.json says that no module has side effects, so an import without names does nothing. esbuild writes them between its chunks, and a bundler
  // that takes the package in warns of each; Rollup drops them.
  treeshake: { moduleSideEffects: false },
  clean: true,
  esbuildOptions(options) {
    // Constants stand where they are used. esbuild makes them variables otherwise, which no bundler of a page inlines: totalOf was 0.5% larger.
    options.minifySyntax = true;
  },
};

export default config;
