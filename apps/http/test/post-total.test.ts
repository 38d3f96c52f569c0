/** POST /total of the built service, by clients that behave and clients that do not. */
import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask, endServices, exchange, startService, steady, type Service } from "../src/testing/service.js";
import {
  CHUNKED,
  chunk,
  JSON_TYPE,
  postHead,
  statuses,
  TEXT_TYPE,
  whole,
  wire,
} from "../src/testing/wire.js";

afterAll(endServices);

let service: Service;
beforeAll(async () => {
  service = await startService({ NUMBERS_COUNT: "3", MAX_BODY_BYTES: "5000000" });
});

const LIVEZ = "GET /livez HTTP/1.1\r\nHost: a\r\n\r\n";

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
    // At once, because the service waits for the rest for only a second.
    await send("x".repeat(100_000) + whole("[1,", JSON_TYPE) + whole("[1]", JSON_TYPE));
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

  test("is seen by a client that sends 64 MB before it reads", async () => {
    const length = 64_000_000;
    const client = connect(service.port, "127.0.0.1").pause();
    client.write(postHead("Content-Type: text/html", `Content-Length: ${length}`));
    await new Promise((resolve) => client.write(Buffer.alloc(length, "1 "), resolve));
    let received = "";
    for await (const piece of client.setEncoding("latin1")) received += piece as string;
    expect(statuses(received)).toEqual([415]);
  });

  test("costs a moment where a client sends slowly for ever", async () => {
    const { send, closed } = wire(service.port);
    await send(postHead("Content-Type: text/html", "Content-Length: 100000000"));
    const drip = setInterval(() => void send("1 ".repeat(1000)), 20);
    expect(statuses(await closed)).toEqual([415]);
    clearInterval(drip);
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
    expect(statuses(received)).toEqual([200, 400]);
    expect(received).toContain('{"total":3,"count":2,"empty":0}');
    expect(received).toMatch(
      /Connection: close\r\n\r\n[^\r]*expected an HTTP request, got something else"\}$/,
    );
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
