import { describe, expect, test } from "vitest";
import { TotalError } from "../../contract/errors.js";
import { httpNumbers } from "./http-numbers.js";
import { faultOf } from "../../testing/collected.js";
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
} from "./cut-answers.cases.js";

withoutWaits();

/** A body of unknown length. */
const CUT_CHUNKS = answerHead("200 OK", CHUNKED) + chunk(BODY.slice(0, 7)).toString();

describe("what is not the rest is not read, and the error is that of the cut", () => {
  test.each<readonly [string, string | Uint8Array]>([
    ["the whole", ok(BODY, HEADERS)],
    ["the whole, of which nothing shows that it is the same", ok(BODY)],
    ["a part without a Content-Range", rest(7, { "content-range": "" })],
    ["a part with a Content-Range in other units", rest(7, { "content-range": "items 7-14/15" })],
    ["a part that begins before it", rest(6)],
    ["a part that begins after it", rest(8)],
    ["a part that does not reach the end", rest(7, { "content-range": "bytes 7-9/15", "content-length": 3 })],
    ["a part of a whole of unknown length", rest(7, { "content-range": "bytes 7-14/*" })],
    ["a part without an ETag", answerHead("206 Part", { "content-range": "bytes 7-14/15" })],
    ["a part with a weak ETag", rest(7, { etag: 'W/"v1"' })],
    ["a part that is compressed", rest(7, { "content-encoding": "gzip" })],
    ["several parts", rest(7, { "content-range": "", "content-type": "multipart/byteranges; boundary=x" })],
    ["a range that cannot be", answerHead("416 No", { "content-range": "bytes */15", etag: '"page"' })],
    ["a part with another status", rest(7).toString().replace("206 Partial Content", "203 What")],
    ["404", answerHead("404 Not Found", { etag: '"page"' })],
    ["a redirect to a file", answerHead("302 Found", { location: "file:///etc/passwd" })],
    ["what is not HTTP", "SSH-2.0-OpenSSH_9.2\r\n"],
  ])("%s", async (_, answer) => {
    expect(await faultFrom([cutAt(7), answer])).toEqual(cutFault(2));
  });

  test("the same ETag and length elsewhere", async () => {
    const server = await rawServer((socket, { path }, number) => {
      if (path === "/") socket.end(answerHead("302 Found", { location: `/${number}` }));
      else socket.end(number === 2 ? cutAt(7) : rest(7));
    });
    const { message } = await faultOf(httpNumbers(server.origin));
    expect(message).toMatch("expected the whole answer, got a connection that was cut (2 tries)");
  });

  test("a part that has more bytes, or fewer, than it was told to have", async () => {
    const head = answerHead("206 Partial Content", {
      etag: '"v1"',
      "content-range": `bytes 7-14/15`,
      "transfer-encoding": "chunked",
    });
    const long = Buffer.concat([Buffer.from(head), chunk(`${BODY.slice(7)} `), chunk("")]);
    expect((await faultFrom([cutAt(7), long])).message).toBe(
      "GET http://x: expected the whole answer, got more than its 15 bytes (2 tries)",
    );
    const short = Buffer.concat([Buffer.from(head), chunk(BODY.slice(7, 9)), chunk("")]);
    expect((await faultFrom([CUT_CHUNKS, short], { retries: 1 })).message).toBe(
      "GET http://x: expected the whole answer, got 9 of 15 bytes (2 tries)",
    );
    expect(await textFrom(cutAt(7), short, rest(9))).toBe(BODY);
  });
});

describe("the rest of another content is SOURCE_CHANGED", () => {
  test.each<readonly [string, string | Uint8Array, string | Uint8Array, string]>([
    ["it says so", cutAt(7), answerHead("412 Precondition Failed"), "412 Precondition Failed"],
    ["the whole has another ETag", cutAt(7), ok(BODY, { ...HEADERS, etag: '"v2"' }), "another ETag"],
    ["the whole has another weak ETag", cutAt(7), ok(BODY, { ...HEADERS, etag: 'W/"v2"' }), "another ETag"],
    ["the part has another ETag", cutAt(7), rest(7, { etag: '"v2"' }), "another ETag"],
    ["the whole has another length", cutAt(7), ok("[1]"), "another length"],
    [
      "its whole has another length",
      cutAt(7),
      rest(7, { "content-range": "bytes 7-14/16" }),
      "another length",
    ],
    ["it is shorter now", cutAt(7), answerHead("416 No", { "content-range": "bytes */7" }), "another length"],
    ["it is shorter than what came", CUT_CHUNKS, ok("[1]", HEADERS), "another length"],
  ])("%s", async (_, first, second, got) => {
    expect(await faultFrom([first, second])).toEqual({
      code: "SOURCE_CHANGED",
      message: `GET http://x: expected content that stays as it is while it is read, got ${got} (2 tries)`,
      requests: 2,
    });
  });

  test("and it is no total", async () => {
    const server = await serverOf(cutAt(7), ok("[5]", { ...JSON_TYPE, etag: '"v2"' }));
    const error: unknown = await totalOf(httpNumbers(server.origin)).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TotalError);
    expect(error).toMatchObject({ code: "SOURCE_CHANGED" });
  });
});

describe("before anything has come, another content is simply the content", () => {
  const other = { ...JSON_TYPE, etag: '"v2"' };

  test("after a refusal", async () => {
    const busy = answerHead("503 Busy", { etag: '"v1"', "content-length": 0 });
    expect(await textFrom(busy, ok("[5]", other))).toBe("[5]");
  });

  test("after a head alone, and it may be read on", async () => {
    const second = cutAt(3, other);
    expect(await textFrom(cutAt(0), second, rest(3, { etag: '"v2"' }))).toBe(BODY);
  });

  test("but what it was told to be it has to be", async () => {
    const text = ok("1 2", { "content-type": "text/plain", etag: '"v2"' });
    expect(await faultFrom([cutAt(0), text])).toEqual(cutFault(2));
    expect(await faultFrom([cutAt(0), answerHead("404 Not Found")])).toEqual(cutFault(2));
    expect(await faultFrom([cutAt(0), rest(0)])).toEqual(cutFault(2));
  });
});
