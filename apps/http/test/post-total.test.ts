/** POST /total of the built service, by clients that behave and clients that do not. */
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startUpstream } from "./broken-upstream.js";
import { ask, endServices, exchange, startService, steady, type Service } from "./service.js";
import { CHUNKED, chunk, JSON_TYPE, postHead, statuses, TEXT_TYPE, wire } from "./wire.js";

afterAll(endServices);

let service: Service;
beforeAll(async () => {
  service = await startService({ NUMBERS_COUNT: "3", MAX_BODY_BYTES: "5000000" });
});

const length = (body: string) => `Content-Length: ${Buffer.byteLength(body)}`;
const LIVEZ = "GET /livez HTTP/1.1\r\nHost: a\r\n\r\n";

/** A POST of a body whose length is told. */
const whole = (body: string, ...headers: readonly string[]) => postHead(length(body), ...headers) + body;

describe("on the wire", () => {
  test("a total", async () => {
    const total = await exchange(service.port, whole("[0.1,0.2]", JSON_TYPE, "Connection: close"));
    expect(steady(total)).toMatchInlineSnapshot(`
      "HTTP/1.1 200 OK
      Content-Type: application/json
      Content-Length: 33
      Cache-Control: no-store
      Vary: Accept
      X-Request-Id: …
      Date: …
      Connection: close

      {"total":0.3,"count":2,"empty":0}"
    `);
  });

  test("a fault", async () => {
    const fault = await exchange(service.port, whole('[1,\n "x"]', JSON_TYPE, "Connection: close"));
    expect(steady(fault)).toMatchInlineSnapshot(`
      "HTTP/1.1 422 Unprocessable Entity
      Content-Type: application/problem+json
      Content-Length: 211
      Cache-Control: no-store
      X-Request-Id: …
      Date: …
      Connection: close

      {"type":"about:blank","title":"Unprocessable Entity","status":422,"detail":"line 2, column 2: expected a number, got \\"x\\"","code":"BAD_NUMBER","line":2,"column":2,"offset":5,"expected":"a number","got":"\\"x\\""}"
    `);
  });

  test("no Content-Type", async () => {
    expect(steady(await exchange(service.port, whole("[1]", "Connection: close")))).toMatchInlineSnapshot(`
      "HTTP/1.1 415 Unsupported Media Type
      Content-Type: application/problem+json
      Content-Length: 409
      Cache-Control: no-store
      Accept: text/plain, application/json, application/x-ndjson, text/csv, text/tab-separated-values, application/octet-stream
      Accept-Post: text/plain, application/json, application/x-ndjson, text/csv, text/tab-separated-values, application/octet-stream
      X-Request-Id: …
      Date: …
      Connection: close

      {"type":"about:blank","title":"Unsupported Media Type","status":415,"detail":"expected a Content-Type of text/plain, application/json, application/x-ndjson, text/csv, text/tab-separated-values, application/octet-stream, got none","code":"UNSUPPORTED","expected":"a Content-Type of text/plain, application/json, application/x-ndjson, text/csv, text/tab-separated-values, application/octet-stream","got":"none"}"
    `);
  });

  test("HTTP/1.0, which knows no expectations", async () => {
    const sent = `POST /total HTTP/1.0\r\n${TEXT_TYPE}\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n1 2`;
    expect(await exchange(service.port, sent)).toMatch(
      /^HTTP\/1\.1 200 OK\r\n[^]*\{"total":3,"count":2,"empty":0\}$/,
    );
  });
});

describe("a body", () => {
  test("may come in chunks, cut anywhere", async () => {
    const { send, until, leave } = wire(service.port);
    await send(postHead(JSON_TYPE, CHUNKED));
    for (const character of "[12,34 ,5e1]") await send(chunk(character));
    await send("0\r\n\r\n");
    expect(await until(/\}$/)).toContain('{"total":96,"count":3,"empty":0}');
    leave();
  });

  test("may come in gzip", async () => {
    const body = gzipSync("1 2\n3");
    const { send, until, leave } = wire(service.port);
    await send(postHead(TEXT_TYPE, "Content-Encoding: gzip", `Content-Length: ${body.length}`));
    await send(body);
    expect(await until(/\}$/)).toContain('{"total":6,"count":3,"empty":0}');
    leave();
  });

  test("may be none", async () => {
    const { send, until, leave } = wire(service.port);
    await send(postHead(TEXT_TYPE));
    expect(await until(/\}$/)).toContain('{"total":0,"count":0,"empty":0}');
    leave();
  });

  test("may be waited for: 100 Continue comes when it is wanted", async () => {
    const { send, until, leave } = wire(service.port);
    await send(postHead(JSON_TYPE, "Content-Length: 3", "Expect: 100-continue"));
    expect(await until(/\r\n\r\n/)).toBe("HTTP/1.1 100 Continue\r\n\r\n");
    await send("[1]");
    expect(statuses(await until(/\}$/))).toEqual([100, 200]);
    leave();
  });

  test("that is waited for is one request in the metrics", async () => {
    const { port, url } = await startService();
    const { send, until, leave } = wire(port);
    await send(postHead(JSON_TYPE, "Content-Length: 3", "Expect: 100-continue"));
    await send("[1]");
    await until(/\}$/);
    leave();
    const counts = async () =>
      [
        ...(await ask(`${url}/metrics`)).text.matchAll(
          /^http_server_request_duration_seconds_count\{.*"POST".* (\d+)$/gm,
        ),
      ].map(([, count]) => count);
    await expect.poll(counts).toEqual(["1"]);
  });

  test("is not waited for where it is not wanted", async () => {
    const { send, until, leave } = wire(service.port);
    await send(postHead("Content-Type: text/html", "Content-Length: 3", "Expect: 100-continue"));
    const received = await until(/\}$/);
    expect(statuses(received)).toEqual([415]);
    expect(received).toContain("Connection: close");
    leave();
  });

  test("that is expected to be something else is a 417", async () => {
    const { send, until, leave } = wire(service.port);
    await send(postHead(JSON_TYPE, "Content-Length: 3", "Expect: tea"));
    expect(await until(/\}$/)).toMatch(/^HTTP\/1\.1 417 [^]*application\/problem\+json[^]*"status":417/);
    leave();
  });

  test("of another request is no trouble: the next one on the connection is answered", async () => {
    const { send, closed } = wire(service.port);
    await send(`GET /total HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello`);
    await send(`DELETE /total HTTP/1.1\r\nHost: a\r\n${CHUNKED}\r\n\r\n${chunk("hello")}0\r\n\r\n`);
    await send(LIVEZ.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
    expect(statuses(await closed)).toEqual([200, 405, 200]);
  });
});

describe("a refusal before the body's end", () => {
  test("leaves the connection to the next request, where the rest is short", async () => {
    const { send, until, leave } = wire(service.port);
    await send(postHead("Content-Type: text/html", "Content-Length: 100000"));
    await send("x".repeat(50_000));
    await until(/\}$/);
    await send("x".repeat(50_000) + whole("[1,", JSON_TYPE) + whole("[1]", JSON_TYPE));
    expect(statuses(await until(/"total":1,/))).toEqual([415, 400, 200]);
    leave();
  });

  test("is seen by a client that goes on sending, which is then closed", async () => {
    const { send, closed } = wire(service.port);
    await send(postHead("Content-Type: text/html", CHUNKED));
    const piece = chunk("x".repeat(65_536));
    for (let i = 0; i < 64; i++) void send(piece);
    expect(statuses(await closed)).toEqual([415]);
  });

  test("is at once where the length is past the limit, and says that the connection will be closed", async () => {
    const { send, until, leave } = wire(service.port);
    await send(postHead(JSON_TYPE, "Content-Length: 5000001"));
    const received = await until(/\}$/);
    expect(statuses(received)).toEqual([413]);
    expect(received).toContain("Connection: close");
    leave();
  });

  test("comes with the first bad number, while the rest is being sent", async () => {
    const { send, until, leave } = wire(service.port);
    await send(postHead(TEXT_TYPE, "Content-Length: 4000000"));
    await send("1\n2 x\n");
    expect(await until(/\}$/)).toMatch(/^HTTP\/1\.1 422 [^]*"line":2,"column":3,"offset":4/);
    leave();
  });

  test("comes after a moment, where a JSON document could still turn out to be malformed", async () => {
    const { send, until, leave } = wire(service.port);
    await send(postHead(JSON_TYPE, "Content-Length: 4000000"));
    await send('[1,"x",');
    expect(await until(/\}$/)).toMatch(/^HTTP\/1\.1 422 [^]*"line":1,"column":4,"offset":3/);
    leave();
  });

  test("comes at the first byte past the limit, decompressed", async () => {
    const bomb = gzipSync("0 ".repeat(20_000_000), { level: 9 });
    const { send, until, leave } = wire(service.port);
    await send(postHead(TEXT_TYPE, "Content-Encoding: gzip", `Content-Length: ${bomb.length}`));
    await send(bomb);
    expect(statuses(await until(/\}$/))).toEqual([413]);
    leave();
  });
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
    expect(statuses(received)).toEqual([102, 102, 200]);
    expect(received).toMatch(/\r\n\r\n\{"total":42\}$/);
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

describe("lengths and chunks that are wrong", () => {
  test("a body that is shorter than it says is cut where the next request ought to begin", async () => {
    const { send, until, leave } = wire(service.port);
    await send(`${postHead(JSON_TYPE, "Content-Length: 3")}[1,2]`);
    expect(await until(/\}$/)).toMatch(/^HTTP\/1\.1 400 [^]*"code":"BAD_FORMAT"[^]*the end of the input/);
    leave();
  });

  test("what follows a body that is whole does not change its answer", async () => {
    const { send, closed } = wire(service.port);
    await send(`${whole("[1,2]", JSON_TYPE)}more\r\n\r\n`);
    const received = await closed;
    expect(statuses(received)).toEqual([200]);
    expect(received).toContain('{"total":3,"count":2,"empty":0}');
    expect(received).toContain("Connection: close");
  });

  test.each([
    ["a chunk without a size", "zz\r\n"],
    ["a chunk that is longer than it says", "1\r\n12\r\n"],
  ])("%s is a 400", async (_, bytes) => {
    const { send, closed } = wire(service.port);
    await send(postHead(JSON_TYPE, CHUNKED) + bytes);
    expect(await closed).toMatch(/^HTTP\/1\.1 400 [^]*expected a body in chunks, got something else/);
  });

  test.each([
    ["two lengths", ["Content-Length: 3", "Content-Length: 4"]],
    ["a length that is none", ["Content-Length: three"]],
    ["a length and chunks", ["Content-Length: 3", CHUNKED]],
  ])("%s is a 400", async (_, headers) => {
    const { send, closed } = wire(service.port);
    await send(`${postHead(JSON_TYPE, ...headers)}[1]`);
    expect(statuses(await closed)).toEqual([400]);
  });

  test("a transfer coding that is not known is a 415", async () => {
    const { send, until, leave } = wire(service.port);
    await send(`${postHead(JSON_TYPE, "Transfer-Encoding: gzip, chunked")}${chunk("[1]")}0\r\n\r\n`);
    expect(statuses(await until(/\}$/))).toEqual([415]);
    leave();
  });
});

describe("a service with little room", () => {
  let tight: Service;
  beforeAll(async () => {
    tight = await startService({ BODY_TIMEOUT_MS: "500", MAX_CONCURRENT_TOTALS: "1", DLG_TOKEN: "hunter2" });
  });

  const TOKEN = "Authorization: Bearer hunter2";
  const posting = () => {
    const client = wire(tight.port);
    void client.send(`${postHead(JSON_TYPE, TOKEN, "Content-Length: 50")}[1,`);
    return client;
  };
  const post = async (body: string) =>
    statuses(await exchange(tight.port, whole(body, JSON_TYPE, TOKEN, "Connection: close")));

  test("is open to those who have the token only, and does not read the others' bodies", async () => {
    const { send, until, leave } = wire(tight.port);
    await send(postHead(JSON_TYPE, "Content-Length: 50", "Expect: 100-continue"));
    expect(statuses(await until(/\}$/))).toEqual([401]);
    leave();
    expect(await post("[1]")).toEqual([200]);
  });

  test("refuses a body that stops, or comes a byte now and then", async () => {
    const silent = posting();
    const received = await silent.until(/\}$/);
    expect(received).toMatch(/^HTTP\/1\.1 408 [^]*expected a body without a silence of 500 ms, and of 1 KiB/);
    expect(received).toContain("Connection: close");
    await silent.closed;

    const trickling = posting();
    const drip = setInterval(() => void trickling.send(" "), 20);
    expect(await trickling.until(/\}$/)).toMatch(/^HTTP\/1\.1 408 /);
    clearInterval(drip);
    trickling.leave();
  });

  test("has room again after a client was slow, reset the connection, left, or was wrong", async () => {
    for (const spoil of [
      (client: ReturnType<typeof posting>) => client.until(/ 408 /),
      (client: ReturnType<typeof posting>) => client.reset(),
      (client: ReturnType<typeof posting>) => client.leave(),
      (client: ReturnType<typeof posting>) => client.send("]"),
    ]) {
      const client = posting();
      await expect.poll(() => post("[1]")).toEqual([503]);
      await spoil(client);
      await expect.poll(() => post("[1]")).toEqual([200]);
      client.leave();
    }
  });

  test("tells those past the limit when to come back", async () => {
    const first = posting();
    await expect.poll(() => post("[1]")).toEqual([503]);
    const headers = { authorization: "Bearer hunter2" };
    const refused = await ask(`${tight.url}/total`, { headers });
    expect(refused).toMatchObject({ status: 503, headers: { "retry-after": "1" } });
    first.leave();
  });
});

test("what was posted is in no log, and none of it is an error of the service", async () => {
  const { port, log, signal, ended } = await startService({ DRAIN_DELAY_MS: "0", LOG_LEVEL: "trace" });
  for (const body of ['["hunter2"]', "[hunter2]", '{"hunter2":1}', "hunter2"]) {
    await exchange(port, whole(body, JSON_TYPE, "Connection: close"));
  }
  await exchange(port, whole("hunter2,hunter3\n1,2\n", "Content-Type: text/csv", "Connection: close"));
  const leaving = wire(port);
  await leaving.send(`${postHead(JSON_TYPE, "Content-Length: 50")}["hunter2"`);
  leaving.reset();
  await expect.poll(() => log.filter(({ msg }) => msg === "request").length).toBe(6);
  signal("SIGTERM");
  const { stderr, code } = await ended;
  expect([stderr, code]).toEqual(["", 0]);
  expect(JSON.stringify(log)).not.toContain("hunter");
  expect(log.filter(({ msg }) => msg === "request").map((line) => line["status"])).toEqual([
    422, 400, 422, 400, 422, 499,
  ]);
});

test("SIGTERM lets a body that is being sent come to its end", async () => {
  const { port, signal, logged, ended } = await startService({ DRAIN_DELAY_MS: "0" });
  const { send, until } = wire(port);
  await send(`${postHead(JSON_TYPE, "Content-Length: 5")}[1,`);
  await ask(`http://127.0.0.1:${port}/livez`);
  signal("SIGTERM");
  await logged("draining");
  await send("2]");
  const received = await until(/\}$/);
  expect(received).toContain('{"total":3,"count":2,"empty":0}');
  expect(received).toContain("Connection: close");
  expect((await ended).code).toBe(0);
});
