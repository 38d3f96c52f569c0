/** The listener for operators. */
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startUpstream, type Upstream } from "../src/testing/broken-upstream.js";
import { ask, endServices, runService, startService, type Service } from "../src/testing/service.js";
import { valueOf } from "../src/testing/telemetry.js";

const FOR_OPERATORS = ["/livez", "/readyz", "/metrics", "/docs", "/openapi.json"];
const FOR_CLIENTS = ["/total", "/numbers", "/"];

function adminOf({ log }: Service): { readonly url: string; readonly port: number } {
  const port = Number(log.find(({ msg }) => msg.startsWith("listening"))?.["adminPort"]);
  return { url: `http://127.0.0.1:${port}`, port };
}

/** Without the check of `ask`, that the description has the answer. */
async function statusesOf(url: string, paths: readonly string[]): Promise<number[]> {
  const statuses = [];
  for (const path of paths) {
    const answer = await fetch(url + path);
    await answer.arrayBuffer();
    statuses.push(answer.status);
  }
  return statuses;
}

describe("with ADMIN_PORT", () => {
  let service: Service;
  let admin: ReturnType<typeof adminOf>;
  beforeAll(async () => {
    service = await startService({ ADMIN_PORT: "0", NUMBERS_COUNT: "3" });
    admin = adminOf(service);
  });
  afterAll(endServices);

  test("PORT has what clients ask for, and nothing else is there", async () => {
    expect(await statusesOf(service.url, FOR_CLIENTS)).toEqual([200, 200, 200]);
    expect(await statusesOf(service.url, FOR_OPERATORS)).toEqual([404, 404, 404, 404, 404]);
  });

  test("ADMIN_PORT has everything, so that the page of the description can try the routes", async () => {
    expect(await statusesOf(admin.url, FOR_OPERATORS)).toEqual([200, 200, 200, 200, 200]);
    expect(await statusesOf(admin.url, FOR_CLIENTS)).toEqual([200, 200, 200]);
  });

  test("the line of the start names both ports", async () => {
    expect(await service.logged("listening")).toMatchObject({
      host: "127.0.0.1",
      port: service.port,
      adminHost: "127.0.0.1",
      adminPort: admin.port,
      numbers: "simulated",
      msg: `listening on ${service.url}, and for operators on ${admin.url}`,
    });
  });

  test("the log and the metrics have the requests of both", async () => {
    for (const { url } of [service, admin]) {
      await ask(`${url}/total`, { method: "OPTIONS", headers: { "x-request-id": url.slice(7) } });
    }
    const counted = async () =>
      valueOf((await ask(`${admin.url}/metrics`)).text, "http_server_request_duration_seconds_count", {
        http_request_method: "OPTIONS",
      });
    await expect.poll(counted).toBe(2);
    const logged = () => service.log.filter(({ method }) => method === "OPTIONS");
    await expect.poll(logged).toMatchObject([
      { requestId: service.url.slice(7), path: "/total" },
      { requestId: admin.url.slice(7), path: "/total" },
    ]);
  });
});

describe("with ADMIN_PORT, at the end", () => {
  let upstream: Upstream;
  beforeAll(async () => {
    upstream = await startUpstream();
  });
  afterAll(async () => {
    await endServices();
    await upstream.close();
  });

  test("both drain: probes say so, requests in flight are answered, and then it exits with 0", async () => {
    upstream.fault = "/silent";
    const service = await startService({
      ADMIN_PORT: "0",
      DRAIN_DELAY_MS: "2000",
      NUMBERS_API_URL: `${upstream.url}/faulty`,
    });
    const admin = adminOf(service);
    const came = upstream.next("/faulty");
    const answers = [ask(`${service.url}/total`), ask(`${admin.url}/total`)];
    const { answer } = await came;
    const active = async () =>
      valueOf((await ask(`${admin.url}/metrics`)).text, "http_server_active_requests");
    await expect.poll(active).toBe(3);
    service.signal("SIGTERM");
    await service.logged("draining");
    const ready = await ask(`${admin.url}/readyz`);
    expect([ready.status, ready.headers.connection]).toEqual([503, "close"]);
    answer.writeHead(200, { "content-type": "application/json" }).end("[40,2]");
    for (const { text, headers } of await Promise.all(answers)) {
      expect([text, headers.connection]).toEqual(['{"total":42}', "close"]);
    }
    expect(await service.ended).toMatchObject({ code: 0, stderr: "" });
  });
});

describe("a start that fails", () => {
  test.each(["PORT", "ADMIN_PORT"])("because %s is in use is one line and exit 1", async (name) => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const { code, stderr, log } = await runService({ ADMIN_PORT: "0", [name]: String(port) });
    server.close();
    expect({ code, stderr, log }).toEqual({
      code: 1,
      stderr: `${name}: expected a free port, got ${port}, which is in use on 127.0.0.1\n`,
      log: [],
    });
  });

  test("because its host is none of this machine is one line and exit 2", async () => {
    expect(await runService({ ADMIN_PORT: "0", ADMIN_HOST: "192.0.2.1" })).toMatchObject({
      code: 2,
      stderr: 'ADMIN_HOST: expected an address of this machine, got "192.0.2.1"\n',
      log: [],
    });
  });
});
