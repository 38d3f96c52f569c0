import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts", "bench/**/*.test.js"],
    exclude: ["**/*.full.test.*"],
    reporters: ["default", "json"],
    outputFile: "test-results/unit.json",
    testTimeout: 20_000,
  },
});
