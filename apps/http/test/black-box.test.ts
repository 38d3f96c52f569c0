/** The built service, seen from outside. */
import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  ask,
  endServices,
  exchange,
  SECURE_HEADERS,
  startService,
  steady,
  type Service,
} from "../src/testing/service.js";

afterAll(endServices);

const closing = (lines: readonly string[]) =>
  [...lines, "Host: dlg.test", "Connection: close", "", ""].join("\r\n");

describe("the service with its simulated numbers", () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService({ NUMBERS_COUNT: "1000001" });
  });

  const wire = async (...lines: string[]) => steady(await exchange(service.port, closing(lines)));

  test("GET /total answers as the Python original did", async () => {
    expect(await wire("GET /total HTTP/1.1")).toMatchInlineSnapshot(`
      "HTTP/1.1 200 OK
      Content-Type: application/json
      Content-Length: 22
      Cache-Control: no-store
      Vary: Accept
      Server-Timing: fetch;dur=…, sum;dur=…
      X-Request-Id: …
      Date: …
      Connection: close

      {"total":500000500000}"
    `);
  });

  test("answers may not be framed, cached, guessed at or loaded from elsewhere", async () => {
    const head = (await exchange(service.port, closing(["GET /livez HTTP/1.1"]))).split("\r\n\r\n")[0];
    expect(head?.split("\r\n").filter((line) => !/^(X-Request-Id|Date):/.test(line))).toEqual([
      "HTTP/1.1 200 OK",
      "Content-Type: application/json",
      "Content-Length: 15",
      "Cache-Control: no-store",
      ...SECURE_HEADERS,
      "Connection: close",
    ]);
  });

  test("GET /total as text", async () => {
    expect(await wire("GET /total HTTP/1.1", "Accept: text/plain")).toMatchInlineSnapshot(`
      "HTTP/1.1 200 OK
      Content-Type: text/plain; charset=utf-8
      Content-Length: 13
      Cache-Control: no-store
      Vary: Accept
      Server-Timing: fetch;dur=…, sum;dur=…
      X-Request-Id: …
      Date: …
      Connection: close

      500000500000
      "
    `);
  });

  test("HEAD /total has the headers, and no body", async () => {
    expect(await wire("HEAD /total HTTP/1.1")).toMatchInlineSnapshot(`
      "HTTP/1.1 200 OK
      cache-control: no-store
      content-length: 22
      content-type: application/json
      server-timing: fetch;dur=…, sum;dur=…
      vary: Accept
      X-Request-Id: …
      Date: …
      Connection: close

      "
    `);
  });

  test("GET /total for a client that wants neither type", async () => {
    expect(await wire("GET /total HTTP/1.1", "Accept: text/html")).toMatchInlineSnapshot(`
      "HTTP/1.1 406 Not Acceptable
      Content-Type: application/problem+json
      Content-Length: 131
      Cache-Control: no-store
      Vary: Accept
      X-Request-Id: …
      Date: …
      Connection: close

      {"type":"about:blank","title":"Not Acceptable","status":406,"detail":"expected one of application/json, text/plain to be accepted"}"
    `);
  });

  test("OPTIONS /total", async () => {
    expect(await wire("OPTIONS /total HTTP/1.1")).toMatchInlineSnapshot(`
      "HTTP/1.1 204 No Content
      Cache-Control: no-store
      Allow: GET, HEAD, POST, OPTIONS
      X-Request-Id: …
      Date: …
      Connection: close

      "
    `);
  });

  test("DELETE /total", async () => {
    expect(await wire("DELETE /total HTTP/1.1")).toMatchInlineSnapshot(`
      "HTTP/1.1 405 Method Not Allowed
      Content-Type: application/problem+json
      Content-Length: 128
      Cache-Control: no-store
      Allow: GET, HEAD, POST, OPTIONS
      X-Request-Id: …
      Date: …
      Connection: close

      {"type":"about:blank","title":"Method Not Allowed","status":405,"detail":"expected one of GET, HEAD, POST, OPTIONS, got DELETE"}"
    `);
  });

  test("a path that is none", async () => {
    expect(await wire("GET /sum HTTP/1.1")).toMatchInlineSnapshot(`
      "HTTP/1.1 404 Not Found
      Content-Type: application/problem+json
      Content-Length: 96
      Cache-Control: no-store
      X-Request-Id: …
      Date: …
      Connection: close

      {"type":"about:blank","title":"Not Found","status":404,"detail":"there is nothing at this path"}"
    `);
  });

  test("the probes", async () => {
    expect(await wire("GET /livez HTTP/1.1")).toMatchInlineSnapshot(`
      "HTTP/1.1 200 OK
      Content-Type: application/json
      Content-Length: 15
      Cache-Control: no-store
      X-Request-Id: …
      Date: …
      Connection: close

      {"status":"ok"}"
    `);
    expect(await ask(`${service.url}/readyz`)).toMatchObject({ status: 200, text: '{"status":"ok"}' });
  });

  test("a proxy's name for the request is taken over", async () => {
    const { headers } = await ask(`${service.url}/livez`, { headers: { "x-request-id": "edge-1" } });
    expect(headers["x-request-id"]).toBe("edge-1");
  });

  test("a client of HTTP/1.0 needs no Host", async () => {
    const answer = await exchange(service.port, "GET /total HTTP/1.0\r\n\r\n");
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\n\{"total":500000500000\}$/);
  });

  test("a client of HTTP/1.1 does", async () => {
    expect(steady(await exchange(service.port, "GET /total HTTP/1.1\r\n\r\n"))).toMatchInlineSnapshot(`
      "HTTP/1.1 400 Bad Request
      Content-Type: application/problem+json
      Content-Length: 101
      Cache-Control: no-store
      Connection: close
      X-Request-Id: …
      Date: …

      {"type":"about:blank","title":"Bad Request","status":400,"detail":"expected a Host header, got none"}"
    `);
  });

  test("two hosts are a 400", async () => {
    expect(await wire("GET /total HTTP/1.1", "HOST: other.test")).toMatch(
      /^HTTP\/1\.1 400 [^]*expected one Host header, got several/,
    );
  });

  test("what is no HTTP is a 400", async () => {
    expect(steady(await exchange(service.port, "total, please\r\n\r\n"))).toMatchInlineSnapshot(`
      "HTTP/1.1 400 Bad Request
      Content-Type: application/problem+json
      Content-Length: 113
      Cache-Control: no-store
      X-Request-Id: …
      Date: …
      Connection: close

      {"type":"about:blank","title":"Bad Request","status":400,"detail":"expected an HTTP request, got something else"}"
    `);
  });

  test("a target that is no address is a 400", async () => {
    expect(await wire("GET http://[/total HTTP/1.1")).toMatchInlineSnapshot(`
      "HTTP/1.1 400 Bad Request
      Content-Type: application/problem+json
      Content-Length: 146
      Cache-Control: no-store
      X-Request-Id: …
      Date: …
      Connection: close

      {"type":"about:blank","title":"Bad Request","status":400,"detail":"expected a path or an http address, and a Host header with a host, got others"}"
    `);
  });

  test.each([
    "OPTIONS ** HTTP/1.1\r\nHost: a",
    "GET ftp://a/total HTTP/1.1\r\nHost: a",
    "GET /total HTTP/1.1\r\nHost: a b",
  ])("so is %j", async (head) => {
    expect(await exchange(service.port, `${head}\r\nConnection: close\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 400 [^]*expected a path or an http address/,
    );
  });

  test("headers without end are a 431", async () => {
    const answer = await exchange(
      service.port,
      closing(["GET /total HTTP/1.1", `X: ${"x".repeat(100_000)}`]),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 431 Request Header Fields Too Large\r\n[^]*"status":431/);
  });

  test("requests on one connection are answered in their order", async () => {
    const answers = await exchange(
      service.port,
      `GET /total HTTP/1.1\r\nHost: a\r\n\r\n${closing(["GET /livez HTTP/1.1"])}`,
    );
    expect(answers.match(/\{.*\}/g)).toEqual(['{"total":500000500000}', '{"status":"ok"}']);
  });

  test("GET /numbers is the list that was totalled", async () => {
    const { headers, text } = await ask(`${service.url}/numbers`);
    expect(headers["content-type"]).toBe("application/json");
    const numbers = JSON.parse(text) as number[];
    expect(numbers.length).toBe(1_000_001);
    expect(numbers.every((number, i) => number === i)).toBe(true);
  });

  test("the log has the port and a line a request, with its name", async () => {
    const { headers } = await ask(`${service.url}/docs?secret=hunter2`, {
      headers: { authorization: "Bearer hunter2" },
    });
    await expect
      .poll(() => service.log.find((line) => line["requestId"] === headers["x-request-id"]))
      .toMatchObject({
        level: "info",
        method: "GET",
        path: "/docs",
        status: 200,
        msg: "request",
      });
    expect(service.log[0]).toMatchObject({ level: "info", port: service.port, numbers: "simulated" });
    expect(JSON.stringify(service.log)).not.toContain("hunter2");
  });
});

test("a log that nobody reads any more harms no answer, and not the end", async () => {
  const { url, stopReadingLog, signal, ended } = await startService({
    NUMBERS_COUNT: "3",
    DRAIN_DELAY_MS: "0",
  });
  stopReadingLog();
  for (let i = 0; i < 20; i++) expect((await ask(`${url}/total`)).text).toBe('{"total":3}');
  signal("SIGTERM");
  expect(await ended).toMatchObject({ code: 0, stderr: "" });
});

test("the whole list of the Python original, which had to be cut to a tenth there", async () => {
  const { url } = await startService({ NUMBERS_DELAY_MS: "" });
  expect((await ask(`${url}/total`)).text).toBe('{"total":50000005000000}');
});

test("other requests go on while a total takes its time", async () => {
  const { url } = await startService({ NUMBERS_COUNT: String(Number.MAX_SAFE_INTEGER) });
  const leaving = new AbortController();
  const total = ask(`${url}/total`, { signal: leaving.signal });
  for (let i = 0; i < 20; i++) expect((await ask(`${url}/livez`)).status).toBe(200);
  leaving.abort();
  await expect(total).rejects.toThrow("aborted");
});

test("a client that leaves in the middle of the numbers is no trouble", async () => {
  const service = await startService({ NUMBERS_COUNT: String(Number.MAX_SAFE_INTEGER), DRAIN_DELAY_MS: "0" });
  const socket = connect(service.port, "127.0.0.1");
  socket.write("GET /numbers HTTP/1.1\r\nHost: a\r\n\r\n");
  await once(socket, "data");
  socket.destroy();
  expect((await ask(`${service.url}/livez`)).status).toBe(200);
  service.signal("SIGTERM");
  expect(await service.ended).toMatchObject({ code: 0, stderr: "" });
});

test("a head that comes too slowly is a 408", async () => {
  const { port } = await startService({ HEADERS_TIMEOUT_MS: "100" });
  expect(steady(await exchange(port, "GET /total HTTP/1.1\r\nHost:"))).toMatchInlineSnapshot(`
    "HTTP/1.1 408 Request Timeout
    Content-Type: application/problem+json
    Content-Length: 108
    Cache-Control: no-store
    X-Request-Id: …
    Date: …
    Connection: close

    {"type":"about:blank","title":"Request Timeout","status":408,"detail":"expected the request's head in time"}"
  `);
});
