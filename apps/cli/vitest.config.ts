import type { ViteUserConfig } from "vitest/config";

const config: ViteUserConfig = {
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts", "bench/**/*.test.js"],
    exclude: ["**/*.full.test.*"],
    reporters: ["default", "json"],
    outputFile: "test-results/unit.json",
    testTimeout: 20_000,
    // No test changes what another finds in its process; a process a file takes a third of all time.
    isolate: false,
  },
};

export default config;
