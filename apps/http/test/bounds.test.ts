/** A built service that allows little. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask, endServices, exchange, startService, type Service } from "./service.js";
import { JSON_TYPE, postHead, statuses, whole, wire } from "./wire.js";

afterAll(endServices);

describe("a service with little room", () => {
  let tight: Service;
  /** The same, but with all the time that a body takes. */
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
    const headers = { authorization: "Bearer hunter2" };
    const refused = await ask(`${patient.url}/total`, { headers });
    expect(refused).toMatchObject({ status: 503, headers: { "retry-after": "1" } });
    first.leave();
  });
});
