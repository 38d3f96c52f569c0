import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test } from "vitest";
import { faultOf } from "../../testing/collected.js";
import { answerHead, chunk, ok, rawServer } from "../../testing/raw-server.js";
import { httpNumbers } from "./http-numbers.js";
import { CHUNKED, faultOfAnswer } from "./answer-faults.cases.js";

const GZIP = gzipSync(Array.from({ length: 500 }, (_, i) => i * 7919).join("\n"));

describe("a body that is not whole is SOURCE_UNAVAILABLE", () => {
  test("shorter than its Content-Length", async () => {
    const head = answerHead("200 OK", { "content-type": "application/json", "content-length": 9 });
    expect(await faultOfAnswer((socket) => socket.end(`${head}[1,2]`))).toEqual({
      code: "SOURCE_UNAVAILABLE",
      message: "GET http://x: expected the whole answer, got a connection that was cut",
    });
  });

  test("a reset after its first byte, which is not tried again", async () => {
    const server = await rawServer((socket) => {
      socket.write(`${answerHead("200 OK", { "content-type": "text/plain", "content-length": 9 })}1`, () =>
        socket.resetAndDestroy(),
      );
    });
    expect((await faultOf(httpNumbers(server.origin))).code).toBe("SOURCE_UNAVAILABLE");
    expect(server.requests).toHaveLength(1);
  });

  test.each([
    ["between two chunks", chunk("[1,2]")],
    ["inside a chunk", chunk("[1,2]").subarray(0, 6)],
    ["inside a chunk's size", Buffer.from("1")],
    ["before the last chunk's end", Buffer.concat([chunk("[1,2]"), Buffer.from("0\r\n")])],
  ])("chunked, and cut %s", async (_, body) => {
    const answer = (socket: Socket) =>
      socket.end(Buffer.concat([Buffer.from(answerHead("200 OK", CHUNKED)), body]));
    expect(await faultOfAnswer(answer)).toMatchObject({ code: "SOURCE_UNAVAILABLE" });
  });

  test("chunked, and a chunk's size is none", async () => {
    const body = `${answerHead("200 OK", CHUNKED)}5\r\n[1,2]\r\nx\r\n`;
    expect(await faultOfAnswer((socket) => socket.end(body))).toMatchObject({ code: "SOURCE_UNAVAILABLE" });
  });

  test("gzip, and the connection is cut", async () => {
    const headers = {
      "content-type": "text/plain",
      "content-encoding": "gzip",
      "content-length": GZIP.length,
    };
    const answer = (socket: Socket) =>
      socket.end(Buffer.concat([Buffer.from(answerHead("200 OK", headers)), GZIP.subarray(0, 100)]));
    expect(await faultOfAnswer(answer)).toMatchObject({ code: "SOURCE_UNAVAILABLE" });
  });

  test("gzip without framing, and the connection ends before the data do", async () => {
    const headers = { "content-type": "text/plain", "content-encoding": "gzip" };
    for (const length of [0, 5, 100, GZIP.length - 8, GZIP.length - 1]) {
      const answer = (socket: Socket) =>
        socket.end(Buffer.concat([Buffer.from(answerHead("200 OK", headers)), GZIP.subarray(0, length)]));
      expect(await faultOfAnswer(answer)).toMatchObject({ code: "SOURCE_UNAVAILABLE" });
    }
  });

  test.each([
    "text/plain",
    "application/x-ndjson",
    "text/csv",
    "text/tab-separated-values",
    "application/octet-stream",
  ])("%s without framing, before anything of it is handed on", async (type) => {
    const answer = (socket: Socket) =>
      socket.write(`${answerHead("200 OK", { "content-type": type })}1\n2\n`);
    expect(await faultOfAnswer(answer)).toEqual({
      code: "SOURCE_UNAVAILABLE",
      message:
        "GET http://x: expected a Content-Length or chunked framing, to show that the answer is whole, got neither",
    });
  });
});

describe("gzip that is framed well but damaged is BAD_FORMAT", () => {
  const changed = (at: number) =>
    GZIP.map((byte, i) => (i === (at + GZIP.length) % GZIP.length ? byte ^ 1 : byte));
  test.each([
    ["cut short", GZIP.subarray(0, 100)],
    ["a wrong checksum", changed(-8)],
    ["a wrong length", changed(-1)],
    ["damaged data", changed(30)],
    ["followed by something else", Buffer.concat([GZIP, Buffer.from("x")])],
    ["no gzip", Buffer.from("1 2 3")],
    ["nothing at all", Buffer.alloc(0)],
  ])("%s", async (_, body) => {
    const headers = { "content-type": "text/plain", "content-encoding": "gzip" };
    const { code } = await faultOfAnswer((socket) => socket.end(ok(body, headers)));
    expect(code).toBe("BAD_FORMAT");
  });
});

describe("what cannot be read is UNSUPPORTED", () => {
  test.each([
    ["an encoding", { "content-type": "application/json", "content-encoding": "br" }],
    ["two encodings", { "content-type": "application/json", "content-encoding": "gzip, gzip" }],
    ["a transfer coding", { "content-type": "application/json", "transfer-encoding": "gzip, chunked" }],
    ["a charset", { "content-type": "application/json; charset=utf-16" }],
    ["a Content-Type that is no format", { "content-type": "text/html" }],
    ["no Content-Type at all", {}],
    ["a very long Content-Type", { "content-type": "x".repeat(10_000) }],
  ])("%s", async (_, headers: Record<string, string>) => {
    const length = "transfer-encoding" in headers ? {} : { "content-length": 3 };
    const answer = (socket: Socket) => socket.end(`${answerHead("200 OK", { ...headers, ...length })}[1]`);
    expect(await faultOfAnswer(answer)).toMatchObject({ code: "UNSUPPORTED" });
  });
});

describe("only a status of 200 counts", () => {
  test.each([
    "201 Created",
    "204 No Content",
    "206 Partial Content",
    "300 Multiple Choices",
    "304 Not Modified",
    "400 Bad Request",
    "404 Not Found",
    "500 Internal Server Error",
    "599",
    "999 What",
  ])("%s is SOURCE_UNAVAILABLE", async (status) => {
    expect(await faultOfAnswer((socket) => socket.end(answerHead(status, { "content-length": 0 })))).toEqual({
      code: "SOURCE_UNAVAILABLE",
      message: `GET http://x: expected 200, got ${status}`,
    });
  });

  test("a long reason with control characters is cut and escaped", async () => {
    const { message } = await faultOfAnswer((socket) =>
      socket.end(answerHead(`404 ${"\u009b".repeat(500)}`), "latin1"),
    );
    expect(message).toMatch(/^GET http:\/\/x: expected 200, got 404 (\\u009b){10}…$/);
  });

  test("101 is not asked for", async () => {
    const headers = { upgrade: "websocket", connection: "upgrade" };
    const { code } = await faultOfAnswer((socket) =>
      socket.write(answerHead("101 Switching Protocols", headers)),
    );
    expect(code).toBe("SOURCE_UNAVAILABLE");
  });
});

describe("no answer is SOURCE_UNAVAILABLE", () => {
  test("connection refused", async () => {
    const server = await rawServer(() => {});
    await server.stop();
    const fault = await faultOf(httpNumbers(server.origin, { retries: 1 }));
    expect(fault.code).toBe("SOURCE_UNAVAILABLE");
    expect(fault.message).toBe(`GET ${server.origin}: expected an answer, got connection refused (2 tries)`);
    expect(fault.cause).toMatchObject({ code: "ECONNREFUSED" });
  });

  test("an unknown host", async () => {
    const { code } = await faultOf(httpNumbers("http://nowhere.invalid/", { retries: 0 }));
    expect(code).toBe("SOURCE_UNAVAILABLE");
  });

  test.each([
    ["hung up on", ""],
    ["hung up on in the head", "HTTP/1.1 200 OK\r\ncontent-ty"],
    ["not HTTP", "SSH-2.0-OpenSSH_9.2\r\n"],
    ["a header without end", `HTTP/1.1 200 OK\r\nx: ${"y".repeat(100_000)}`],
    ["two lengths", "HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n1"],
    [
      "a length and chunks",
      "HTTP/1.1 200 OK\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
    ["a length that is none", "HTTP/1.1 200 OK\r\ncontent-length: x\r\n\r\n1"],
  ])("%s", async (_, text) => {
    expect(await faultOfAnswer((socket) => socket.end(text))).toMatchObject({ code: "SOURCE_UNAVAILABLE" });
  });

  test("what is not HTTP is not tried again", async () => {
    const server = await rawServer((socket) => socket.end("SSH-2.0-OpenSSH_9.2\r\n"));
    await faultOf(httpNumbers(server.origin));
    expect(server.requests).toHaveLength(1);
  });

  test("https of a server that speaks http", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void server.close());
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    expect((await faultOf(httpNumbers(`https://127.0.0.1:${port}`, { retries: 0 }))).code).toBe(
      "SOURCE_UNAVAILABLE",
    );
  });
});
