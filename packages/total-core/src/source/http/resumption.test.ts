import type { Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, test, vi } from "vitest";
import { httpNumbers } from "./http-numbers.js";
import { collectedBytes, faultOf } from "../../testing/collected.js";
import { fakeTime } from "../../testing/fake-time.js";
import { answerHead, chunk, ok, rawServer } from "../../testing/raw-server.js";
import { totalOf } from "../../total/total-of.js";
import {
  BODY,
  CHUNKED,
  HEADERS,
  JSON_TYPE,
  cutAt,
  cutFault,
  faultFrom,
  rest,
  serverOf,
  textFrom,
  withoutWaits,
  type Headers,
} from "./cut-answers.cases.js";

withoutWaits();

/** Where the random part is greatest. */
const FIRST_WAIT_MS = 100;

describe("a body that is cut is read on at the exact byte", () => {
  test.each<readonly [string, (socket: Socket) => unknown]>([
    ["with a reset", (socket) => socket.write(cutAt(7), () => socket.resetAndDestroy())],
    ["short of its Content-Length", (socket) => socket.end(cutAt(7))],
    ["between two chunks", (socket) => socket.end(answerHead("200 OK", CHUNKED) + chunk(BODY.slice(0, 7)))],
    ["inside a chunk", (socket) => socket.end(`${answerHead("200 OK", CHUNKED)}f\r\n${BODY.slice(0, 7)}`)],
  ])("%s", async (_, cut) => {
    const server = await rawServer((socket, { headers }, number) => {
      if (number === 1) cut(socket);
      else socket.end(rest(Number(/\d+/.exec(headers["range"]!))));
    });
    // A reset may come before what was sent just before it, so it is not told where the rest begins.
    expect((await collectedBytes(httpNumbers(server.origin))).text).toBe(BODY);
    expect(server.requests).toHaveLength(2);
    await server.allClosed();
  });

  test("asked for by Range, if it is the same by its strong ETag, and not compressed", async () => {
    const server = await serverOf(cutAt(7), rest(7));
    const headers = { authorization: "Bearer t", range: "bytes=0-" };
    await collectedBytes(httpNumbers(server.origin, { headers }));
    expect(server.requests[0]?.headers).toMatchObject(headers);
    expect(server.requests[0]?.headers).not.toHaveProperty("if-range");
    expect(server.requests[1]?.headers).toMatchObject({
      authorization: "Bearer t",
      range: "bytes=7-",
      "if-range": '"v1"',
      "if-match": '"v1"',
      "accept-encoding": "identity",
    });
  });

  test("wherever it is cut", async () => {
    const server = await rawServer((socket, { path, headers }) => {
      const { range } = headers;
      socket.end(range === undefined ? cutAt(Number(path.slice(1))) : rest(Number(range.slice(6, -1))));
    });
    const places = Array.from({ length: BODY.length - 1 }, (_, i) => i + 1);
    const texts = await Promise.all(
      places.map(async (place) => (await collectedBytes(httpNumbers(`${server.origin}/${place}`))).text),
    );
    expect(texts).toEqual(places.map(() => BODY));
    expect(server.requests).toHaveLength(2 * places.length);
  });

  test("and nothing is added twice", async () => {
    const server = await serverOf(cutAt(7), rest(7));
    expect((await totalOf(httpNumbers(server.origin))).toString()).toBe("4321");
  });

  test("and told of as a further try", async () => {
    const server = await serverOf(cutAt(7), rest(7));
    const told: number[] = [];
    await collectedBytes(httpNumbers(server.origin, { onRetry: (tries) => void told.push(tries) }));
    expect(told).toEqual([1]);
  });

  test("again and again, as often as there may be tries", async () => {
    const second = rest(3).subarray(0, -5);
    const third = rest(BODY.length - 5).subarray(0, -3);
    expect(await textFrom(cutAt(3), second, third, rest(BODY.length - 3))).toBe(BODY);
    expect(await faultFrom([cutAt(3), second, third], { retries: 2 })).toEqual(cutFault(3));
  });

  test("although the server is busy, or not there, for a while", async () => {
    const busy = answerHead("503 Busy", { "content-length": 0, "retry-after": 0 });
    expect(await textFrom(cutAt(7), busy, "", rest(7))).toBe(BODY);
  });

  test("where nothing of it had come, too", async () => {
    const server = await serverOf(cutAt(0), ok(BODY, HEADERS));
    expect((await collectedBytes(httpNumbers(server.origin))).text).toBe(BODY);
    expect(server.requests).toHaveLength(2);
    expect(server.requests[1]?.headers).not.toHaveProperty("range");
  });

  test("of a file that is stored compressed, but not of an answer that is compressed on its way", async () => {
    const gzip = gzipSync(BODY);
    const stored = { etag: '"z"', "content-type": "application/gzip" };
    const length = { "content-range": `bytes 9-${gzip.length - 1}/${gzip.length}` };
    const part = Buffer.concat([
      Buffer.from(answerHead("206 Partial", { ...stored, ...length, "content-length": gzip.length - 9 })),
      gzip.subarray(9),
    ]);
    expect(await textFrom(cutAt(9, stored, gzip), part)).toBe(BODY);
    const encoded = cutAt(9, { ...HEADERS, "content-encoding": "gzip" }, gzip);
    expect(await faultFrom([encoded, part])).toEqual(cutFault(1));
  });

  test("from the named address on, with the caller's headers for that origin only", async () => {
    const other = await serverOf(cutAt(7), rest(7));
    const server = await rawServer((socket, _, number) =>
      socket.end(answerHead("302 Found", { location: `${other.origin}/x?signature=${number}` })),
    );
    const api = httpNumbers(server.origin, { headers: { authorization: "Bearer t" } });
    expect(await collectedBytes(api)).toMatchObject({ text: BODY, name: server.origin });
    expect(other.requests.map(({ path }) => path)).toEqual(["/x?signature=1", "/x?signature=2"]);
    for (const { headers } of server.requests) expect(headers["authorization"]).toBe("Bearer t");
    for (const { headers } of other.requests) expect(headers).not.toHaveProperty("authorization");
    expect(other.requests[1]?.headers).toMatchObject({ range: "bytes=7-", "if-range": '"v1"' });
  });

  test("by fetch, too", async () => {
    const server = await serverOf(cutAt(7), rest(7));
    vi.stubGlobal("process", undefined);
    const api = httpNumbers(server.origin);
    vi.unstubAllGlobals();
    expect((await collectedBytes(api)).text).toBe(BODY);
    await server.allClosed();
  });
});

describe("a body that is cut is SOURCE_UNAVAILABLE, and not asked for again", () => {
  test.each<readonly [string, Headers]>([
    ["without an ETag", JSON_TYPE],
    ["with a Last-Modified alone", { ...JSON_TYPE, "last-modified": "Thu, 01 Jan 1970 00:00:00 GMT" }],
    ["with a weak ETag", { ...JSON_TYPE, etag: 'W/"v1"' }],
    ["with an ETag that is none", { ...JSON_TYPE, etag: "v1" }],
    ["with two of them", { ...JSON_TYPE, etag: '"v1", "v2"' }],
    ["where there are no ranges", { ...HEADERS, "accept-ranges": "none" }],
  ])("%s", async (_, headers) => {
    expect(await faultFrom([cutAt(7, headers), rest(7)])).toEqual(cutFault(1));
  });

  test("without tries that are left", async () => {
    expect(await faultFrom([cutAt(7), rest(7)], { retries: 0 })).toEqual(cutFault(1));
    const busy = answerHead("500 Oops", { "content-length": 0 });
    expect(await faultFrom([busy, cutAt(7), rest(7)], { retries: 1 })).toEqual(cutFault(2));
  });

  test("where it is no HTTP", async () => {
    const broken = `${answerHead("200 OK", CHUNKED)}7\r\n[1,20,3\r\nx\r\n`;
    expect(await faultFrom([broken, rest(7)])).toEqual({
      code: "SOURCE_UNAVAILABLE",
      message: "GET http://x: expected the whole answer, got something that is not HTTP",
      requests: 1,
    });
  });

  test("but for silence, which is SOURCE_TIMEOUT, in the rest too", async () => {
    const time = fakeTime();
    vi.spyOn(Math, "random").mockReturnValue(1);
    for (const answers of [[cutAt(7)], [cutAt(5), rest(5).subarray(0, -3)]]) {
      const server = await rawServer((socket, _, number) => {
        socket.write(answers[number - 1]!);
        if (number < answers.length) socket.end();
      });
      const fault = faultOf(httpNumbers(server.origin, { timeoutMs: 60 }));
      for (let tries = 1; tries < answers.length; tries++) {
        await time.isWaitedFor(FIRST_WAIT_MS);
        await time.pass(FIRST_WAIT_MS);
      }
      await expect.poll(() => server.requests.length).toBe(answers.length);
      await time.pass(60);
      expect((await fault).code).toBe("SOURCE_TIMEOUT");
      expect(server.requests).toHaveLength(answers.length);
    }
  });
});

describe("the bounds are those of all tries", () => {
  test("the deadline", async () => {
    const server = await serverOf(cutAt(7), answerHead("503 Busy", { "retry-after": 5 }));
    const fault = await faultOf(httpNumbers(server.origin, { deadlineMs: 150 }));
    expect(fault.message).toMatch("expected the end of the answer within 150 ms, got none");
  });

  test("a Retry-After longer than the timeout", async () => {
    const busy = answerHead("503 Busy", { "retry-after": 9 });
    expect(await faultFrom([cutAt(7), busy], { timeoutMs: 5000 })).toEqual(cutFault(2));
  });

  test("the caller's signal, while it waits for the next try", async () => {
    vi.spyOn(Math, "random").mockReturnValue(1);
    const controller = new AbortController();
    const server = await serverOf(cutAt(7));
    const batches = httpNumbers(server.origin).numbers(controller)[Symbol.asyncIterator]();
    await batches.next();
    const next = batches.next();
    setTimeout(() => controller.abort(new Error("enough")), 20);
    await expect(next).rejects.toThrow("enough");
    expect(server.requests).toHaveLength(1);
    await server.allClosed();
  });
});
