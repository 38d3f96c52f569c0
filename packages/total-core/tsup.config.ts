import type { Options } from "tsup";

const config: Options = {
  entry: { index: "src/index.ts", "node/index": "src/node/index.ts", internal: "src/internal.ts" },
  format: "esm",
  target: "node20",
  platform: "neutral",
  external: [/^node:/],
  clean: true,
  sourcemap: true,
};

export default config;
