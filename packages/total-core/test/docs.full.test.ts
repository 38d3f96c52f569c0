/** The pages of documentation: each program in them runs as it stands there, and prints what stands under it. */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { documentedPrograms, type DocumentedProgram } from "../src/testing/documented-programs.js";
import { POSTGRES_PROGRAMS, startedPostgres, type Postgres } from "../src/testing/postgres.js";
import { transformedJsx } from "../src/testing/bundle.js";

const run = promisify(execFile);

/** The other packages that the pages import, and what a browser is to React here. Too large to be dev dependencies of everyone. */
const PACKAGES = [
  "@duckdb/node-api@1.5.6-r.1",
  "@happy-dom/global-registrator@21.0.4",
  "apache-arrow@21.2.0",
  "big.js@7.0.1",
  "csv-parse@7.0.3",
  "d3-array@3.2.5",
  "decimal.js@10.6.0",
  "pg@8.23.1",
  "react@19.3.1",
  "react-dom@19.3.1",
];

/** Clicks the first button three times, and prints the text of the page. */
const CLICKS = `
  import { GlobalRegistrator } from "@happy-dom/global-registrator";
  GlobalRegistrator.register();
  globalThis.IS_REACT_ACT_ENVIRONMENT = true;
  document.body.innerHTML = '<div id="root"></div>';
  const { act } = await import("react");
  await act(() => import("./program.mjs"));
  for (let i = 0; i < 3; i++) await act(() => document.querySelector("button").click());
  console.log(document.body.textContent);
  await GlobalRegistrator.unregister();
`;

const page = (name: string): readonly DocumentedProgram[] =>
  documentedPrograms(readFileSync(new URL(`../docs/${name}`, import.meta.url), "utf8"));
const recipes = page("recipes.md");
const asksPostgres = ({ code }: DocumentedProgram): boolean => code.includes('from "pg"');

const folder = mkdtempSync(join(tmpdir(), "dlg-docs-"));
let postgres: Postgres | undefined;

beforeAll(async () => {
  writeFileSync(join(folder, "package.json"), "{}\n");
  await run("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", ...PACKAGES], { cwd: folder });
  mkdirSync(join(folder, "node_modules/@dlg"));
  symlinkSync(fileURLToPath(new URL("..", import.meta.url)), join(folder, "node_modules/@dlg/total-core"));
  if (POSTGRES_PROGRAMS !== undefined) postgres = startedPostgres(POSTGRES_PROGRAMS);
});
afterAll(() => {
  postgres?.stop();
  rmSync(folder, { recursive: true });
});

let runs = 0;

/** @returns what it prints, errors and warnings too */
async function printed({ language, code, files }: DocumentedProgram): Promise<string> {
  const cwd = join(folder, `run-${++runs}`);
  mkdirSync(cwd);
  for (const [name, content] of files) writeFileSync(join(cwd, name), content);
  writeFileSync(join(cwd, "program.mjs"), language === "jsx" ? await transformedJsx(code) : code);
  if (language === "jsx") writeFileSync(join(cwd, "clicks.mjs"), CLICKS);
  const env = { ...process.env, ...postgres?.env };
  const script = language === "jsx" ? "clicks.mjs" : "program.mjs";
  const { stdout, stderr } = await run(process.execPath, [script], { cwd, env });
  return stdout + stderr;
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
  test.for(page("migration.md"))("$title", async (program) => {
    expect(await printed(program)).toBe(program.prints);
  });
});
