/** Clients that tools make of the OpenAPI document: they compile, and get the totals of bodies. */
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { installTools, type Tools } from "../src/testing/npm-tools.js";
import { OPENAPI_TEXT } from "../src/testing/openapi.js";
import { endServices, startService } from "../src/testing/service.js";

const COMPILER_OPTIONS = {
  module: "NodeNext",
  target: "ES2022",
  lib: ["ES2022", "DOM", "DOM.Iterable"],
  strict: true,
  skipLibCheck: true,
  noUncheckedIndexedAccess: true,
  outDir: "built",
};

/** Prints a line of JSON for each answer. */
const OPENAPI_FETCH = `
import createClient from "openapi-fetch";
import type { components, paths } from "./schema.js";

declare const process: { readonly argv: readonly string[] };
type Total = components["schemas"]["TotalOfBody"];
type Totals = components["schemas"]["TotalsOfColumns"];

const { GET, POST } = createClient<paths>({ baseUrl: process.argv[2]! });
const asText = { bodySerializer: (body: unknown) => String(body) };
const ofType = (type: string) => ({ headers: { "Content-Type": type } });

const { data: fetched } = await GET("/total");
console.log(JSON.stringify(fetched));

const { data: digits } = await GET("/total", { headers: { Accept: "text/plain" }, parseAs: "text" });
console.log(JSON.stringify(digits));

const { data: text } = await POST("/total", { body: "0.1 0.2", ...asText, ...ofType("text/plain") });
const { total, count } = text as Total;
console.log(JSON.stringify({ total, count }));

const { data: json } = await POST("/total", { body: [1, 2.5, -300] });
console.log(JSON.stringify(json));

const { data: field } = await POST("/total", {
  body: { sales: [{ amount: 1.1 }, { amount: 2.2 }] },
  params: { query: { field: ["sales.amount"] } },
});
console.log(JSON.stringify(field));

const { data: columns } = await POST("/total", {
  body: "article,amount,tax\\nnail,1.50,0.29\\nscrew,2.25,\\n",
  params: { query: { column: ["amount", "tax"], header: true } },
  ...asText,
  ...ofType("text/csv"),
});
console.log(JSON.stringify((columns as Totals).columns.map(({ total }) => total)));

const { error, response } = await POST("/total", { body: "1,5", ...asText, ...ofType("text/plain") });
console.log(JSON.stringify([response.status, error!.code, error!.column]));
`;

/** By default orval makes one function for a body of any type, which does not say what type it is. */
const ORVAL_CONFIG = `
module.exports = {
  dlg: {
    input: "openapi.json",
    output: { target: "orval-client.ts", client: "fetch", override: { splitByContentType: true } },
  },
};
`;

const ORVAL = `
import { getTotal, postTotalWithBlob, postTotalWithJson, postTotalWithText } from "./orval-client.js";

declare const process: { readonly argv: readonly string[] };
const { fetch } = globalThis;
globalThis.fetch = (path, init) => fetch(\`\${process.argv[2]!}\${String(path)}\`, init);

const fetched = await getTotal();
if (fetched.status === 200) console.log(JSON.stringify(fetched.data));

const digits = await getTotal({ headers: { Accept: "text/plain" } });
console.log(JSON.stringify(digits.data));

const text = await postTotalWithText("0.1 0.2");
if (text.status === 200) console.log(JSON.stringify(text.data));

const json = await postTotalWithJson([1, 2.5, -300]);
if (json.status === 200) console.log(JSON.stringify(json.data));

// orval writes any text but text/plain as a JSON string, and a Blob as it is.
const columns = await postTotalWithBlob(
  new Blob(["article,amount,tax\\nnail,1.50,0.29\\nscrew,2.25,\\n"]),
  { column: ["amount", "tax"], header: true },
  { headers: { "Content-Type": "text/csv" } },
);
if (columns.status === 200) console.log(JSON.stringify(columns.data));

const refused = await postTotalWithText("1,5");
if (refused.status === 422) console.log(JSON.stringify([refused.data.code, refused.data.column]));
`;

let tools: Tools;
let url: string;
beforeAll(async () => {
  tools = await installTools(
    {
      "openapi-fetch": "0.17.0",
      "openapi-typescript": "7.13.0",
      orval: "8.38.0",
      typescript: "5.9.3",
    },
    {
      "openapi.json": OPENAPI_TEXT,
      "tsconfig.json": JSON.stringify({ compilerOptions: COMPILER_OPTIONS, include: ["*.ts"] }),
      "fetch.ts": OPENAPI_FETCH,
      "orval.ts": ORVAL,
      "orval.config.cjs": ORVAL_CONFIG,
    },
  );
  await tools.run("openapi-typescript", "openapi.json", "-o", "schema.ts");
  await tools.run("orval", "--config", "orval.config.cjs");
  await tools.run("tsc");
  ({ url } = await startService());
});
afterAll(endServices);

async function printed(program: string): Promise<unknown[]> {
  const said = await tools.run("node", join(tools.folder, "built", program), url);
  return said
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
}

test("openapi-typescript's, by openapi-fetch", async () => {
  expect(await printed("fetch.js")).toEqual([
    { total: 50_000_005_000_000 },
    "50000005000000\n",
    { total: 0.3, count: 2 },
    { total: -296.5, count: 3, empty: 0 },
    { total: 3.3, count: 2, empty: 0 },
    [3.75, 0.29],
    [422, "BAD_NUMBER", 1],
  ]);
});

test("orval's", async () => {
  expect(await printed("orval.js")).toEqual([
    { total: 50_000_005_000_000 },
    "50000005000000\n",
    { total: 0.3, count: 2, empty: 0 },
    { total: -296.5, count: 3, empty: 0 },
    {
      columns: [
        { column: "amount", total: 3.75, count: 2, empty: 0 },
        { column: "tax", total: 0.29, count: 1, empty: 1 },
      ],
    },
    ["BAD_NUMBER", 1],
  ]);
});
