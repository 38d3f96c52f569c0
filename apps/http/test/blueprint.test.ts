/** Every request that the API Blueprint shows, sent to the built service. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parsedBlueprint } from "../src/testing/api-blueprint.js";
import { parsedAnswer, requestText } from "../src/testing/how-to-get.js";
import { OPENAPI, operationsOf } from "../src/testing/openapi.js";
import { endServices, exchange, startService, type Service } from "../src/testing/service.js";

const { complaints, transactions } = parsedBlueprint(
  readFileSync(new URL("../api/dlg.apib", import.meta.url), "utf8"),
);

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(endServices);

test("drafter has nothing to say against it", () => {
  expect(complaints).toEqual([]);
});

test("every path and method of the service is in it, and the other way round", () => {
  const inBlueprint = transactions.map(({ method, path }) => `${method} ${path}`);
  const inService = operationsOf(OPENAPI).map(({ method, path }) => `${method.toUpperCase()} ${path}`);
  expect([...new Set(inBlueprint)].sort()).toEqual([...new Set(inService)].sort());
});

describe("a service that is started without any variable answers as it shows:", () => {
  test.each(transactions)("$method $path$query, $name", async (transaction) => {
    const { answer: expected, body, ...request } = transaction;
    const sent = requestText({ ...request, ...(body !== undefined && { body: body.trimEnd() }) });
    const answer = parsedAnswer(await exchange(service.port, sent));
    expect(answer.status).toBe(expected.status);
    // Dredd compares the parameters too.
    expect(answer.headers.get("content-type") ?? "").toBe(expected.type);
    // A body's last line break is not kept. Where none is shown, it is too long to show.
    expect(answer.text.trimEnd()).toBe((expected.body ?? answer.text).trimEnd());
  });
});
