import { TOTAL_ERROR_CODES } from "@dlg/total-core";
import { describe, expect, test } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { OFFERED_TYPES } from "../answer/accept.js";
import { BODY_TYPES, PARAMETERS } from "../body/body-types.js";
import { optionsFromQuery } from "../body/query.js";
import { STATUS_OF_CODE } from "../problem.js";
import { checkIsDescribed } from "../testing/is-described.js";
import {
  ANY_STATUSES,
  examplesOf,
  OPENAPI,
  OPENAPI_TEXT,
  operationsOf,
  type Schema,
} from "../testing/openapi.js";
import { numbersOf, testApp } from "../testing/test-app.js";
import { openApiText } from "./openapi.js";

const { paths, components } = OPENAPI;
const operations = operationsOf(OPENAPI);

test("the document is served without white space and with the package's version, and keeps every digit", () => {
  const version = `"version":"${packageJson.version}"`;
  expect(openApiText('{ "version": "0.0.0",\n  "a \\" b": 1 }\n')).toBe(`{${version},"a \\" b":1}`);
  expect(OPENAPI.info.version).toBe(packageJson.version);
  expect(OPENAPI_TEXT).toContain('"total":18446744073709551617,');
});

test("every path of the app is in it, and the other way round", () => {
  const inApp = new Set(testApp().routes.map(({ path }) => path.replace(/:(\w+)/g, "{$1}")));
  expect(Object.keys(paths).sort()).toEqual([...inApp].filter((path) => path !== "/*").sort());
});

test.each(Object.keys(paths))("%s: every method of the app is in it", async (path) => {
  const answer = await testApp().request(path, { method: "OPTIONS" });
  const methods = Object.keys(paths[path] ?? {}).map((method) => method.toUpperCase());
  const general = ["HEAD", "OPTIONS"];
  expect(answer.headers.get("allow")?.split(", ").sort()).toEqual([...methods, ...general].sort());
});

test("a fault of the service is as it is shown", async () => {
  const app = testApp({ numbers: numbersOf([], new Error("a bug")) });
  const answer = await app.request("/total");
  const [shown] = examplesOf({ Answer500: components.responses["Answer500"]! });
  expect([answer.status, await answer.json()]).toEqual([500, shown?.value]);
});

test("it says what the tables say that the service goes by", () => {
  const { get, post } = paths["/total"]!;
  expect(post?.parameters).toEqual(
    Object.entries(PARAMETERS).map(([name, parameter]) => ({ name, in: "query", ...parameter })),
  );
  expect(Object.keys(post?.requestBody?.content ?? {})).toEqual(Object.keys(BODY_TYPES));
  for (const { GET, POST } of Object.values(STATUS_OF_CODE)) {
    expect(get?.responses).toHaveProperty([GET]);
    expect(post?.responses).toHaveProperty([POST]);
  }
  for (const operation of [get, post]) {
    expect(Object.keys(operation?.responses["200"]?.content ?? {})).toEqual(OFFERED_TYPES);
  }
  for (const { responses } of operations) {
    for (const status of ANY_STATUSES) expect(responses).toHaveProperty([status]);
  }
  expect(components.schemas["Problem"]?.properties?.["code"]?.enum).toEqual(TOTAL_ERROR_CODES);
});

describe("what it says of the query is what the query is read by:", () => {
  const all = Object.entries(BODY_TYPES).flatMap(([type, { parameters }]) =>
    Object.entries(PARAMETERS).map(([name, { schema }]) => ({
      type,
      name,
      parameters,
      isTaken: parameters.some((parameter) => parameter === name),
      schema,
      value: { array: "a", string: "a", boolean: false, integer: 2 }[schema.type],
    })),
  );
  const read = (
    name: string,
    value: string,
    parameters: (typeof all)[number]["parameters"],
    ...more: string[]
  ) =>
    optionsFromQuery(
      new URLSearchParams([value, ...more].map((one): [string, string] => [name, one])),
      parameters,
    );

  const taken = all.filter(({ isTaken }) => isTaken);
  test.each(taken)("$name of $type is read", ({ name, parameters, value }) => {
    expect(read(name, String(value), parameters)).toEqual({ [name]: value });
    // The schema forbids an empty value.
    expect(() => read(name, "", parameters)).toThrow("expected");
  });

  const isArray = ({ schema }: (typeof all)[number]) => schema.type === "array";
  test.each(taken.filter(isArray))(
    "$name of $type may be given several times",
    ({ name, parameters, value }) => {
      expect(read(name, String(value), parameters, "b")).toEqual({ [name]: [value, "b"] });
    },
  );
  test.each(taken.filter((one) => !isArray(one)))(
    "$name of $type may be given once",
    ({ name, parameters, value }) => {
      const twice = () => read(name, String(value), parameters, String(value));
      expect(twice).toThrow(`${name}: expected one value, got several`);
    },
  );

  test.each(all.filter(({ isTaken }) => !isTaken))(
    "$name of $type is refused",
    ({ name, parameters, value }) => {
      expect(() => read(name, String(value), parameters)).toThrow("expected");
    },
  );
});

describe("every operation and tag is described:", () => {
  test.each(operations)("$method $path", ({ tags, operationId, summary, description = "" }) => {
    expect(operationId).toMatch(/^[a-z]+[A-Z]/);
    expect(summary).not.toBe("");
    expect(description).not.toBe("");
    expect(OPENAPI.tags.map(({ name }) => name)).toEqual(expect.arrayContaining([...tags]));
  });

  test("by a name of its own", () => {
    const names = operations.map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
  });
});

/** A page, its script and its style are their own examples, as is the document. */
const OWN_EXAMPLES = ["/", "/assets/{name}", "/openapi.json", "/docs"];

test("every media type of a body and of an answer has an example", () => {
  const contents = [
    ...operations.flatMap(({ path, requestBody, responses }) =>
      Object.entries(responses)
        .flatMap(([status, { content }]) =>
          OWN_EXAMPLES.includes(path) && status === "200" ? [] : [content],
        )
        .concat(requestBody?.content),
    ),
    ...Object.values(components.responses).map(({ content }) => content),
  ];
  const without = contents.flatMap((content = {}) =>
    Object.entries(content).filter(([, { examples = {} }]) => Object.keys(examples).length === 0),
  );
  expect(without).toEqual([]);
});

test("every reference leads somewhere", () => {
  const references = [...OPENAPI_TEXT.matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g)];
  expect(references.length).toBeGreaterThan(20);
  for (const [, kind = "", name = ""] of references)
    expect(components[kind as keyof typeof components]).toHaveProperty([name]);
});

describe("examples are as their schemas say:", () => {
  const shown = operations.flatMap(({ method, path, responses }) =>
    examplesOf(responses).map((example) => ({ method, path, ...example })),
  );
  test.each(shown)("$method $path $status $name", ({ schema, value }) => {
    expect(faultsOf(schema, value)).toEqual([]);
  });
});

/** In what a value differs from its schema, by the part of JSON Schema that the document uses. */
function faultsOf(schema: Schema, value: unknown, at = "it"): string[] {
  const { $ref, type, required = [], properties = {}, additionalProperties, items, minItems = 0 } = schema;
  const { enum: words, minimum, oneOf } = schema;
  if ($ref !== undefined) return faultsOf(components.schemas[$ref.split("/").at(-1)!]!, value, at);
  const faults: string[] = [];
  const say = (expected: string) => void faults.push(`${at}: expected ${expected}`);
  if (oneOf !== undefined) {
    const fitting = oneOf.filter((one) => faultsOf(one, value, at).length === 0);
    if (fitting.length !== 1) say(`one of ${oneOf.length} schemas, fitting ${fitting.length}`);
  } else if (type === "object" && value !== null && typeof value === "object") {
    for (const name of required) if (!Object.hasOwn(value, name)) say(name);
    for (const [name, member] of Object.entries(value)) {
      const property = properties[name];
      if (property !== undefined) faults.push(...faultsOf(property, member, `${at}.${name}`));
      else if (additionalProperties === false) say(`no ${name}`);
    }
  } else if (type === "array" && Array.isArray(value) && items !== undefined) {
    if (value.length < minItems) say(`at least ${minItems} items`);
    for (const item of value) faults.push(...faultsOf(items, item, `${at}[]`));
  } else if (type === "integer" || type === "number") {
    if (typeof value !== "number") say("a number");
    else if (type === "integer" && !Number.isInteger(value)) say("an integer");
    else if (minimum !== undefined && value < minimum) say(`at least ${minimum}`);
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
    ["GET", "/assets/index.js", 304],
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
    ["GET", "/assets/a/b", 200],
  ])("%s %s with %i is not", (method, path, status) => {
    expect(() => checkIsDescribed(method, path, status)).toThrow(`got ${status}`);
  });
});
