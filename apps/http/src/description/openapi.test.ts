import { Total } from "@dlg/total-core";
import { describe, expect, test } from "vitest";
import { BODY_TYPES, PARAMETERS } from "../body/body-types.js";
import { optionsFromQuery } from "../body/query.js";
import { numbersOf, testApp } from "../testing/test-app.js";
import { openApiText } from "./openapi.js";
import { OPERATIONS } from "./operations.js";
import { SCHEMAS, type Schema } from "./schemas.js";
import { checkIsDescribed } from "../testing/is-described.js";

type Json = Record<string, never>;

const document = JSON.parse(openApiText()) as Record<"paths" | "components", Record<string, Json>>;

test("the whole document", () => {
  expect(`${JSON.stringify(JSON.parse(openApiText()), null, 2)}\n`).toMatchSnapshot();
});

test("digits that a reader's binary64 would lose are written", () => {
  expect(openApiText()).toContain('"total":18446744073709551617,');
});

test("every path of the app is in it, and the other way round", () => {
  const inApp = new Set(testApp().routes.map(({ path }) => path));
  expect(Object.keys(document.paths).sort()).toEqual([...inApp].filter((path) => path !== "/*").sort());
});

test.each(Object.keys(document.paths))("%s: every method of the app is in it", async (path) => {
  const answer = await testApp().request(path, { method: "OPTIONS" });
  const methods = Object.keys(document.paths[path] ?? {}).map((method) => method.toUpperCase());
  const general = ["HEAD", "OPTIONS"];
  expect(answer.headers.get("allow")?.split(", ").sort()).toEqual([...methods, ...general].sort());
});

test("a fault of the service is as it is shown", async () => {
  const app = testApp({ numbers: numbersOf([], new Error("a bug")) });
  const answer = await app.request("/total");
  const shown = JSON.parse(openApiText()).components.responses.Answer500.content["application/problem+json"];
  expect([answer.status, await answer.json()]).toEqual([500, shown.examples.bug.value]);
});

describe("what it says of the query is what the query is read by:", () => {
  const all = Object.entries(BODY_TYPES).flatMap(([type, { parameters }]) =>
    Object.entries(PARAMETERS).map(([name, { schema }]) => ({
      type,
      name,
      parameters,
      isTaken: parameters.some((parameter) => parameter === name),
      value: schema.type === "boolean" ? false : "a",
    })),
  );
  const read = (name: string, value: string, parameters: (typeof all)[number]["parameters"]) =>
    optionsFromQuery(new URLSearchParams({ [name]: value }), parameters);

  test.each(all.filter(({ isTaken }) => isTaken))("$name of $type is read", ({ name, parameters, value }) => {
    expect(read(name, String(value), parameters)).toEqual({ [name]: value });
    // Which the schema forbids.
    expect(() => read(name, "", parameters)).toThrow("expected");
  });

  test.each(all.filter(({ isTaken }) => !isTaken))(
    "$name of $type is refused",
    ({ name, parameters, value }) => {
      expect(() => read(name, String(value), parameters)).toThrow("expected");
    },
  );
});

test("every reference leads somewhere", () => {
  const references = [...openApiText().matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g)];
  expect(references.length).toBeGreaterThan(20);
  for (const [, kind = "", name = ""] of references) expect(document.components[kind]).toHaveProperty([name]);
});

describe("examples are as their schemas say:", () => {
  const shown = OPERATIONS.flatMap(({ method, path, content, examples }) =>
    examples.map((example) => ({ method, path, content, ...example })),
  );
  const schemaOf = ({ status, type, content }: (typeof shown)[number]): Schema => {
    if (type === "text/plain" || type === "") return { type: "string" };
    return SCHEMAS[(status === 200 ? content[type] : "Problem") as keyof typeof SCHEMAS];
  };
  test.each(shown)("$method $path $status $name", (example) => {
    expect(faultsOf(schemaOf(example), example.body)).toEqual([]);
  });
});

/** What of a value is not as the schema says: as much of JSON Schema as the document uses. */
function faultsOf(schema: Schema, value: unknown, at = "it"): string[] {
  const { type, required = [], properties = {}, additionalProperties, items, enum: words, minimum } = schema;
  const faults: string[] = [];
  const say = (expected: string) => void faults.push(`${at}: expected ${expected}`);
  if (type === "object" && value !== null && typeof value === "object") {
    for (const name of required) if (!Object.hasOwn(value, name)) say(name);
    for (const [name, member] of Object.entries(value)) {
      const property = properties[name];
      if (property !== undefined) faults.push(...faultsOf(property, member, `${at}.${name}`));
      else if (additionalProperties === false) say(`no ${name}`);
    }
  } else if (type === "array" && Array.isArray(value) && items !== undefined) {
    for (const item of value) faults.push(...faultsOf(items, item, `${at}[]`));
  } else if (type === "integer" || type === "number") {
    const number =
      typeof value === "string" ? new Total().add(value.replace("digits:", "")).toNumber() : value;
    if (typeof number !== "number") say("a number");
    else if (type === "integer" && !Number.isInteger(number)) say("an integer");
    else if (minimum !== undefined && number < minimum) say(`at least ${minimum}`);
  } else if (type === "string" && typeof value === "string") {
    if (words !== undefined && !words.includes(value)) say(`one of ${words.join(", ")}`);
  } else say(type ?? "a type");
  return faults;
}

describe("what is described, and what is not:", () => {
  test.each([
    ["GET", "/total", 200],
    ["POST", "/total", 422],
    ["HEAD", "/total", 502],
    ["OPTIONS", "/total", 204],
    ["DELETE", "/livez", 405],
    ["DELETE", "/numbers", 401],
    ["GET", "/nothing", 404],
    ["GET", "/docs", 500],
  ])("%s %s with %i is", (method, path, status) => {
    expect(() => checkIsDescribed(method, path, status)).not.toThrow();
  });

  test.each([
    ["GET", "/total", 404],
    ["GET", "/total", 422],
    ["POST", "/total", 502],
    ["OPTIONS", "/total", 200],
    ["DELETE", "/livez", 401],
    ["GET", "/nothing", 200],
  ])("%s %s with %i is not", (method, path, status) => {
    expect(() => checkIsDescribed(method, path, status)).toThrow(`got ${status}`);
  });
});
