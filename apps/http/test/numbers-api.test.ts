/** The built service in front of real HTTP numbers APIs, good and bad. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startUpstream, type Upstream } from "../src/testing/broken-upstream.js";
import { ask, endServices, startService, type LogLine, type Service } from "../src/testing/service.js";

let upstream: Upstream;
beforeAll(async () => {
  upstream = await startUpstream();
});
afterAll(async () => {
  await endServices();
  await upstream.close();
});

const inFrontOf = (path: string, env: Readonly<Record<string, string>> = {}) =>
  startService({ NUMBERS_API_URL: `${upstream.url}${path}`, ...env });

test("one instance totals the numbers of another", async () => {
  const source = await startService({ NUMBERS_COUNT: "1000001", DLG_TOKEN: "t" });
  const { url } = await startService({ NUMBERS_API_URL: `${source.url}/numbers`, NUMBERS_API_TOKEN: "t" });
  expect((await ask(`${url}/total`)).text).toBe('{"total":500000500000}');
  expect((await ask(`${url}/numbers`)).status).toBe(404);
});

describe("a numbers API at fault is a problem that names the fault, never a total", () => {
  let patient: Service;
  let impatient: Service;
  beforeAll(async () => {
    patient = await inFrontOf("/faulty");
    impatient = await inFrontOf("/faulty", { NUMBERS_API_TIMEOUT_MS: "100" });
  });

  test.each([
    ["/missing", 502, "SOURCE_UNAVAILABLE"],
    ["/string", 502, "BAD_NUMBER"],
    ["/cut-json", 502, "BAD_FORMAT"],
    ["/trailing", 502, "BAD_FORMAT"],
    ["/object", 502, "BAD_NUMBER"],
    ["/nothing", 502, "BAD_FORMAT"],
    ["/huge", 502, "EXPONENT_RANGE"],
    ["/html", 502, "UNSUPPORTED"],
    ["/short", 502, "SOURCE_UNAVAILABLE"],
    ["/circle", 502, "SOURCE_UNAVAILABLE"],
    ["/file", 502, "SOURCE_UNAVAILABLE"],
    ["/stalls", 504, "SOURCE_TIMEOUT"],
    ["/silent", 504, "SOURCE_TIMEOUT"],
    ["/busy", 502, "SOURCE_UNAVAILABLE"],
    ["/reset", 502, "SOURCE_UNAVAILABLE"],
    ["/reset-midway", 502, "SOURCE_UNAVAILABLE"],
    ["/long", 502, "BAD_FORMAT"],
    ["/unframed", 502, "SOURCE_UNAVAILABLE"],
    ["/no-http", 502, "SOURCE_UNAVAILABLE"],
    ["/part", 502, "SOURCE_UNAVAILABLE"],
    ["/latin1", 502, "UNSUPPORTED"],
    ["/no-gzip", 502, "BAD_FORMAT"],
    ["/cut-gzip", 502, "BAD_FORMAT"],
    ["/gzip-and-more", 502, "BAD_FORMAT"],
    ["/bomb", 502, "EXPONENT_RANGE"],
    ["/changes", 502, "SOURCE_CHANGED"],
  ])("%s is a %i %s", async (path, status, code) => {
    const { url, log } = code === "SOURCE_TIMEOUT" ? impatient : patient;
    upstream.fault = path;
    const answer = await ask(`${url}/total`, { headers: { accept: "text/plain" } });
    expect(answer.headers["content-type"]).toBe("application/problem+json");
    expect(JSON.parse(answer.text)).toMatchObject({ status, code });
    expect(answer.status).toBe(status);
    expect(answer.text).not.toContain("127.0.0.1");
    // On a busy machine the answer may not have begun by then.
    expect(answer.text.replaceAll("more of the answer within", "an answer within")).toMatchSnapshot();
    const isOfThis = (line: LogLine) => line["requestId"] === answer.headers["x-request-id"];
    await expect.poll(() => log.find(isOfThis)).toMatchObject({ level: "warn", status, code });
    const { line, column, offset, expected, got } = JSON.parse(answer.text) as Record<string, unknown>;
    const logged = log.find(isOfThis)!;
    expect([logged["line"], logged["column"], logged["offset"]]).toEqual([line, column, offset]);
    // The log has the addresses too, which the client does not get to see.
    const isSame = logged["expected"] === expected && logged["got"] === got;
    expect(isSame || code.startsWith("SOURCE_")).toBe(true);
    expect(logged).toMatchObject({ expected: expect.any(String), got: expect.any(String) });
    expect((await ask(`${url}/livez`)).status).toBe(200);
  });
});

test("a numbers API that sends a byte now and then is a 504 at the deadline", async () => {
  const { url } = await inFrontOf("/drip", { NUMBERS_API_DEADLINE_MS: "300" });
  const { status, text } = await ask(`${url}/total`);
  expect([status, JSON.parse(text)]).toMatchObject([
    504,
    { code: "SOURCE_TIMEOUT", detail: "expected the end of the answer within 300 ms, got none" },
  ]);
});

test("a numbers API that is not there is a 502, after its tries", async () => {
  const gone = await startUpstream();
  await gone.close();
  const { url } = await startService({ NUMBERS_API_URL: gone.url });
  const { status, text } = await ask(`${url}/total`);
  expect([status, JSON.parse(text)]).toMatchObject([502, { code: "SOURCE_UNAVAILABLE" }]);
  expect(text).toContain("(4 tries)");
});

test("several at once share one fetch, and the next begins another", async () => {
  const { url } = await inFrontOf("/silent");
  const first = upstream.next("/silent");
  const before = upstream.asked("/silent");
  const answers = [ask(`${url}/total`)];
  const { answer } = await first;
  for (let i = 0; i < 20; i++) answers.push(ask(`${url}/total`));
  // Each of these requests has been read once a later request is answered on the same event loop.
  await ask(`${url}/livez`);
  await ask(`${url}/livez`);
  answer.writeHead(200, { "content-type": "application/json" }).end("[1,2,3]");
  for (const { text } of await Promise.all(answers)) expect(text).toBe('{"total":6}');
  expect(upstream.asked("/silent")).toBe(before + 1);
  const second = upstream.next("/silent");
  const last = ask(`${url}/total`);
  (await second).answer.writeHead(200, { "content-type": "application/json" }).end("[4]");
  expect((await last).text).toBe('{"total":4}');
});

test("the fetch is cancelled when the last client has left, and the service goes on", async () => {
  const { url, logged } = await inFrontOf("/stalls");
  const clients = [new AbortController(), new AbortController()];
  const came = upstream.next("/stalls");
  const answers = clients.map(({ signal }) => ask(`${url}/total`, { signal }));
  const { closed } = await came;
  await ask(`${url}/livez`);
  for (const [i, client] of clients.entries()) {
    client.abort();
    await expect(answers[i]).rejects.toThrow("aborted");
  }
  await closed;
  expect(await logged("request")).toMatchObject({ status: 499 });
  expect((await ask(`${url}/livez`)).status).toBe(200);
});
