/** What a page loads for an import: the built package, bundled and minified by esbuild, in gzip. test/bundlers.full.test.ts asks the others. */
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { minified } from "../src/testing/bundle.js";
import { SIZES } from "../src/testing/sizes.js";

test.each(SIZES)("the import of $names takes at most $mostBytes bytes", async ({ names, mostBytes }) => {
  const code = await minified(`export { ${names} } from "@dlg/total-core";`);
  expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(mostBytes);
});

test("all of it is one file, without hyparquet", async () => {
  expect(await minified('export * from "@dlg/total-core";')).not.toMatch(/hyparquet|\bimport *["(]/);
});
