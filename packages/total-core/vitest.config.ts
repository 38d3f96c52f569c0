import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ViteUserConfig } from "vitest/config";

/** Ends only a test that hangs: no test's verdict depends on time. Polls in tests wait as long. */
const HANGS_AFTER_MS = 300_000;

const ALL = ["src/**/*.test.ts", "test/**/*.test.ts", "bench/**/*.test.js"];
const SLOW = "**/*.full.test.*";

/** A test that replaces modules, globals or the clock, which other tests of its process would see. */
const REPLACES = /\bvi\.(?:mock|resetModules|stubGlobal|stubEnv|useFakeTimers)\(|testing\/fake-time\.js/;

const alone = readdirSync(join(import.meta.dirname, "src"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".test.ts") && !name.endsWith(".full.test.ts"))
  .map((name) => join("src", name))
  .filter((path) => REPLACES.test(readFileSync(join(import.meta.dirname, path), "utf8")));

const config: ViteUserConfig = {
  test: {
    exclude: [SLOW, "node_modules/**"],
    setupFiles: ["src/testing/equipped.ts"],
    // By default one core has none, and this suite is the last to end.
    maxWorkers: "100%",
    testTimeout: HANGS_AFTER_MS,
    hookTimeout: HANGS_AFTER_MS,
    teardownTimeout: HANGS_AFTER_MS,
    expect: { poll: { timeout: HANGS_AFTER_MS } },
    projects: [
      // With a process for each file the suite took 176 s of processor time, so 100.
      { extends: true, test: { name: "together", isolate: false, include: ALL, exclude: alone } },
      { extends: true, test: { name: "alone", include: alone } },
    ],
  },
};

export default config;
