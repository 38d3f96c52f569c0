import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

import { pages } from "./pages.js";

test("tables and charts show the result files: else `npm run bench:readme`", async () => {
  for (const { path, text } of await pages()) expect(readFileSync(path, "utf8")).toBe(text);
});
