import type { Options } from "tsup";

const config: Options = {
  entry: { index: "src/index.ts", "node/index": "src/node/index.ts" },
  format: "esm",
  target: "node20",
  platform: "neutral",
  external: [/^node:/],
  // No module of the package has side effects (package.json says so too), so a file imports another for its names alone. Without this esbuild keeps
  // imports without names, and warns of each when a bundle takes the package in.
  treeshake: { moduleSideEffects: false },
  clean: true,
  sourcemap: true,
};

export default config;
