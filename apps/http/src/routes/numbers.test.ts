import { describe, expect, test } from "vitest";
import { testApp, testClock } from "../testing/test-app.js";

describe("GET /numbers", () => {
  test.each([0, 1, 11, 30_000])("of %i simulated numbers is their JSON array", async (count) => {
    const answer = await testApp({ simulated: { count, delayMs: 0 } }).request("/numbers");
    const text = await answer.text();
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("application/json");
    expect(answer.headers.get("content-length")).toBe(String(text.length));
    expect(JSON.parse(text)).toEqual(Array.from({ length: count }, (_, i) => i));
  });

  test("waits as the simulated numbers API does", async () => {
    const clock = testClock();
    await testApp({ simulated: { count: 3, delayMs: 1000 }, clock }).request("/numbers");
    expect(clock.slept).toEqual([1000]);
  });

  test("ends with the client that waited for it", async () => {
    const answer = await testApp({ simulated: { count: 3, delayMs: 1000 } }).request("/numbers", {
      signal: AbortSignal.abort(),
    });
    expect(answer.status).toBe(499);
  });

  test("makes no more numbers than are read, and none once the client has left", async () => {
    const answer = await testApp({ simulated: { count: Number.MAX_SAFE_INTEGER, delayMs: 0 } }).request(
      "/numbers",
    );
    const reader = answer.body!.getReader();
    const { value } = await reader.read();
    expect(Buffer.from(value!).toString("latin1")).toMatch(/^\[0,1,2,.*,\d+$/);
    await reader.cancel();
    expect(await reader.read()).toEqual({ done: true, value: undefined });
  });

  test("HEAD has its headers, without the wait", async () => {
    const clock = testClock();
    const app = testApp({ simulated: { count: 10_000_001, delayMs: 1000 }, clock });
    const answer = await app.request("/numbers", { method: "HEAD" });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-length")).toBe("78888900");
    expect(await answer.text()).toBe("");
    expect(clock.slept).toEqual([]);
  });

  test.each(["GET", "POST"])("%s is a 404 where a real numbers API is configured", async (method) => {
    const answer = await testApp({ simulated: undefined }).request("/numbers", { method });
    expect(answer.status).toBe(404);
    expect(await answer.json()).toEqual({
      type: "about:blank",
      title: "Not Found",
      status: 404,
      detail: "a real numbers API is configured, none is simulated",
    });
  });
});
