/** Requests that HTTP allows and few clients send, and ones that it does not allow. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { endServices, exchange, startService, steady, type Service } from "../src/testing/service.js";
import { CHUNKED, postHead, statuses, TEXT_TYPE } from "../src/testing/wire.js";

afterAll(endServices);

let service: Service;
beforeAll(async () => {
  service = await startService({ NUMBERS_COUNT: "3" });
});

const ask = (...lines: readonly string[]) =>
  exchange(service.port, [...lines, "Connection: close", "", ""].join("\r\n"));

test("OPTIONS * tells the methods of the service", async () => {
  expect(steady(await ask("OPTIONS * HTTP/1.1", "Host: dlg.test"))).toMatchInlineSnapshot(`
    "HTTP/1.1 204 No Content
    Cache-Control: no-store
    Allow: GET, HEAD, POST, OPTIONS
    X-Request-Id: …
    Date: …
    Connection: close

    "
  `);
});

test("* is for OPTIONS only", async () => {
  expect(await ask("GET * HTTP/1.1", "Host: dlg.test")).toMatch(/^HTTP\/1\.1 400 [^]*expected a path/);
});

describe("CONNECT", () => {
  const CONNECT = "CONNECT other.test:443 HTTP/1.1\r\nHost: other.test:443\r\n\r\n";
  const GET = "GET /total HTTP/1.1\r\nHost: dlg.test\r\n\r\n";

  test("is refused with words", async () => {
    expect(steady(await exchange(service.port, CONNECT))).toMatchInlineSnapshot(`
      "HTTP/1.1 405 Method Not Allowed
      Content-Type: application/problem+json
      Content-Length: 113
      Cache-Control: no-store
      Allow: GET, HEAD, POST, OPTIONS
      X-Request-Id: …
      Date: …
      Connection: close

      {"type":"about:blank","title":"Method Not Allowed","status":405,"detail":"expected no CONNECT: this is no proxy"}"
    `);
  });

  test("waits for the answers before it, and nothing behind it is read as a request", async () => {
    const received = await exchange(service.port, GET.repeat(3) + CONNECT + GET);
    expect(statuses(received)).toEqual([200, 200, 200, 405]);
  });
});

describe("another version of HTTP is a 505 with words:", () => {
  const WORDS = /^HTTP\/1\.1 505 [^]*expected HTTP\/1\.1 or HTTP\/1\.0, got another version/;

  test.each(["GET / HTTP/2.0", "GET / HTTP/0.9", "GET / HTTP/1.2", "GET / HTTP/3.0"])("%s", async (line) => {
    const received = await ask(line, "Host: dlg.test");
    expect(received).toMatch(WORDS);
    expect(statuses(received)).toHaveLength(1);
  });

  test("CONNECT", async () => {
    expect(await ask("CONNECT a.test:443 HTTP/2.0", "Host: a.test:443")).toMatch(WORDS);
  });

  test("HTTP/2 without being asked", async () => {
    expect(await exchange(service.port, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")).toMatch(WORDS);
  });

  test("but what is no version is no HTTP", async () => {
    expect(await ask("GET / HTTP/x", "Host: dlg.test")).toMatch(/^HTTP\/1\.1 400 /);
  });
});

const headers = (count: number) => Array.from({ length: count }, () => "a:b");

describe("2,000 headers are too many, because Node drops what follows:", () => {
  test.each([
    ["a second Host", [...headers(2000), "Host: other.test"]],
    ["and not one more", headers(1998)],
  ])("%s", async (_, lines) => {
    const received = await ask("GET /livez HTTP/1.1", "Host: dlg.test", ...lines);
    // From Node 24 on, their length is too much before their number is.
    expect(received).toMatch(/^HTTP\/1\.1 431 [^]*expected (fewer than 2000 headers|a shorter head)/);
  });

  test("one less is fine, and a second Host among them is refused", async () => {
    const few = ["GET /livez HTTP/1.1", "Host: dlg.test", ...headers(1996)];
    expect(statuses(await ask(...few, "a:b"))).toEqual([200]);
    expect(await ask(...few, "Host: other.test")).toMatch(
      /^HTTP\/1\.1 400 [^]*expected one Host header, got several/,
    );
  });
});

const post = (chunks: string) =>
  exchange(service.port, `${postHead(TEXT_TYPE, CHUNKED, "Connection: close")}${chunks}`);

describe("a body in chunks", () => {
  const TOTAL = /\{"total":3,"count":2,"empty":0\}$/;
  const long = "x".repeat(20_000);

  test.each([
    ["trailers", "3\r\n1 2\r\n0\r\nExpires: never\r\nX:\r\n\r\n"],
    ["hundreds of trailers", `3\r\n1 2\r\n0\r\n${"X: y\r\n".repeat(500)}\r\n`],
    ["chunk extensions", '1;a=b;c="d"\r\n1\r\n2;e\r\n 2\r\n0;f\r\n\r\n'],
  ])("may have %s, which mean nothing", async (_, chunks) => {
    expect(await post(chunks)).toMatch(TOTAL);
  });

  test.each([
    ["trailers that are none", "0\r\nno trailer\r\n\r\n", 400, "expected trailers of a name and a value"],
    ["long trailers", `0\r\nX: ${long}\r\n\r\n`, 431, "expected shorter trailers"],
    ["extensions that are none", "0;a=\x01\r\n\r\n", 400, "expected chunk extensions of a name"],
    ["long extensions", `0;a=${long}\r\n\r\n`, 413, "expected shorter chunk extensions"],
    ["a chunk of another length", "2\r\n1 2\r\n0\r\n\r\n", 400, "expected a body in chunks"],
  ])("with %s is refused with words that fit, never a smaller total", async (_, end, status, words) => {
    const received = await post(`3\r\n1 2\r\n${end}`);
    expect(statuses(received)).toEqual([status]);
    expect(received).toContain(words);
    expect(received).not.toContain('"total":');
  });

  test("has chunked as its last Transfer-Encoding", async () => {
    const head = postHead(TEXT_TYPE, "Transfer-Encoding: gzip", "Connection: close");
    expect(await exchange(service.port, head)).toMatch(/^HTTP\/1\.1 400 [^]*expected chunked as the last/);
  });
});
