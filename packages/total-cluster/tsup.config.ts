import type { Options } from "tsup";

const config: Options = {
  entry: { index: "src/index.ts" },
  format: "esm",
  target: "node20",
  platform: "node",
  removeNodeProtocol: false,
  clean: true,
};

export default config;
