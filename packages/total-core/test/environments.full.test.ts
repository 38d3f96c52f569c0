/** The packed library in the environments that tests of pages run in. */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { bundled } from "../src/testing/bundle.js";
import { packed, project, writeFiles, type Project } from "../src/testing/installed.js";
import { started } from "../src/testing/started.js";
import { newAnswers } from "./contract/answers.js";
import { SUITE, type Outcome } from "./contract/index.js";
import { IMPORTED, SOURCE as SUITE_OF_PACKAGE } from "./contract/script.js";

const PACKAGES = {
  "@happy-dom/jest-environment": "20.14.5",
  "happy-dom": "20.14.5",
  hyparquet: "1.31.5",
  jest: "30.5.2",
  "jest-environment-jsdom": "30.5.2",
  jsdom: "26.1.0",
};

/** A script that totals what needs nothing of a page. */
const TOTALS = `
  import { Total, total, totalOf } from "@dlg/total-core";
  const api = { async *numbers() { yield [1, 2]; yield new Float64Array(1000).fill(0.5); } };
  globalThis.result = totalOf(api).then((running) => [
    total([0.1, 0.2, 0.3]),
    total(new Float64Array(1000).fill(0.5)),
    String(total([2n ** 64n, 1n])),
    String(Total.fromBytes(new Total().add(0.5).merge(running).toBytes())),
  ]);
`;
const OUTCOME = JSON.stringify([0.6, 500, "18446744073709551617", "503.5"]);

const WINDOWS = {
  jsdom: `
    import { JSDOM } from "jsdom";
    const { window } = new JSDOM("", { runScripts: "outside-only" });
  `,
  "happy-dom": `
    import { Window } from "happy-dom";
    const settings = { enableJavaScriptEvaluation: true, suppressInsecureJavaScriptEnvironmentWarning: true };
    const window = new Window({ settings });
  `,
};

const inJest = (environment: string) => `
  /** @jest-environment ${environment} */
  import "./totals.js";
  test("totals", async () => expect(JSON.stringify(await globalThis.result)).toBe(${JSON.stringify(OUTCOME)}));
`;

let app: Project;
beforeAll(async () => {
  const suite = await bundled(SUITE_OF_PACKAGE, "esm", { external: IMPORTED });
  const script = JSON.stringify(await bundled(TOTALS, "iife"));
  const windows = Object.entries(WINDOWS).map(([name, open]) => [
    `${name}.js`,
    `${open}; window.eval(${script}); console.log(JSON.stringify(await window.result)); await window.close();`,
  ]);
  app = await project(await packed(), PACKAGES, {
    ...(Object.fromEntries(windows) as Record<string, string>),
    "totals.js": TOTALS,
    "suite.js": suite,
    "jsdom.test.js": inJest("jsdom"),
    "happy-dom.test.js": inJest("@happy-dom/jest-environment"),
    "contract.test.js": `
      import { writeFileSync } from "node:fs";
      import { contract } from "./suite.js";
      import world from "./world.js";
      test("the contract", async () => {
        writeFileSync("outcomes.json", JSON.stringify(await contract(world)));
      }, 600_000);
    `,
    "jest.config.js": "export default { transform: {} };",
  });
});

test.for(Object.keys(WINDOWS))("%s", async (name) => {
  expect(await app.run("node", [`${name}.js`])).toBe(`${OUTCOME}\n`);
});

const jest = (file: string): Promise<string> =>
  app.run("node", ["--experimental-vm-modules", "node_modules/jest/bin/jest.js", file]);

test.for(["jsdom", "happy-dom"])("Jest with %s", async (name) => {
  expect(await jest(`${name}.test.js`)).toContain("Tests:       1 passed, 1 total");
});

test("the whole contract in Jest's module mode", async () => {
  const servers = [
    await started(createServer(newAnswers())),
    await started(createServer(newAnswers())),
  ] as const;
  onTestFinished(async () => {
    for (const { stop } of servers) await stop();
  });
  const world = { runtime: "Node", origin: servers[0].origin, otherOrigin: servers[1].origin };
  await writeFiles(app.folder, { "world.js": `export default ${JSON.stringify(world)};` });
  await jest("contract.test.js");
  const found = JSON.parse(await readFile(join(app.folder, "outcomes.json"), "utf8")) as readonly Outcome[];
  expect(found.filter(({ outcome }) => outcome !== "ok")).toEqual([]);
  expect(found).toHaveLength(SUITE.length);
});
