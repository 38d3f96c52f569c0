/** Clients in the log and the metrics of the built service. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterAll, expect, test } from "vitest";
import {
  ask,
  endServices,
  exchange,
  runService,
  startService,
  type Service,
} from "../src/testing/service.js";
import { valueOf } from "../src/testing/telemetry.js";

afterAll(endServices);

const clients = ({ log }: Service) => log.filter(({ msg }) => msg === "request").map(({ client }) => client);

test("a line has the client's address, and a proxy's word for it counts where the proxy is trusted", async () => {
  const [wary, trusting] = await Promise.all([
    startService({ NUMBERS_COUNT: "3" }),
    startService({ NUMBERS_COUNT: "3", TRUSTED_PROXIES: "loopback, 10.0.0.0/8" }),
  ]);
  for (const { url, port } of [wary, trusting]) {
    await ask(`${url}/total`, { headers: { "x-forwarded-for": "1.1.1.1, 203.0.113.7, 10.1.2.3" } });
    await ask(`${url}/total`);
    await exchange(port, "total, please\r\n\r\n");
  }
  await expect.poll(() => clients(wary)).toEqual(["127.0.0.1", "127.0.0.1", "127.0.0.1"]);
  await expect.poll(() => clients(trusting)).toEqual(["203.0.113.7", "127.0.0.1", "127.0.0.1"]);
});

test("a client that has left has its address in the log too", async () => {
  const service = await startService({ NUMBERS_DELAY_MS: "600000" });
  const socket = connect(service.port, "127.0.0.1").on("error", () => {});
  socket.write("GET /total HTTP/1.1\r\nHost: a\r\n\r\n");
  await ask(`${service.url}/livez`);
  socket.resetAndDestroy();
  expect(await service.logged("request")).toMatchObject({ status: 499, client: "127.0.0.1" });
});

test("proxies that are none keep the service from starting", async () => {
  const { code, stderr } = await runService({ TRUSTED_PROXIES: "10.0.0.0/8,proxy.test" });
  expect(code).toBe(2);
  expect(stderr).toMatch(/^TRUSTED_PROXIES: expected addresses, .*, got "proxy\.test"\n$/);
});

const isLinux = process.platform === "linux";

test.skipIf(!isLinux)(
  "connections past the file descriptors are logged and counted, and keep no other client out while they are idle",
  async () => {
    const service = await startService(
      { NUMBERS_COUNT: "3" },
      { under: ["sh", "-c", 'ulimit -n 60 && exec "$@"', "sh"] },
    );
    const sockets: Socket[] = [];
    const CONNECTIONS = 100;
    for (let i = 0; i < CONNECTIONS; i++)
      sockets.push(connect(service.port, "127.0.0.1").on("error", () => {}));
    const line = await service.logged("dropped connections");
    expect(line).toMatchObject({
      level: "warn",
      connections: expect.any(Number),
      reason: expect.stringMatching(/^\d+ connections are open, as many as the file descriptors allow$/),
    });
    const held = Number(/^\d+/.exec(String(line["reason"])));
    expect(held).toBeGreaterThan(10);
    expect(held).toBeLessThan(60);
    expect((await ask(`${service.url}/total`)).text).toBe('{"total":3}');
    for (const socket of sockets) socket.destroy();
    await Promise.all(sockets.map((socket) => socket.closed || once(socket, "close")));
    const asked = () => ask(`${service.url}/metrics`).catch(() => ({ text: "" }));
    await expect
      .poll(async () => valueOf((await asked()).text, "dlg_connections_dropped_total"))
      .toBeGreaterThanOrEqual(CONNECTIONS - held);
    expect((await ask(`${service.url}/total`)).text).toBe('{"total":3}');
    const lines = service.log.filter(({ msg }) => msg === "dropped connections");
    expect(lines.length).toBeLessThan(10);
  },
);
