// Adds up what the suites of all packages reported, as the last line of a check: `412 passed, 0 failed, 3 skipped`.
import { readdirSync, readFileSync } from "node:fs";

const root = new URL("../", import.meta.url);
const sum = { passed: 0, failed: 0, skipped: 0 };
for (const group of ["packages/", "apps/"]) {
  for (const name of readdirSync(new URL(group, root))) {
    const folder = new URL(`${group}${name}/test-results/`, root);
    for (const file of resultsIn(folder)) {
      const result = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
      sum.passed += result.numPassedTests;
      // A suite that could not even be loaded has no tests to count, and has failed all the same.
      sum.failed += Math.max(result.numFailedTests, result.success ? 0 : 1);
      sum.skipped += result.numPendingTests + result.numTodoTests;
    }
  }
}
process.stdout.write(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped\n`);
process.exitCode = sum.failed > 0 || sum.passed === 0 ? 1 : 0;

function resultsIn(folder) {
  try {
    return readdirSync(folder).filter((file) => file.endsWith(".json"));
  } catch (error) {
    if (error.code === "ENOENT") return [];
    throw error;
  }
}
