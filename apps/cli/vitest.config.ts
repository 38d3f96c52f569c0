import type { ViteUserConfig } from "vitest/config";

/** Ends a test that hangs, and no other: no test's verdict goes by time. Whatever waits in a test for something to happen waits as long. */
const HANGS_AFTER_MS = 300_000;

const config: ViteUserConfig = {
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts", "bench/**/*.test.js"],
    exclude: ["**/*.full.test.*"],
    testTimeout: HANGS_AFTER_MS,
    hookTimeout: HANGS_AFTER_MS,
    teardownTimeout: HANGS_AFTER_MS,
    expect: { poll: { timeout: HANGS_AFTER_MS } },
    // No test changes what another finds in its process; a process a file takes a third of all time.
    isolate: false,
  },
};

export default config;
