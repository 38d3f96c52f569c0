/** The pages of documentation: each program in them runs as it stands there, and prints what stands under it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { minified, transformedJsx } from "../src/testing/bundle.js";
import { documentedPrograms, type DocumentedProgram } from "../src/testing/documented-programs.js";
import { packed, project, writeFiles, type Project } from "../src/testing/installed.js";
import { POSTGRES_PROGRAMS, startedPostgres, type Postgres } from "../src/testing/postgres.js";

/** The other packages that the pages import, and what a browser is to React here. Too large to be dev dependencies of everyone. */
const PACKAGES = {
  "@duckdb/node-api": "1.5.6-r.1",
  "@happy-dom/global-registrator": "20.14.5",
  "apache-arrow": "21.2.0",
  "big.js": "7.0.1",
  "csv-parse": "7.0.3",
  "d3-array": "3.2.5",
  "decimal.js": "10.6.0",
  pg: "8.23.1",
  react: "19.3.1",
  "react-dom": "19.3.1",
};

/** Clicks the first button three times, and prints the text of the page. */
const CLICKS = `
  import { GlobalRegistrator } from "@happy-dom/global-registrator";
  GlobalRegistrator.register();
  globalThis.IS_REACT_ACT_ENVIRONMENT = true;
  document.body.innerHTML = '<div id="root"></div>';
  const { act } = await import("react");
  await act(() => import("./program.js"));
  for (let i = 0; i < 3; i++) await act(() => document.querySelector("button").click());
  console.log(document.body.textContent);
  await GlobalRegistrator.unregister();
`;

const page = (name: string): string => readFileSync(new URL(`../docs/${name}`, import.meta.url), "utf8");
const recipes = documentedPrograms(page("recipes.md"));
const asksPostgres = ({ code }: DocumentedProgram): boolean => code.includes('from "pg"');

let app: Project;
let postgres: Postgres | undefined;

beforeAll(async () => {
  app = await project(await packed(), PACKAGES, {});
  if (POSTGRES_PROGRAMS === undefined) return;
  postgres = startedPostgres(POSTGRES_PROGRAMS);
  for (const [name, value] of Object.entries(postgres.env)) vi.stubEnv(name, value);
});
afterAll(() => {
  vi.unstubAllEnvs();
  postgres?.stop();
});

/** @returns what it prints, warnings too */
async function printed({ language, code, files }: DocumentedProgram): Promise<string> {
  const isPage = language === "jsx";
  await writeFiles(app.folder, {
    ...Object.fromEntries(files),
    "program.js": isPage ? await transformedJsx(code) : code,
    "clicks.js": CLICKS,
  });
  return app.run("node", [join(app.folder, isPage ? "clicks.js" : "program.js")]);
}

describe("the recipes", () => {
  test("are fifteen, each under a heading of its own", () => {
    expect(new Set(recipes.map(({ title }) => title)).size).toBe(15);
    expect(recipes).toHaveLength(15);
  });

  test.for(recipes.filter((recipe) => !asksPostgres(recipe)))("$title", async (recipe) => {
    expect(await printed(recipe)).toBe(recipe.prints);
  });

  test.skipIf(POSTGRES_PROGRAMS === undefined).for(recipes.filter(asksPostgres))(
    "$title, with Debian's package postgresql",
    async (recipe) => {
      expect(await printed(recipe)).toBe(recipe.prints);
    },
  );
});

describe("migration", () => {
  test.for(documentedPrograms(page("migration.md")))("$title", async (program) => {
    expect(await printed(program)).toBe(program.prints);
  });
});

describe("the limits tell the size of", () => {
  const rows = Array.from(
    page("limits.md").matchAll(/^\| `(\{ .+? \})` +\| ([\d.]+) KB/gm),
    ([, names, size]) => ({
      names: names!,
      kilobytes: Number(size),
    }),
  );

  test("several imports", () => expect(rows.length).toBeGreaterThan(3));

  test.for(rows)("$names, to 2 KB", async ({ names, kilobytes }) => {
    const code = await minified(`export ${names} from "@dlg/total-core";`);
    expect(Math.abs(gzipSync(code, { level: 9 }).length / 1000 - kilobytes)).toBeLessThan(2);
  });
});
