// `node .ci/no-skips.js apps/cli [full]`: fails if a test of this package was skipped, or one of that suite, and names it. Where all tools are installed,
// none is.
import { readdirSync, readFileSync } from "node:fs";
import { relative } from "node:path";

const root = new URL("../", import.meta.url);
const reports = new URL(`${process.argv[2]}/test-results/`, root);
const wanted = process.argv[3] === undefined ? readdirSync(reports) : [`${process.argv[3]}.json`];
const skipped = wanted.flatMap((name) => {
  const { testResults } = JSON.parse(readFileSync(new URL(name, reports), "utf8"));
  return testResults.flatMap(({ name: file, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status !== "passed" && status !== "failed")
      .map(({ fullName }) => `${relative(root.pathname, file)}: ${fullName}`),
  );
});
for (const test of skipped) console.error(`skipped: ${test}`);
process.exitCode = skipped.length > 0 ? 1 : 0;
