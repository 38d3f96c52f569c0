import type { Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { TotalError, httpNumbers, totalOf, type HttpNumbersOptions } from "../../index.js";
import { answerHead, chunk, ok, rawServer, type RawServer } from "../../testing/raw-server.js";

const JSON_HEADERS = { "content-type": "application/json" };
const TEXT_HEADERS = { "content-type": "text/plain" };
const CHUNKED = { ...JSON_HEADERS, "transfer-encoding": "chunked" };
const NUMBERS = `[${Array.from({ length: 5000 }, (_, i) => i).join(",")}]`;

/** The total as digits, or the code of the error. */
async function outcome(url: string, options: HttpNumbersOptions = {}): Promise<string> {
  try {
    return (await totalOf(httpNumbers(url, options))).toString();
  } catch (error) {
    if (error instanceof TotalError) return error.code;
    throw error;
  }
}

/** Answers every path with what its name says, and `/well` as it should. */
function faultyServer(answer: (socket: Socket) => unknown): Promise<RawServer> {
  return rawServer((socket, { path }) => (path === "/well" ? socket.end(ok("[1,2]")) : answer(socket)));
}

const cut =
  (head: string, body: string | Uint8Array = "") =>
  (socket: Socket) =>
    socket.end(Buffer.concat([Buffer.from(head), Buffer.from(body)]));
const hang =
  (head: string, body = "") =>
  (socket: Socket) =>
    socket.write(head + body);

describe("totalOf(httpNumbers(…)) gives the total of", () => {
  test.each([
    ["a JSON array", ok("[0.1, 0.2, 1e3]"), "1000.3"],
    ["an empty array", ok("[]"), "0"],
    ["text", ok("0.1 0.2\n+5.", TEXT_HEADERS), "5.3"],
    ["no text", ok("", TEXT_HEADERS), "0"],
    ["NDJSON", ok("1\n2\n", { "content-type": "application/x-ndjson" }), "3"],
    [
      "binary64",
      ok(new Uint8Array(new Float64Array([0.1, 0.2]).buffer), { "content-type": "application/octet-stream" }),
      "0.30000000000000004",
    ],
    ["gzip", ok(gzipSync(NUMBERS), { ...JSON_HEADERS, "content-encoding": "gzip" }), "12497500"],
    [
      "chunks that cut a number",
      Buffer.concat([
        Buffer.from(answerHead("200 OK", CHUNKED)),
        chunk("[1"),
        chunk("2,3"),
        chunk("4]"),
        chunk(""),
      ]),
      "46",
    ],
  ])("%s", async (_, answer, total) => {
    const server = await rawServer((socket) => socket.end(answer));
    expect(await outcome(server.origin)).toBe(total);
  });

  test("numbers in a field", async () => {
    const server = await rawServer((socket) => socket.end(ok('{"data":{"values":[1,2.5]}}')));
    expect(await outcome(server.origin, { field: "data.values" })).toBe("3.5");
  });

  test("numbers that came only at the third try", async () => {
    const server = await rawServer((socket, _, number) =>
      socket.end(number < 3 ? answerHead("500 Oops", { "content-length": 0 }) : ok(NUMBERS)),
    );
    expect(await outcome(server.origin)).toBe("12497500");
  });
});

describe("totalOf(httpNumbers(…)) never gives a total of", () => {
  const body =
    (text: string | Uint8Array, headers: Record<string, string | number> = JSON_HEADERS) =>
    (socket: Socket) =>
      socket.end(ok(text, headers));
  const redirect = (location: string) => cut(answerHead("302 Found", { location, "content-length": 0 }));
  const gzip = gzipSync(NUMBERS);
  const gzipHeaders = { ...JSON_HEADERS, "content-encoding": "gzip" };

  test.each<readonly [string, (socket: Socket) => unknown, string]>([
    ["404", cut(answerHead("404 Not Found")), "SOURCE_UNAVAILABLE"],
    ["500 for ever", cut(answerHead("500 Oops")), "SOURCE_UNAVAILABLE"],
    ["206", cut(answerHead("206 Partial Content", JSON_HEADERS), NUMBERS), "SOURCE_UNAVAILABLE"],
    ["a connection that is reset", (socket) => socket.resetAndDestroy(), "SOURCE_UNAVAILABLE"],
    ["silence before the head", () => {}, "SOURCE_TIMEOUT"],
    ["silence before the body", hang(answerHead("200 OK", CHUNKED)), "SOURCE_TIMEOUT"],
    [
      "silence inside the body",
      hang(answerHead("200 OK", CHUNKED), chunk("[1,").toString()),
      "SOURCE_TIMEOUT",
    ],
    [
      "a Content-Length that is not reached",
      cut(answerHead("200 OK", { ...JSON_HEADERS, "content-length": 9 }), "[1,2]"),
      "SOURCE_UNAVAILABLE",
    ],
    [
      "text that is not whole",
      cut(answerHead("200 OK", { ...TEXT_HEADERS, "content-length": 9 }), "1 2 "),
      "SOURCE_UNAVAILABLE",
    ],
    ["chunks that are cut", cut(answerHead("200 OK", CHUNKED), chunk("[1,2]")), "SOURCE_UNAVAILABLE"],
    [
      "gzip that is cut with the connection",
      cut(answerHead("200 OK", { ...gzipHeaders, "content-length": gzip.length }), gzip.subarray(0, 900)),
      "SOURCE_UNAVAILABLE",
    ],
    ["gzip that is cut before it was sent", body(gzip.subarray(0, 900), gzipHeaders), "BAD_FORMAT"],
    ["gzip without its trailer", body(gzip.subarray(0, -8), gzipHeaders), "BAD_FORMAT"],
    ["text without framing", cut(answerHead("200 OK", TEXT_HEADERS), "1 2 3"), "SOURCE_UNAVAILABLE"],
    ["JSON without framing that is cut", cut(answerHead("200 OK", JSON_HEADERS), "[1,2"), "BAD_FORMAT"],
    ["[1,2,", body("[1,2,"), "BAD_FORMAT"],
    ['[1,"x"]', body('[1,"x"]'), "BAD_NUMBER"],
    ["[1] trailing", body("[1] trailing"), "BAD_FORMAT"],
    ['{"a":1}', body('{"a":1}'), "BAD_NUMBER"],
    ["nothing", body(""), "BAD_FORMAT"],
    ["HTML", body("<html>", { "content-type": "text/html" }), "UNSUPPORTED"],
    ["1e5000", body("[1e5000]"), "EXPONENT_RANGE"],
    ["a million digits", body(`[${"1".repeat(1_000_000)}]`), "EXPONENT_RANGE"],
    ["10^5 levels of [", body("[".repeat(100_000)), "BAD_FORMAT"],
    ["10^5 levels of [ that are closed", body("[".repeat(100_000) + "]".repeat(100_000)), "BAD_NUMBER"],
    ["redirects in a circle", redirect("/x"), "SOURCE_UNAVAILABLE"],
    ["a redirect to a file", redirect("file:///etc/hostname"), "SOURCE_UNAVAILABLE"],
  ])("%s", async (_, answer, code) => {
    const server = await faultyServer(answer);
    const limits = code === "SOURCE_TIMEOUT" ? { timeoutMs: 100 } : {};
    const [fault, well] = await Promise.all([
      outcome(`${server.origin}/x`, limits),
      outcome(`${server.origin}/well`),
    ]);
    expect({ fault, well }).toEqual({ fault: code, well: "3" });
    await server.allClosed();
  });

  test("a trickle without end", async () => {
    const timers: NodeJS.Timeout[] = [];
    const server = await faultyServer((socket) => {
      socket.write(answerHead("200 OK", CHUNKED) + chunk("[1").toString());
      timers.push(setInterval(() => socket.write(chunk(",1")), 5));
    });
    expect(await outcome(`${server.origin}/x`, { deadlineMs: 100 })).toBe("SOURCE_TIMEOUT");
    await server.allClosed();
    timers.forEach(clearInterval);
  });

  test("a bad number, but its place", async () => {
    const server = await rawServer((socket) => socket.end(ok('[1,\n  "x"]')));
    const error: unknown = await totalOf(httpNumbers(server.origin)).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "BAD_NUMBER", place: { source: server.origin, line: 2, column: 3 } });
    expect((error as Error).message).toBe(`${server.origin}:2:3: expected a number, got "x"`);
  });
});

describe("totalOf(httpNumbers(…)) lets go of the connection", () => {
  test("when the signal aborts, at once and with its reason", async () => {
    const controller = new AbortController();
    const server = await rawServer((socket) => {
      socket.write(answerHead("200 OK", CHUNKED) + chunk("[1,").toString());
      setTimeout(() => controller.abort(new Error("enough")), 20);
    });
    await expect(totalOf(httpNumbers(server.origin), { signal: controller.signal })).rejects.toThrow(
      "enough",
    );
    await server.allClosed();
  });

  test("when the numbers are bad, though the answer goes on", async () => {
    const server = await rawServer((socket) =>
      socket.write(answerHead("200 OK", CHUNKED) + chunk("[1,,").toString()),
    );
    expect(await outcome(server.origin)).toBe("BAD_FORMAT");
    await server.allClosed();
  });
});
