/** Every answer that the service's own document shows, asked for again. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HowToGet } from "../src/description/example.js";
import { openApiText } from "../src/description/openapi.js";
import { startUpstream, type Upstream } from "../src/testing/broken-upstream.js";
import { exampleGetter, type Asked, type Shown } from "../src/testing/how-to-get.js";
import { ask, endServices, startService } from "../src/testing/service.js";

interface ExampleObject {
  readonly summary: string;
  readonly value: unknown;
  readonly "x-how-to-get"?: HowToGet;
}

interface ResponseObject {
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content: Readonly<Record<string, { readonly examples?: Readonly<Record<string, ExampleObject>> }>>;
}

interface OpenApi {
  readonly paths: Readonly<
    Record<string, Record<string, { readonly responses: Readonly<Record<string, ResponseObject>> }>>
  >;
  readonly components: { readonly responses: Readonly<Record<string, ResponseObject>> };
}

let upstream: Upstream;
let get: (asked: Asked) => Promise<Shown>;
beforeAll(async () => {
  upstream = await startUpstream();
  get = exampleGetter(upstream);
});
afterAll(async () => {
  await endServices();
  await upstream.close();
});

test("GET /openapi.json is the document that the tests go by", async () => {
  const { url } = await startService();
  const { status, headers, text } = await ask(`${url}/openapi.json`);
  expect(status).toBe(200);
  expect(headers["content-type"]).toBe("application/json");
  expect(text).toBe(openApiText());
});

const { paths, components } = JSON.parse(openApiText()) as OpenApi;

const ofOperations = Object.entries(paths).flatMap(([path, operations]) =>
  Object.entries(operations).flatMap(([method, { responses }]) =>
    Object.entries(responses).flatMap(([status, response]) =>
      examplesOf(`${method.toUpperCase()} ${path}`, status, response),
    ),
  ),
);
const ofAny = Object.entries(components.responses).flatMap(([name, response]) =>
  examplesOf("GET /livez", name.replace("Answer", ""), response),
);

function examplesOf(operation: string, status: string, { headers = {}, content = {} }: ResponseObject) {
  return Object.entries(content).flatMap(([type, { examples = {} }]) =>
    Object.entries(examples).map(([name, example]) => ({
      operation,
      status: Number(status),
      type,
      headers,
      name,
      example,
      how: example["x-how-to-get"],
    })),
  );
}

/** Headers that say when they are there. */
const SOMETIMES: ReadonlySet<string> = new Set(["accept-post", "accept-encoding", "retry-after"]);

const all = [...ofOperations, ...ofAny];

describe("an example is what the service answers:", () => {
  const sent = all.filter(({ how }) => how !== undefined);
  test.each(sent)(
    "$operation, $status, $name",
    async ({ operation, status, type, headers, example, how }) => {
      const [method = "", path = ""] = operation.split(" ");
      const answer = await get({ method, path, ...how });
      expect(answer.status).toBe(status);
      expect(answer.headers.get("content-type")?.split(";")[0]).toBe(type);
      expect(type === "text/plain" ? answer.text : JSON.parse(answer.text)).toEqual(example.value);
      const always = Object.keys(headers).map((name) => name.toLowerCase());
      const shown = always.filter((name) => !SOMETIMES.has(name));
      expect([...answer.headers.keys()]).toEqual(expect.arrayContaining(shown));
    },
  );

  test("nothing but a fault of the service cannot be asked for", () => {
    const unsent = all.filter(({ how }) => how === undefined);
    expect(unsent.map(({ status, name }) => [status, name])).toEqual([[500, "bug"]]);
  });
});
