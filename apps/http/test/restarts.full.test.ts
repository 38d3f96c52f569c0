/** Restarts of the built service behind real proxies, under load. */
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { startLoad, type Kind } from "../src/testing/checked-load.js";
import { hasExampleProxies, startExampleProxy, type ProxyName } from "../src/testing/example-proxies.js";
import { endServices, startService, type Service } from "../src/testing/service.js";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});
afterAll(endServices);

const CLIENTS = 32;
const RESTARTS = 6;

/** After each restart so many requests of each method come to an end before the next one begins. */
const BETWEEN = 500;

const range = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

const KINDS: readonly Kind[] = [
  { method: "GET", path: "/total", answer: '{"total":499500}' },
  ...[3, 1000, 30_000].flatMap((count): Kind[] => {
    const answer = `{"total":${(count * (count + 1)) / 2},"count":${count},"empty":0}`;
    const post = (type: string, body: string, query = ""): Kind => ({
      method: "POST",
      path: `/total${query}`,
      headers: { "Content-Type": type },
      body,
      answer,
    });
    return [
      post("text/plain", range(count).join("\n")),
      post("application/json", JSON.stringify(range(count))),
      post(
        "text/csv",
        `x,price\n${range(count)
          .map((i) => `a,${i}\n`)
          .join("")}`,
        "?column=price",
      ),
    ];
  }),
];

const ENV = { NUMBERS_COUNT: "1000", DRAIN_DELAY_MS: "1000", SHUTDOWN_TIMEOUT_MS: "10000" };

describe.skipIf(!hasExampleProxies)("restarts, which are tried where nginx and haproxy are installed", () => {
  test.each<ProxyName>(["nginx", "haproxy"])(
    `behind %s, ${RESTARTS} restarts in turn under ${CLIENTS} clients each of GET and POST: no request fails`,
    async (name) => {
      const instances: [Service, Service] = [await startService(ENV), await startService(ENV)];
      const proxy = await startExampleProxy(name, [instances[0].port, instances[1].port]);
      closers.push(proxy.close);
      const load = startLoad(proxy.url, CLIENTS, KINDS);
      for (let restart = 0; restart < RESTARTS; restart++) {
        await load.next(BETWEEN);
        const which = restart % 2;
        const { ended, port, signal } = instances[which]!;
        signal("SIGTERM");
        expect(await ended).toMatchObject({ code: 0, stderr: "" });
        instances[which] = await startService({ ...ENV, PORT: String(port) });
      }
      await load.next(BETWEEN);
      await load.stop();
      expect(Object.fromEntries(load.failures)).toEqual({});
    },
  );
});
