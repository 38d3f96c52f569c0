import type { ViteUserConfig } from "vitest/config";

/** Ends only a test that hangs: no test's verdict depends on time. */
const HANGS_AFTER_MS = 900_000;

const config: ViteUserConfig = {
  test: {
    include: ["src/**/*.full.test.js"],
    testTimeout: HANGS_AFTER_MS,
    hookTimeout: HANGS_AFTER_MS,
  },
};

export default config;
