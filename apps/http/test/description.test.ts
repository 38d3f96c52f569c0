/** Every answer that the service's OpenAPI document shows, asked for again. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startUpstream, type Upstream } from "../src/testing/broken-upstream.js";
import { exampleGetter, parsedAnswer, type Asked, type Shown } from "../src/testing/how-to-get.js";
import { examplesOf, OPENAPI, OPENAPI_TEXT, operationsOf } from "../src/testing/openapi.js";
import { ask, endServices, exchange, startService } from "../src/testing/service.js";
import { postHead, TEXT_TYPE } from "../src/testing/wire.js";

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

const LONG = "a".repeat(20_000);
const TOO_LONG_TO_SHOW: Readonly<Record<string, string>> = {
  "long-head": `GET /livez HTTP/1.1\r\nHost: dlg.test\r\nX-Long: ${LONG}\r\n\r\n`,
  "long-extensions": `${postHead(TEXT_TYPE, "Transfer-Encoding: chunked")}0;a=${LONG}\r\n\r\n`,
};

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

  const unsent = new Map(
    all.filter(({ how }) => how === undefined).map((example) => [example.name, example]),
  );

  test.each(Object.entries(TOO_LONG_TO_SHOW))("%s", async (name, bytes) => {
    const { port } = await startService();
    const answer = parsedAnswer(await exchange(port, bytes));
    const { status, value } = unsent.get(name)!;
    expect([answer.status, JSON.parse(answer.text)]).toEqual([status, value]);
  });

  test("a part of the metrics", async () => {
    const { url } = await startService();
    expect((await ask(`${url}/metrics`)).text).toContain(unsent.get("in-flight")!.value);
  });

  test("but for those that other tests bring about", () => {
    const others = ["bug", "too-many-fetches"];
    expect([...unsent.keys()].sort()).toEqual(
      [...others, ...Object.keys(TOO_LONG_TO_SHOW), "in-flight"].sort(),
    );
  });
});
