/** Clients of the built service that close their side of the connection and wait. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startUpstream } from "../src/testing/broken-upstream.js";
import { endServices, startService, type Service } from "../src/testing/service.js";
import { CHUNKED, chunk, JSON_TYPE, postHead, statuses, whole, wire } from "../src/testing/wire.js";

afterAll(endServices);

let service: Service;
beforeAll(async () => {
  service = await startService();
});

describe("a client that closes its side after the request", () => {
  test("gets the total of its body", async () => {
    const { send, end, closed } = wire(service.port);
    void send(whole("[1,2]", JSON_TYPE));
    end();
    expect(await closed).toMatch(/^HTTP\/1\.1 200 [^]*\{"total":3,"count":2,"empty":0\}$/);
  });

  test("gets the total of the numbers API, and meanwhile is asked whether it is still there", async () => {
    const upstream = await startUpstream();
    const { port } = await startService({ NUMBERS_API_URL: `${upstream.url}/silent` });
    const came = upstream.next("/silent");
    const { send, end, until, closed } = wire(port);
    void send("GET /total HTTP/1.1\r\nHost: a\r\n\r\n");
    end();
    const { answer } = await came;
    await until(/^(HTTP\/1\.1 102 Processing\r\n\r\n){2}/);
    answer.writeHead(200, { "content-type": "application/json" }).end("[40,2]");
    const received = await closed;
    // The number of questions depends on the time that the answer takes.
    expect(received).toMatch(
      /^(?:HTTP\/1\.1 102 Processing\r\n\r\n){2,}HTTP\/1\.1 200 [^]*\r\n\r\n\{"total":42\}$/,
    );
    await upstream.close();
  });

  test("before its body's end gets a 400", async () => {
    const { send, end, closed } = wire(service.port);
    void send(`${postHead(JSON_TYPE, "Content-Length: 50")}[1,2]`);
    end();
    expect(await closed).toMatch(/^HTTP\/1\.1 400 [^]*expected the rest of the body, got its end/);
  });

  test("before the end of its chunks gets a 400", async () => {
    const { send, end, closed } = wire(service.port);
    void send(postHead(JSON_TYPE, CHUNKED) + chunk("[1,2]"));
    end();
    expect(statuses(await closed)).toEqual([400]);
  });
});
