import type { Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { EncodedBatch } from "../../contract/numbers-api.js";
import { collectedBytes, faultOf } from "../../testing/collected.js";
import { answerHead, chunk, ok, rawServer } from "../../testing/raw-server.js";
import { httpNumbers, type HttpNumbersOptions } from "./http-numbers.js";

describe("what is asked for", () => {
  test("a GET of the address, identity encoding, and a connection of its own", async () => {
    const server = await rawServer((socket) => socket.end(ok("[1]")));
    await collectedBytes(httpNumbers(`${server.origin}/a/b?c=d#e`));
    expect(server.requests).toMatchObject([
      { line: "GET /a/b?c=d HTTP/1.1", headers: { "accept-encoding": "identity", connection: "close" } },
    ]);
  });

  test("the caller's headers, whatever they are given as", async () => {
    const server = await rawServer((socket) => socket.end(ok("[1]")));
    const given = [
      { Authorization: "Bearer t", "X-A": "1" },
      [
        ["authorization", "Bearer t"],
        ["x-a", "1"],
      ] as const,
      new Headers({ authorization: "Bearer t", "x-a": "1" }),
    ];
    for (const headers of given) await collectedBytes(httpNumbers(server.origin, { headers }));
    expect(server.requests).toHaveLength(3);
    for (const request of server.requests) {
      expect(request.headers).toMatchObject({ authorization: "Bearer t", "x-a": "1" });
    }
  });

  test("the caller's headers go before those that are ours", async () => {
    const server = await rawServer((socket) =>
      socket.end(ok(gzipSync("[1]"), { "content-encoding": "gzip" })),
    );
    const headers = { Accept: "text/x", "accept-encoding": "gzip", "User-Agent": "me" };
    await collectedBytes(httpNumbers(server.origin, { headers, format: "json" }));
    const expected = { accept: "text/x", "accept-encoding": "gzip", "user-agent": "me" };
    expect(server.requests[0]?.headers).toMatchObject(expected);
  });

  test("user name and password in the address become an Authorization header, and no error shows them", async () => {
    const server = await rawServer((socket) => socket.end(answerHead("401 Unauthorized")));
    const fault = await faultOf(httpNumbers(`http://us%C3%A9r:p%40ss@127.0.0.1:${server.port}/x`));
    const { authorization = "" } = server.requests[0]?.headers ?? {};
    expect(Buffer.from(authorization.replace("Basic ", ""), "base64").toString()).toBe("usér:p@ss");
    expect(fault.place.source).toBe(`${server.origin}/x`);
    expect(JSON.stringify(fault) + fault.stack).not.toMatch(/ss@|us.*r:/);
  });

  test("the signal's reason, if it is aborted already, and nothing is asked for", async () => {
    const server = await rawServer(() => {});
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(collectedBytes(httpNumbers(server.origin), signal)).rejects.toThrow("enough");
    expect(server.requests).toEqual([]);
  });
});

describe("what comes", () => {
  test("bytes with their format, the address as it was given, and the options of the format", async () => {
    const server = await rawServer((socket) => socket.end(ok('{"a":[1]}')));
    const { format, name, field, text } = await collectedBytes(httpNumbers(server.origin, { field: "a" }));
    expect({ format, name, field, text }).toEqual({
      format: "json",
      name: server.origin,
      field: "a",
      text: '{"a":[1]}',
    });
  });

  test("each call asks anew", async () => {
    const server = await rawServer((socket, _, number) => socket.end(ok(`[${number}]`)));
    const api = httpNumbers(server.origin);
    expect([(await collectedBytes(api)).text, (await collectedBytes(api)).text]).toEqual(["[1]", "[2]"]);
  });

  test("an empty body is one empty batch, for the decoder to judge", async () => {
    const server = await rawServer((socket) => socket.end(ok("")));
    expect(await collectedBytes(httpNumbers(server.origin))).toMatchObject({
      format: "json",
      text: "",
      batches: 1,
    });
  });

  test("how many bytes there will be, where the answer says so of bytes as they are counted", async () => {
    const chunked = { "transfer-encoding": "chunked" };
    const server = await rawServer((socket, { path }) => {
      if (path === "/") socket.end(ok("[1, 2]"));
      else if (path === "/gzip") socket.end(ok(gzipSync("[1]"), { "content-encoding": "gzip" }));
      else socket.end(`${answerHead("200 OK", chunked)}${chunk("[1]")}${chunk("")}`);
    });
    const told: [path: string, bytes: number][] = [];
    for (const path of ["/", "/gzip", "/chunked"]) {
      await collectedBytes(
        httpNumbers(server.origin + path, { format: "json", onLength: (bytes) => told.push([path, bytes]) }),
      );
    }
    expect(told).toEqual([["/", 6]]);
  });

  test("pieces as they come, before the answer is whole", async () => {
    let connection: Socket | undefined;
    const server = await rawServer((socket) => {
      const headers = { "content-type": "text/plain", "transfer-encoding": "chunked" };
      socket.write(answerHead("200 OK", headers));
      socket.write(chunk("1 2"));
      connection = socket;
    });
    const batches = httpNumbers(server.origin).numbers(new AbortController())[Symbol.asyncIterator]();
    expect(await batches.next()).toMatchObject({
      done: false,
      value: { bytes: new TextEncoder().encode("1 2") },
    });
    connection?.end(Buffer.concat([chunk("3 4"), chunk("")]));
    expect(await batches.next()).toMatchObject({
      done: false,
      value: { bytes: new TextEncoder().encode("3 4") },
    });
    expect(await batches.next()).toMatchObject({ done: true });
  });

  test("the same bytes, however slowly they are read", async () => {
    const text = Array.from({ length: 200_000 }, (_, i) => i).join(" ");
    const server = await rawServer((socket) => socket.end(ok(text, { "content-type": "text/plain" })));
    const pieces: Buffer[] = [];
    for await (const batch of httpNumbers(server.origin).numbers(new AbortController())) {
      // Meanwhile more of it comes in.
      await new Promise((resolve) => setImmediate(resolve));
      pieces.push(Buffer.from((batch as EncodedBatch).bytes));
    }
    expect(pieces.length).toBeGreaterThan(5);
    expect(Buffer.concat(pieces).toString()).toBe(text);
  });

  test.each(["gzip", "x-gzip", "GZip"])("an answer in %s is decoded, asked for or not", async (encoding) => {
    const body = Buffer.concat([gzipSync("[1,"), gzipSync("2]"), Buffer.alloc(20)]);
    const headers = { "content-type": "application/json", "content-encoding": encoding };
    const server = await rawServer((socket) => socket.end(ok(body, headers)));
    expect((await collectedBytes(httpNumbers(server.origin))).text).toBe("[1,2]");
  });

  test("a body that ends with the connection, if its format shows where it ends", async () => {
    const json = await rawServer((socket) => socket.end(`${answerHead("200 OK")}[1]`));
    expect((await collectedBytes(httpNumbers(json.origin, { format: "json" }))).text).toBe("[1]");
    const gzip = await rawServer((socket) => {
      socket.write(answerHead("200 OK", { "content-type": "text/plain", "content-encoding": "gzip" }));
      socket.end(gzipSync("1 2"));
    });
    expect((await collectedBytes(httpNumbers(gzip.origin))).text).toBe("1 2");
  });

  test("an answer after 1xx ones", async () => {
    const early = answerHead("103 Early Hints", { link: "</x>" });
    const server = await rawServer((socket) => socket.end(Buffer.concat([Buffer.from(early), ok("[1]")])));
    expect((await collectedBytes(httpNumbers(server.origin))).text).toBe("[1]");
  });
});

describe("misuse shows at once", () => {
  test.each([
    "",
    "x",
    "/numbers",
    "file:///etc/passwd",
    "ftp://x/y",
    "http://",
    "javascript:1",
    "http://a:x",
  ])("the address %j is a TypeError", (url) => {
    expect(() => httpNumbers(url)).toThrow(TypeError);
  });

  test.each(["http://user:secret@ho st/", "user:secret@host", "http://us:er/secret@h", "ftp://h/?secret"])(
    "the bad address %j is shown without what may be secret in it",
    (url) => {
      expect(() => httpNumbers(url)).toThrow(/^url: expected an http: or https: address, got (?!.*secret)/);
    },
  );

  const bad: readonly (readonly [string, unknown, new () => Error])[] = [
    ["timeoutMs", 0, RangeError],
    ["timeoutMs", 2 ** 31, RangeError],
    ["timeoutMs", NaN, RangeError],
    ["timeoutMs", "5", TypeError],
    ["deadlineMs", 0, RangeError],
    ["deadlineMs", Infinity, RangeError],
    ["retries", -1, RangeError],
    ["retries", 1.5, RangeError],
    ["maxRedirects", -1, RangeError],
    ["maxRedirects", null, TypeError],
    ["format", "xml", TypeError],
    ["format", 5, TypeError],
    ["field", 5, TypeError],
    ["headers", "a: b", TypeError],
    ["headers", null, TypeError],
    ["headers", { "a b": "c" }, TypeError],
    ["headers", { "": "c" }, TypeError],
    ["headers", { a: "b\r\nc: d" }, TypeError],
    ["headers", { a: "b\u0000" }, TypeError],
    ["headers", { a: "€" }, TypeError],
    ["headers", { a: 5 }, TypeError],
    ["headers", [["a"]], TypeError],
    ["headers", { "Transfer-Encoding": "chunked" }, TypeError],
    ["headers", { connection: "keep-alive" }, TypeError],
  ];
  test.each(bad)("%s: %j is an error of its own class", (name, value, ErrorClass) => {
    expect(() => httpNumbers("http://x.test", { [name]: value } as HttpNumbersOptions)).toThrow(ErrorClass);
  });

  test("a bad header is told without its value", () => {
    const headers = { authorization: "Bearer secret\n" };
    expect(() => httpNumbers("http://x.test", { headers })).toThrow(/authorization(?!.*secret)/);
  });
});
