import type { ViteUserConfig } from "vitest/config";

/** As in vitest.config.ts: ends only a test that hangs. */
const HANGS_AFTER_MS = 900_000;

const config: ViteUserConfig = {
  test: {
    include: ["src/**/*.full.test.ts", "test/**/*.full.test.ts", "bench/**/*.full.test.js"],
    testTimeout: HANGS_AFTER_MS,
    hookTimeout: HANGS_AFTER_MS,
    teardownTimeout: HANGS_AFTER_MS,
    expect: { poll: { timeout: HANGS_AFTER_MS } },
    passWithNoTests: true,
  },
};

export default config;
