/** The built service with low bounds. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask, endServices, exchange, startService, type Service } from "../src/testing/service.js";
import { JSON_TYPE, postHead, statuses, TEXT_TYPE, whole, wire } from "../src/testing/wire.js";

afterAll(endServices);

describe("a service with little room", () => {
  let tight: Service;
  /** The same bounds, but without a short body timeout. */
  let patient: Service;
  beforeAll(async () => {
    const room = { MAX_CONCURRENT_TOTALS: "1", DLG_TOKEN: "hunter2" };
    tight = await startService({ ...room, BODY_TIMEOUT_MS: "500" });
    patient = await startService(room);
  });

  const TOKEN = "Authorization: Bearer hunter2";
  const posting = ({ port }: Service) => {
    const client = wire(port);
    void client.send(`${postHead(JSON_TYPE, TOKEN, "Content-Length: 50")}[1,`);
    return client;
  };
  const post = async ({ port }: Service, body: string) =>
    statuses(await exchange(port, whole(body, JSON_TYPE, TOKEN, "Connection: close")));

  test("is open to those who have the token only, and does not read the others' bodies", async () => {
    const { send, until, leave } = wire(tight.port);
    await send(postHead(JSON_TYPE, "Content-Length: 50", "Expect: 100-continue"));
    expect(statuses(await until(/\}$/))).toEqual([401]);
    leave();
    expect(await post(tight, "[1]")).toEqual([200]);
  });

  test("refuses a body that stops, or comes a byte now and then, and has room again", async () => {
    const silent = posting(tight);
    const received = await silent.until(/\}$/);
    expect(received).toMatch(/^HTTP\/1\.1 408 [^]*expected a body without a silence of 500 ms, and of 1 KiB/);
    expect(received).toContain("Connection: close");
    await silent.closed;

    const trickling = posting(tight);
    const drip = setInterval(() => void trickling.send(" "), 20);
    expect(await trickling.until(/\}$/)).toMatch(/^HTTP\/1\.1 408 /);
    clearInterval(drip);
    trickling.leave();
    await expect.poll(() => post(tight, "[1]")).toEqual([200]);
  });

  test("has room again after a client reset the connection, left, or was wrong", async () => {
    for (const spoil of [
      (client: ReturnType<typeof posting>) => client.reset(),
      (client: ReturnType<typeof posting>) => client.leave(),
      (client: ReturnType<typeof posting>) => client.send("]"),
    ]) {
      const client = posting(patient);
      await expect.poll(() => post(patient, "[1]")).toEqual([503]);
      await spoil(client);
      await expect.poll(() => post(patient, "[1]")).toEqual([200]);
      client.leave();
    }
  });

  test("tells those past the limit when to come back", async () => {
    const first = posting(patient);
    await expect.poll(() => post(patient, "[1]")).toEqual([503]);
    const refused = await exchange(patient.port, whole("[1]", JSON_TYPE, TOKEN, "Connection: close"));
    expect(refused).toMatch(/^HTTP\/1\.1 503 [^]*Retry-After: 1\r\n/);
    first.leave();
  });
});

/** Sends a body without end at 3.2 KiB/s, which is faster than the least rate. */
function dripping(port: number) {
  const client = wire(port);
  void client.send(postHead(TEXT_TYPE, "Content-Length: 1000000000"));
  const drip = setInterval(() => void client.send("1 ".repeat(32)), 20);
  return {
    ...client,
    leave() {
      clearInterval(drip);
      client.leave();
    },
  };
}

async function postOne(port: number): Promise<number[]> {
  return statuses(await exchange(port, whole("[1]", JSON_TYPE, "Connection: close")));
}

describe("clients whose bodies never end", () => {
  const MAX = 4;
  test("take the places of other bodies, and not that of GET /total", async () => {
    const { port, url } = await startService({ MAX_CONCURRENT_TOTALS: String(MAX), NUMBERS_COUNT: "3" });
    const clients = Array.from({ length: MAX }, () => dripping(port));
    await expect.poll(() => postOne(port)).toEqual([503]);
    const totals = await Promise.all(Array.from({ length: 3 * MAX }, () => ask(`${url}/total`)));
    expect(totals.map(({ text }) => text)).toEqual(totals.map(() => '{"total":3}'));
    expect(await postOne(port)).toEqual([503]);
    for (const { leave } of clients) leave();
  });

  test("have until the deadline, and then there is room", async () => {
    const { port } = await startService({ MAX_CONCURRENT_TOTALS: String(MAX), BODY_DEADLINE_MS: "1000" });
    const clients = Array.from({ length: MAX }, () => dripping(port));
    for (const { until, leave } of clients) {
      const received = await until(/\}$/);
      expect(received).toMatch(/^HTTP\/1\.1 408 [^]*expected a body within 1000 ms, got a slower one/);
      expect(received).toContain("Connection: close");
      leave();
    }
    await expect.poll(() => postOne(port)).toEqual([200]);
  });
});
