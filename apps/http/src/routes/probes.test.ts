import { expect, test } from "vitest";
import { testApp } from "../testing/test-app.js";

test.each(["/livez", "/readyz", "/livez?1764427571", "/readyz?check=lb"])(
  "GET %s says that all is well",
  async (path) => {
    const answer = await testApp().request(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(await answer.json()).toEqual({ status: "ok" });
  },
);

test("while draining the service is alive, but not ready", async () => {
  const app = testApp({ isDraining: () => true });
  expect((await app.request("/livez")).status).toBe(200);
  const answer = await app.request("/readyz");
  expect(answer.status).toBe(503);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(await answer.json()).toMatchObject({ detail: "the service is about to end" });
});
