import type { ViteUserConfig } from "vitest/config";

/** Ends only a test that hangs: no test's verdict depends on time. Polls in tests wait as long. */
const HANGS_AFTER_MS = 300_000;

const config: ViteUserConfig = {
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts", "bench/**/*.test.js"],
    exclude: ["**/*.full.test.*"],
    testTimeout: HANGS_AFTER_MS,
    hookTimeout: HANGS_AFTER_MS,
    teardownTimeout: HANGS_AFTER_MS,
    expect: { poll: { timeout: HANGS_AFTER_MS } },
    // No test changes the state of its process for others; a process for each file would take a quarter more time.
    isolate: false,
  },
};

export default config;
