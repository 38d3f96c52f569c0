import type { ViteUserConfig } from "vitest/config";

const config: ViteUserConfig = {
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts", "bench/**/*.test.js"],
    exclude: ["**/*.full.test.*"],
    reporters: ["default", "json"],
    outputFile: "test-results/unit.json",
    testTimeout: 20_000,
  },
};

export default config;
