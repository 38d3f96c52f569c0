import type { ViteUserConfig } from "vitest/config";

const config: ViteUserConfig = {
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    exclude: ["**/*.full.test.ts"],
    reporters: ["default", "json"],
    outputFile: "test-results/unit.json",
    testTimeout: 20_000,
  },
};

export default config;
