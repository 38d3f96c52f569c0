import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { faultOf } from "../../testing/collected.js";
import { fakeTime } from "../../testing/fake-time.js";
import { answerHead, chunk, ok, rawServer } from "../../testing/raw-server.js";
import { httpNumbers } from "../../http-numbers.js";
import type { HttpNumbersOptions } from "./http-numbers.js";

const CHUNKED = { "content-type": "application/json", "transfer-encoding": "chunked" };
const PIECE = answerHead("200 OK", CHUNKED) + chunk("[1,").toString();
const GZIP = gzipSync(Array.from({ length: 500 }, (_, i) => i * 7919).join("\n"));

/** The fault of one answer, of which nothing is tried again. */
async function faultOfAnswer(
  answer: (socket: Socket) => unknown,
  options: HttpNumbersOptions = {},
): Promise<{ code: string; message: string }> {
  const server = await rawServer(answer);
  const { code, message } = await faultOf(httpNumbers(server.origin, { retries: 0, ...options }));
  await server.allClosed();
  expect(message.length).toBeLessThan(500);
  return { code, message: message.replace(server.origin, "http://x") };
}

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
    expect(message).toMatch(/^GET http:\/\/x: expected 200, got 404 (\\u009b){60}…$/);
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

describe("silence is SOURCE_TIMEOUT, and not tried again", () => {
  const LIMIT = { timeoutMs: 60 };

  test("before the head", async () => {
    const time = fakeTime();
    const server = await rawServer(() => {});
    const waiting = faultOf(httpNumbers(server.origin, LIMIT));
    await expect.poll(() => server.requests.length).toBe(1);
    await time.pass(60);
    const fault = await waiting;
    await server.allClosed();
    expect(fault.code).toBe("SOURCE_TIMEOUT");
    expect(fault.message).toBe(`GET ${server.origin}: expected an answer within 60 ms, got none`);
    expect(server.requests).toHaveLength(1);
  });

  test("inside the head", async () => {
    expect(
      await faultOfAnswer((socket) => socket.write("HTTP/1.1 200 OK\r\n"), { ...LIMIT, retries: 3 }),
    ).toMatchObject({
      code: "SOURCE_TIMEOUT",
    });
  });

  test("1xx for ever", async () => {
    const timers: NodeJS.Timeout[] = [];
    const answer = (socket: Socket) => {
      timers.push(setInterval(() => socket.write(answerHead("102 Processing")), 5));
    };
    expect(await faultOfAnswer(answer, LIMIT)).toMatchObject({ code: "SOURCE_TIMEOUT" });
    timers.forEach(clearInterval);
  });

  test.each([
    ["before the body", ""],
    ["inside the body", "[1,"],
  ])("%s", async (_, body) => {
    const time = fakeTime();
    const headers = { "content-type": "application/json", "content-length": 9 };
    const server = await rawServer((socket) => socket.write(answerHead("200 OK", headers) + body));
    const onLength = vi.fn<() => void>();
    const batches = httpNumbers(server.origin, { ...LIMIT, onLength }).numbers(new AbortController());
    const reader = batches[Symbol.asyncIterator]();
    if (body !== "") await reader.next();
    const more = reader.next().then(
      () => "more",
      (reason: unknown) => reason,
    );
    await expect.poll(() => onLength.mock.calls.length).toBe(1);
    await time.pass(60);
    expect(await more).toMatchObject({
      code: "SOURCE_TIMEOUT",
      message: `GET ${server.origin}: expected more of the answer within 60 ms, got none`,
    });
    await server.allClosed();
  });

  test("a trickle is no silence, but the deadline bounds it", async () => {
    const timers: NodeJS.Timeout[] = [];
    const answer = (socket: Socket) => {
      socket.write(answerHead("200 OK", CHUNKED));
      timers.push(setInterval(() => socket.write(chunk("1,")), 10));
    };
    const fault = await faultOfAnswer(answer, { timeoutMs: 600_000, deadlineMs: 150 });
    expect(fault).toEqual({
      code: "SOURCE_TIMEOUT",
      message: "GET http://x: expected the end of the answer within 150 ms, got none",
    });
    timers.forEach(clearInterval);
  });

  test("the deadline bounds the tries, too", async () => {
    const server = await rawServer((socket) => socket.end(answerHead("503 Busy", { "retry-after": 5 })));
    const { code } = await faultOf(httpNumbers(server.origin, { deadlineMs: 80 }));
    expect(code).toBe("SOURCE_TIMEOUT");
  });

  test("the time that the reader takes does not count", async () => {
    const time = fakeTime();
    let connection: Socket | undefined;
    const server = await rawServer((socket) => {
      socket.write(PIECE);
      connection = socket;
    });
    const batches = httpNumbers(server.origin, { timeoutMs: 500 }).numbers(new AbortController());
    const reader = batches[Symbol.asyncIterator]();
    await reader.next();
    await time.pass(700);
    connection?.end(Buffer.concat([chunk("2]"), chunk("")]));
    expect(await reader.next()).toMatchObject({ value: { bytes: new TextEncoder().encode("2]") } });
    expect(await reader.next()).toMatchObject({ done: true });
  });

  test("the time that the event loop was held up does not count", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    let now = 0;
    const clock = vi.spyOn(performance, "now").mockImplementation(() => now);
    onTestFinished(() => {
      clock.mockRestore();
      vi.useRealTimers();
    });
    let connection: Socket | undefined;
    const server = await rawServer((socket) => (connection = socket));
    const batches = httpNumbers(server.origin, { timeoutMs: 300 }).numbers(new AbortController());
    const reader = batches[Symbol.asyncIterator]();
    const first = reader.next();
    await expect.poll(() => server.requests.length).toBe(1);
    // The timer comes 100 ms too late.
    now = 400;
    await vi.advanceTimersByTimeAsync(300);
    connection!.write(PIECE);
    expect(await first).toMatchObject({ done: false });
    await reader.return?.();
    await server.allClosed();
  });
});
