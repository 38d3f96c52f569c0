/** Clients of the built service that leave while what they have sent makes work: the work ends with them. */
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { startUpstream } from "../src/testing/broken-upstream.js";
import { ask, endServices, startService, type Service } from "../src/testing/service.js";
import { valueOf } from "../src/testing/telemetry.js";
import { JSON_TYPE, postHead, statuses, TEXT_TYPE, wire, type Wire } from "../src/testing/wire.js";

afterAll(endServices);

const MIB = 1_048_576;
/** Compressed a thousand to one, and short enough for the kernels to hold: a client can send it and leave long before it is totalled. */
const BOMB_HOLDS = 250 * MIB;
const BOMB = gzipSync(Buffer.alloc(BOMB_HOLDS, "0 "), { level: 9 });
const CLIENTS = 64;

const bodies = async ({ url }: Service, metric: string): Promise<number> =>
  valueOf((await ask(`${url}/metrics`)).text, metric, { source: "body" }) ?? 0;

async function postBomb(service: Service, version: string): Promise<Wire> {
  const client = wire(service.port);
  const head = postHead(TEXT_TYPE, "Content-Encoding: gzip", `Content-Length: ${BOMB.length}`);
  await client.send(head.replace("HTTP/1.1", `HTTP/${version}`));
  // The service reads a part; the kernels hold the rest.
  void client.send(BOMB);
  return client;
}

describe("bombs whose clients have left behind bytes that were not read", () => {
  test.each<[string, string, (client: Wire) => void]>([
    ["closed", "1.1", (client) => client.leave()],
    ["reset", "1.1", (client) => client.reset()],
    ["reset", "1.0", (client) => client.reset()],
  ])(
    "are not worked at any more: %s, HTTP/%s",
    async (_, version, leave) => {
      const service = await startService({ MAX_GZIP_RATIO: "0", NUMBERS_COUNT: "3" });
      const clients = await Promise.all(Array.from({ length: CLIENTS }, () => postBomb(service, version)));
      await expect.poll(() => bodies(service, "dlg_totals_in_flight")).toBe(CLIENTS);
      for (const client of clients) leave(client);
      await expect.poll(() => bodies(service, "dlg_totals_in_flight"), { timeout: 100_000 }).toBe(0);
      expect(await bodies(service, "dlg_bytes_summed_total")).toBeLessThan((CLIENTS * BOMB_HOLDS) / 2);
      expect((await ask(`${service.url}/total`)).text).toBe('{"total":3}');
    },
    120_000,
  );
});

test("bombs whose clients stay are totalled", async () => {
  const service = await startService({ MAX_GZIP_RATIO: "0" });
  const clients = await Promise.all(Array.from({ length: 4 }, () => postBomb(service, "1.1")));
  for (const { until, leave } of clients) {
    const received = await until(/\}$/);
    expect(received).toContain(`{"total":0,"count":${BOMB_HOLDS / 2},"empty":0}`);
    expect(statuses(received)).toEqual([200]);
    leave();
  }
}, 120_000);

test("GET /total is cancelled where its client leaves behind a body that nobody wants", async () => {
  const upstream = await startUpstream();
  const { port } = await startService({ NUMBERS_API_URL: `${upstream.url}/silent` });
  const came = upstream.next("/silent");
  const { send, leave } = wire(port);
  await send("GET /total HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n");
  void send("x".repeat(1_000_000));
  const { answer } = await came;
  const cancelled = new Promise((resolve) => answer.once("close", () => resolve("cancelled")));
  leave();
  expect(await cancelled).toBe("cancelled");
  await upstream.close();
});

test("a client that sends slowly is not asked: nothing of it is unread", async () => {
  const { port } = await startService();
  const { send, until, leave } = wire(port);
  await send(postHead(JSON_TYPE, "Content-Length: 5"));
  await send("[1,");
  // Longer than it takes until a client with an unread body is asked.
  await new Promise((resolve) => setTimeout(resolve, 2500));
  await send("2]");
  expect(statuses(await until(/\}$/))).toEqual([200]);
  leave();
});
