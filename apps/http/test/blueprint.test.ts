/** Every request that the API Blueprint shows, sent to the built service. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parsedBlueprint, type Transaction } from "../src/testing/api-blueprint.js";
import { startUpstream, type Upstream } from "../src/testing/broken-upstream.js";
import { exampleGetter, type Asked, type Shown } from "../src/testing/how-to-get.js";
import { OPENAPI, operationsOf } from "../src/testing/openapi.js";
import { endServices } from "../src/testing/service.js";

const { complaints, transactions } = parsedBlueprint(
  readFileSync(new URL("../api/dlg.apib", import.meta.url), "utf8"),
);

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

test("drafter has nothing to say against it", () => {
  expect(complaints).toEqual([]);
});

test("every path and method of the service is in it, and the other way round", () => {
  const inBlueprint = transactions.map(({ method, path }) => `${method} ${path}`);
  const inService = operationsOf(OPENAPI).map(({ method, path }) => `${method.toUpperCase()} ${path}`);
  expect([...new Set(inBlueprint)].sort()).toEqual([...new Set(inService)].sort());
});

describe("a request is answered as it shows:", () => {
  const shown = transactions.filter(({ answer }) => answer.body !== undefined || answer.status !== 200);
  test.each(shown)("$method $path, $name", async (transaction) => {
    const { answer: expected } = transaction;
    const answer = await get(askedBy(transaction));
    expect(answer.status).toBe(expected.status);
    expect(answer.headers.get("content-type")?.split(";")[0] ?? "").toBe(expected.type);
    // A body's last line break is not kept.
    expect(answer.text.trimEnd()).toBe(expected.body?.trimEnd() ?? "");
  });

  test("but for those that have other tests", () => {
    const others = transactions.filter((transaction) => !shown.includes(transaction));
    expect(others.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "GET /",
      "GET /assets/{name}",
      "GET /metrics",
      "GET /openapi.json",
      "GET /docs",
    ]);
  });
});

/** Reads how to ask from a request's description. */
function askedBy({ method, path, headers, body, copy }: Transaction): Asked {
  const variables = [...copy.matchAll(/`([A-Z_]+)=([^`]+)`/g)].map(([, name, value]) => [name, value]);
  const meanwhile = /Meanwhile: (SIGTERM|a body is posted)\./.exec(copy)?.[1] as Asked["meanwhile"];
  const query = /The query is `([^`]+)`/.exec(copy)?.[1];
  const bytes = /Its bytes are `([^`]+)`/.exec(copy)?.[1];
  return {
    method,
    path,
    headers,
    environment: Object.fromEntries(variables) as Record<string, string>,
    ...(meanwhile !== undefined && { meanwhile }),
    ...(query !== undefined && { query }),
    ...(body !== undefined && { body: body.trimEnd() }),
    ...(bytes !== undefined && { wire: JSON.parse(bytes) as string }),
  };
}
