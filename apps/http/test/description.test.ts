/** Every answer that the service's OpenAPI document shows, asked for again. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startUpstream, type Upstream } from "../src/testing/broken-upstream.js";
import { exampleGetter, type Asked, type Shown } from "../src/testing/how-to-get.js";
import { examplesOf, OPENAPI, OPENAPI_TEXT, operationsOf } from "../src/testing/openapi.js";
import { ask, endServices, startService } from "../src/testing/service.js";

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
  expect(text).toBe(OPENAPI_TEXT);
});

const ofOperations = operationsOf(OPENAPI).flatMap(({ method, path, responses }) =>
  examplesOf(responses).map((example) => ({ ...example, operation: `${method.toUpperCase()} ${path}` })),
);
const ofAny = examplesOf(OPENAPI.components.responses).map((example) => ({
  ...example,
  operation: "GET /livez",
}));

/** Headers that not every answer of their status has; their descriptions say when. */
const SOMETIMES: ReadonlySet<string> = new Set(["accept-post", "accept-encoding", "retry-after"]);

const all = [...ofOperations, ...ofAny].map((example) => ({ ...example, how: example["x-how-to-get"] }));

describe("an example is what the service answers:", () => {
  const sent = all.filter(({ how }) => how !== undefined);
  test.each(sent)("$operation, $status, $name", async ({ operation, status, type, headers, value, how }) => {
    const [method = "", path = ""] = operation.split(" ");
    const answer = await get({ method, path, ...how });
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")?.split(";")[0]).toBe(type);
    expect(type === "text/plain" ? answer.text : JSON.parse(answer.text)).toEqual(value);
    const always = Object.keys(headers).map((name) => name.toLowerCase());
    const shown = always.filter((name) => !SOMETIMES.has(name));
    expect([...answer.headers.keys()]).toEqual(expect.arrayContaining(shown));
  });

  test("nothing but a fault of the service cannot be asked for", () => {
    const unsent = all.filter(({ how }) => how === undefined);
    expect(unsent.map(({ status, name }) => [status, name])).toEqual([[500, "bug"]]);
  });
});
