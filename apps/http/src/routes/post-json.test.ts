/** Posted JSON: paths through arrays, objects without the field, and one value a body. */
import { expect, test } from "vitest";
import { testApp } from "../testing/test-app.js";

function post(body: string, query: string): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return Promise.resolve(testApp().request(`/total${query}`, { method: "POST", body, headers }));
}

test("POST /total: a field goes through arrays on its way", async () => {
  const answer = await post('{"data":[{"x":1},{"x":2}]}', "?field=data.x");
  expect(await answer.json()).toMatchObject({ total: 3, count: 2 });
});

test("POST /total: a second value in the body is a 400, and there is no way out by a format", async () => {
  const answer = await post('{"x":1}\n{"x":2}', "?field=x");
  expect(answer.status).toBe(400);
  const problem: unknown = await answer.json();
  expect(problem).toMatchObject({ code: "BAD_FORMAT", line: 2, column: 1, expected: "the end of the input" });
  expect(problem).not.toHaveProperty("hints");
});

test("POST /total: an object without the field is a 422 that says how it counts as empty", async () => {
  const body = '[{"x":1},{}]';
  const answer = await post(body, "?field=x");
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({ code: "NO_COLUMN", hints: ["?skipMissing=true"] });
  const counted = await post(body, "?field=x&skipMissing=true");
  expect(await counted.json()).toMatchObject({ total: 1, count: 1, empty: 1 });
});
