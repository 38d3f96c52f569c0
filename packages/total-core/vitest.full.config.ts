import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.full.test.ts", "test/**/*.full.test.ts", "bench/**/*.full.test.js"],
    reporters: ["default", "json"],
    outputFile: "test-results/full.json",
    testTimeout: 600_000,
    passWithNoTests: true,
  },
});
