/** How the built service ends under load, as often as chance needs to show itself. */
import { Agent } from "node:http";
import { afterAll, expect, test } from "vitest";
import { startUpstream } from "../src/testing/broken-upstream.js";
import { ask, endServices, startService } from "../src/testing/service.js";

afterAll(endServices);

const CLIENTS = 50;
const TIMES = 20;

test(`SIGTERM under ${CLIENTS} keep-alive clients that close when they are told to: nothing is dropped, ${TIMES} times of ${TIMES}`, async () => {
  for (let time = 0; time < TIMES; time++) {
    const service = await startService({ NUMBERS_COUNT: "1000", DRAIN_DELAY_MS: "600000" });
    let served = 0;
    const toldAll = Array.from({ length: CLIENTS }, async () => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      for (;;) {
        // Rejects where the connection is reset, or closed before the answer.
        const { status, headers, text } = await ask(`${service.url}/total`, { agent });
        expect([status, text]).toEqual([200, '{"total":499500}']);
        served += 1;
        if (served === 20 * CLIENTS) service.signal("SIGTERM");
        if (headers.connection === "close") return;
      }
    });
    await Promise.all(toldAll);
    expect(served).toBeGreaterThanOrEqual(20 * CLIENTS);
    const statuses = () => service.log.filter(({ msg }) => msg === "request").map((line) => line["status"]);
    await expect.poll(() => statuses().length).toBeGreaterThanOrEqual(served);
    service.signal("SIGKILL");
    expect((await service.ended).stderr).toBe("");
    expect(statuses()).toEqual(Array.from({ length: served }, () => 200));
  }
});

test("a numbers API that hangs does not keep it from ending, however many wait for it", async () => {
  const upstream = await startUpstream();
  for (const fault of ["/silent", "/stalls", "/drip"]) {
    upstream.fault = fault;
    const service = await startService({
      NUMBERS_API_URL: `${upstream.url}/faulty`,
      DRAIN_DELAY_MS: "100",
      SHUTDOWN_TIMEOUT_MS: "500",
    });
    const came = upstream.next("/faulty");
    const outcomes = Array.from({ length: CLIENTS }, () =>
      ask(`${service.url}/total`).catch((error: NodeJS.ErrnoException) => error.code),
    );
    const { closed } = await came;
    await ask(`${service.url}/livez`);
    service.signal("SIGTERM");
    // No other event would end the wait.
    const { code, stderr } = await service.ended;
    expect([code, stderr]).toEqual([0, ""]);
    expect(new Set(await Promise.all(outcomes))).toEqual(new Set(["ECONNRESET"]));
    await closed;
  }
  await upstream.close();
});
