/** Bodies of requests without a Content-Length or chunks. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask, endServices, exchange, startService, steady, type Service } from "../src/testing/service.js";
import { CHUNKED, JSON_TYPE, postHead, statuses, TEXT_TYPE, whole, wire } from "../src/testing/wire.js";

afterAll(endServices);

let service: Service;
beforeAll(async () => {
  service = await startService({ NUMBERS_COUNT: "3", LOG_LEVEL: "debug" });
});

const HEAD_1_0 = `POST /total HTTP/1.0\r\n${TEXT_TYPE}\r\n`;
const BEHIND = "GET /behind HTTP/1.1\r\nHost: a\r\n\r\n";

// Together, because the service waits for a second before it closes each connection.
describe("a POST /total with neither Content-Length nor chunks", () => {
  test("is a 411, and the connection is closed", async () => {
    expect(steady(await exchange(service.port, `${postHead(TEXT_TYPE)}1 2`))).toMatchInlineSnapshot(`
      "HTTP/1.1 411 Length Required
      Content-Type: application/problem+json
      Content-Length: 136
      Cache-Control: no-store
      X-Request-Id: …
      Date: …
      Connection: close

      {"type":"about:blank","title":"Length Required","status":411,"detail":"expected a body with a Content-Length or in chunks, got neither"}"
    `);
  });

  test.concurrent.each([
    ["of HTTP/1.0", `${HEAD_1_0}\r\n1 2`],
    ["of HTTP/1.0, kept alive", `${HEAD_1_0}Connection: keep-alive\r\n\r\n1 2`],
    ["of a client that closes", `${postHead(TEXT_TYPE, "Connection: close")}1 2`],
    ["of a client that waits to be told to send it", postHead(TEXT_TYPE, "Expect: 100-continue")],
    ["of no type", `${postHead()}1 2`],
    ["with nothing behind it", postHead(TEXT_TYPE)],
  ])("%s too", async (_, sent) => {
    const received = await exchange(service.port, sent);
    expect(statuses(received)).toEqual([411]);
    expect(received).toContain("Connection: close");
  });

  test.concurrent("is answered to a client that sends much before it reads", async () => {
    const { send, closed } = wire(service.port);
    await send(postHead(TEXT_TYPE));
    for (let i = 0; i < 8; i++) void send("1 ".repeat(50_000));
    expect(statuses(await closed)).toEqual([411]);
  });

  test.concurrent("closes without the token, where it is a 401", async () => {
    const guarded = await startService({ DLG_TOKEN: "hunter2" });
    const received = await exchange(guarded.port, postHead(TEXT_TYPE) + BEHIND);
    expect(statuses(received)).toEqual([401]);
    expect(received).toContain("Connection: close");
  });

  test.each([
    ["at once", (head: string) => [head + BEHIND + BEHIND]],
    ["after the answer", (head: string) => [head, BEHIND, BEHIND]],
    ["after something else", (head: string) => [head, "1 2\r\n", BEHIND]],
  ])("leaves what comes behind it unread, whatever it looks like: %s", async (_, pieces) => {
    const [first = "", ...later] = pieces(postHead(TEXT_TYPE));
    const { send, until, closed } = wire(service.port);
    await send(first);
    await until(/\}$/);
    for (const piece of later) await send(piece);
    expect(statuses(await closed)).toEqual([411]);
    // Requests are logged in their order when they are over: a later one would be in the log.
    const { headers } = await ask(`${service.url}/livez`);
    await expect.poll(() => service.log.map((line) => line["requestId"])).toContain(headers["x-request-id"]);
    expect(service.log.map((line) => line["path"])).not.toContain("/behind");
    expect(await inFlight()).toBe(0);
  });
});

/** The number of active requests, without the one that asks. */
async function inFlight(): Promise<number> {
  const { text } = await ask(`${service.url}/metrics`);
  const counts = [...text.matchAll(/^http_server_active_requests\{.*\} (\d+)$/gm)];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0) - 1;
}

describe("a body of which it is told that there is nothing", () => {
  test.each([
    ["Content-Length: 0", (type: string) => whole("", type, "Connection: close")],
    ["chunks", (type: string) => `${postHead(type, CHUNKED, "Connection: close")}0\r\n\r\n`],
  ])("by %s, is judged by its format", async (_, request) => {
    const post = (type: string) => exchange(service.port, request(type));
    expect(await post(TEXT_TYPE)).toMatch(/\{"total":0,"count":0,"empty":0\}$/);
    expect(await post(JSON_TYPE)).toMatch(/^HTTP\/1\.1 400 [^]*"code":"BAD_FORMAT"/);
    expect(await post("Content-Type: text/csv")).toMatch(/^HTTP\/1\.1 422 [^]*"code":"NO_COLUMN"/);
  });

  test("leaves the connection to the next request", async () => {
    const { send, until, leave } = wire(service.port);
    await send(whole("", TEXT_TYPE) + whole("1 2", TEXT_TYPE));
    expect(statuses(await until(/"total":3/))).toEqual([200, 200]);
    leave();
  });
});
