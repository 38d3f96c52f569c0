/** The service's documents in the hands of the tools that people check them with. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parsedBlueprint } from "../src/testing/api-blueprint.js";
import { installTools, type Tools } from "../src/testing/npm-tools.js";
import { OPENAPI_TEXT } from "../src/testing/openapi.js";
import { endServices, startService } from "../src/testing/service.js";

const BLUEPRINT = fileURLToPath(new URL("../api/dlg.apib", import.meta.url));

let tools: Tools;
beforeAll(async () => {
  tools = await installTools(
    { "@redocly/cli": "2.77.0", "@stoplight/spectral-cli": "6.16.3", dredd: "14.1.0" },
    { "openapi.json": OPENAPI_TEXT, "ruleset.yaml": 'extends: ["spectral:oas"]\n' },
  );
});
afterAll(endServices);

test("Dredd finds that the service answers every request of the API Blueprint as it shows", async () => {
  const { url } = await startService();
  const said = await tools.run("dredd", BLUEPRINT, url);
  const { length } = parsedBlueprint(readFileSync(BLUEPRINT, "utf8")).transactions;
  expect(said).toContain(`complete: ${length} passing, 0 failing, 0 errors, 0 skipped, ${length} total`);
  expect(said).not.toMatch(/warn/i);
});

test("redocly has nothing to say against the OpenAPI document", async () => {
  const said = await tools.run("redocly", "lint", "openapi.json", "--format=json");
  expect(JSON.parse(/^\{[^]*^\}/m.exec(said)?.[0] ?? "")).toMatchObject({
    totals: { errors: 0, warnings: 0, ignored: 0 },
    problems: [],
  });
});

test("spectral has nothing to say against it, not even a hint", async () => {
  const said = await tools.run(
    "spectral",
    "lint",
    "--ruleset=ruleset.yaml",
    "--fail-severity=hint",
    "openapi.json",
  );
  expect(said).toContain("No results with a severity of 'hint' or higher found!");
});
