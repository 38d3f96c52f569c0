import type { ViteUserConfig } from "vitest/config";

const config: ViteUserConfig = {
  test: {
    include: ["src/**/*.full.test.ts", "test/**/*.full.test.ts", "bench/**/*.full.test.js"],
    reporters: ["default", "json"],
    outputFile: "test-results/full.json",
    testTimeout: 600_000,
    passWithNoTests: true,
  },
};

export default config;
