import type { ViteUserConfig } from "vitest/config";

const config: ViteUserConfig = {
  test: {
    include: ["src/**/*.test.js"],
    reporters: ["default", "json"],
    outputFile: "test-results/unit.json",
  },
};

export default config;
