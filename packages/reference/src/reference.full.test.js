import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

import { REFERENCE, writeReference } from "./reference.js";

const folder = mkdtempSync(join(tmpdir(), "dlg-reference-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** @param {string} root */
function filesIn(root) {
  const names = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".md"),
  );
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(root, name), "utf8")]));
}

test("every export has a docstring, and the committed reference is that of the code: else `pnpm run reference`", async () => {
  expect(await writeReference(folder)).toEqual([]);
  expect(filesIn(REFERENCE)).toEqual(filesIn(folder));
});
