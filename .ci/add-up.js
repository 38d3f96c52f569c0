// `node .ci/add-up.js [unit] [full]`: prints a line for each suite of these kinds (both by default) from its report, and then the sum:
// `412 passed, 0 failed, 3 skipped`.
import { readdirSync, readFileSync } from "node:fs";

const kinds = process.argv.length > 2 ? process.argv.slice(2) : ["unit", "full"];
const root = new URL("../", import.meta.url);
const sum = { passed: 0, failed: 0, skipped: 0 };
for (const group of ["packages/", "apps/"]) {
  for (const name of readdirSync(new URL(group, root))) {
    for (const kind of kinds) {
      const result = resultOf(`${group}${name}/test-results/${kind}.json`);
      if (result === undefined) continue;
      const counts = {
        passed: result.numPassedTests,
        // A suite that could not be loaded has no tests to count, but has failed.
        failed: Math.max(result.numFailedTests, result.success ? 0 : 1),
        skipped: result.numPendingTests + result.numTodoTests,
      };
      print(`${group}${name} ${kind}: `, counts);
      for (const [key, count] of Object.entries(counts)) sum[key] += count;
    }
  }
}
print("", sum);
process.exitCode = sum.failed > 0 || sum.passed === 0 ? 1 : 0;

function print(suite, { passed, failed, skipped }) {
  process.stdout.write(`${suite}${passed} passed, ${failed} failed, ${skipped} skipped\n`);
}

function resultOf(file) {
  try {
    return JSON.parse(readFileSync(new URL(file, root), "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}
