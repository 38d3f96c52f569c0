/** How the built service ends. */
import { Agent } from "node:http";
import { connect } from "node:net";
import { afterAll, expect, test } from "vitest";
import { startUpstream } from "../src/testing/broken-upstream.js";
import { ask, endServices, startService } from "../src/testing/service.js";

afterAll(endServices);

test("SIGTERM loses nothing of clients that close when they are told to", async () => {
  const service = await startService({ NUMBERS_COUNT: "1000", DRAIN_DELAY_MS: "600000" });
  const clients = Array.from({ length: 20 }, async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    let served = 0;
    for (;;) {
      const { status, headers, text } = await ask(`${service.url}/total`, { agent });
      expect([status, text]).toEqual([200, '{"total":499500}']);
      served += 1;
      if (headers.connection === "close") return served;
      if (served === 5) service.signal("SIGTERM");
    }
  });
  for (const served of await Promise.all(clients)) expect(served).toBeGreaterThan(0);
  service.signal("SIGKILL");
  expect(await service.ended).toMatchObject({ stderr: "" });
});

test("/readyz turns 503 at the signal, while requests are still served, each told to close", async () => {
  const service = await startService({ NUMBERS_COUNT: "3", DRAIN_DELAY_MS: "600000" });
  service.signal("SIGTERM");
  await service.logged("draining");
  const agent = new Agent({ keepAlive: true });
  const ready = await ask(`${service.url}/readyz`, { agent });
  expect(ready).toMatchObject({ status: 503, headers: { connection: "close" } });
  expect(ready.headers["content-type"]).toBe("application/problem+json");
  for (const path of ["/livez", "/total", "/numbers"]) {
    const answer = await ask(`${service.url}${path}`, { agent });
    expect(answer).toMatchObject({ status: 200, headers: { connection: "close" } });
  }
  expect((await ask(`${service.url}/sum`, { agent })).headers.connection).toBe("close");
});

test("what is in flight when the listener closes ends, and is told to close", async () => {
  const upstream = await startUpstream();
  const service = await startService({ NUMBERS_API_URL: `${upstream.url}/silent`, DRAIN_DELAY_MS: "0" });
  const came = upstream.next("/silent");
  const total = ask(`${service.url}/total`, { agent: new Agent({ keepAlive: true }) });
  const { answer } = await came;
  service.signal("SIGTERM");
  await expect
    .poll(() => ask(`${service.url}/livez`).catch((error: Error) => error.message))
    .toMatch("ECONNREFUSED");
  answer.writeHead(200, { "content-type": "application/json" }).end("[40,2]");
  expect(await total).toMatchObject({ status: 200, headers: { connection: "close" }, text: '{"total":42}' });
  expect((await service.ended).code).toBe(0);
  await upstream.close();
});

test("a connection that was idle when the listener closed serves one more request, while any other is in flight", async () => {
  const upstream = await startUpstream();
  const service = await startService({ NUMBERS_API_URL: `${upstream.url}/silent`, DRAIN_DELAY_MS: "0" });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const { headers } = await ask(`${service.url}/livez`, { agent });
  expect(headers).toMatchObject({ connection: "keep-alive", "keep-alive": "timeout=65" });
  const came = upstream.next("/silent");
  const total = ask(`${service.url}/total`);
  const { answer } = await came;
  service.signal("SIGTERM");
  await expect
    .poll(() => ask(`${service.url}/livez`).catch((error: Error) => error.message))
    .toMatch("ECONNREFUSED");
  // A connection of its own would be refused.
  expect(await ask(`${service.url}/livez`, { agent })).toMatchObject({
    status: 200,
    headers: { connection: "close" },
  });
  answer.writeHead(200, { "content-type": "application/json" }).end("[40,2]");
  expect((await total).text).toBe('{"total":42}');
  expect((await service.ended).code).toBe(0);
  await upstream.close();
});

test("SIGINT ends it too, and connections held open without a request do not keep it", async () => {
  const service = await startService({ DRAIN_DELAY_MS: "0" });
  const unused = connect(service.port, "127.0.0.1").resume();
  const agent = new Agent({ keepAlive: true });
  await ask(`${service.url}/livez`, { agent });
  service.signal("SIGINT");
  const { code, log } = await service.ended;
  expect(code).toBe(0);
  expect(log.map(({ msg }) => msg)).not.toContain("cutting what is still in flight");
  unused.destroy();
  agent.destroy();
});

test("a numbers API that hangs is cut after the timeout", async () => {
  const service = await startService({
    NUMBERS_DELAY_MS: "600000",
    DRAIN_DELAY_MS: "0",
    SHUTDOWN_TIMEOUT_MS: "100",
  });
  const outcome = ask(`${service.url}/total`).catch((error: NodeJS.ErrnoException) => error.code);
  await ask(`${service.url}/livez`);
  service.signal("SIGTERM");
  expect(await outcome).toBe("ECONNRESET");
  const { code, log } = await service.ended;
  expect(code).toBe(0);
  expect(log.map(({ msg }) => msg)).toContain("cutting what is still in flight");
});

test.each([
  ["SIGTERM", 143],
  ["SIGINT", 130],
] as const)(
  "a second %s ends it at once, but not within half a second of the first",
  async (signal, code) => {
    const service = await startService({ DRAIN_DELAY_MS: "600000" });
    const begun = performance.now();
    service.signal("SIGTERM");
    await service.logged("draining");
    const again = setInterval(() => service.signal(signal), 50);
    const ended = await service.ended;
    clearInterval(again);
    expect(ended.code).toBe(code);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(500);
  },
);
