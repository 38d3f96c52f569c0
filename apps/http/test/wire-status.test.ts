/** However a request ends: the status on the wire, in the log and in the metrics of the built service is the same. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startUpstream, type Upstream } from "../src/testing/broken-upstream.js";
import { ask, endServices, startService, type Service } from "../src/testing/service.js";
import { samplesOf } from "../src/testing/telemetry.js";
import { CHUNKED, chunk, JSON_TYPE, postHead, statuses, whole, wire } from "../src/testing/wire.js";

/** Probes are logged too. */
const ALL_LINES = { LOG_LEVEL: "debug" };

let upstream: Upstream;
let service: Service;
let patient: Service;
beforeAll(async () => {
  upstream = await startUpstream();
  patient = await startService({ NUMBERS_API_URL: `${upstream.url}/faulty` });
  service = await startService({
    ...ALL_LINES,
    NUMBERS_API_URL: `${upstream.url}/faulty`,
    NUMBERS_API_TIMEOUT_MS: "200",
    BODY_TIMEOUT_MS: "300",
  });
});
afterAll(async () => {
  await endServices();
  await upstream.close();
});

/** How many answers of each status the metrics have, without those to the questions for the metrics themselves. */
async function counted({ url }: Service): Promise<Map<number, number>> {
  const counts = new Map<number, number>();
  for (const { name, labels, value } of samplesOf((await ask(`${url}/metrics`)).text)) {
    if (name !== "http_server_request_duration_seconds_count" || labels["http_route"] === "/metrics")
      continue;
    const status = Number(labels["http_response_status_code"]);
    counts.set(status, (counts.get(status) ?? 0) + value);
  }
  return counts;
}

const logged = ({ log }: Service) =>
  log.filter(({ msg, path }) => msg === "request" && path !== "/metrics").map(({ status }) => Number(status));

interface Ends {
  readonly log: readonly number[];
  readonly metrics: readonly number[];
}

/** The statuses that a scene adds to the log, until there are so many, and to the metrics. */
async function endsIn(of: Service, count: number, scene: () => Promise<unknown>): Promise<Ends> {
  const before = await counted(of);
  const linesBefore = logged(of).length;
  await scene();
  await expect.poll(() => logged(of).length - linesBefore).toBeGreaterThanOrEqual(count);
  const after = await counted(of);
  return {
    log: logged(of).slice(linesBefore),
    metrics: [...after]
      .flatMap(([status, value]) => Array.from({ length: value - (before.get(status) ?? 0) }, () => status))
      .toSorted((a, b) => a - b),
  };
}

const both = (log: readonly number[]): Ends => ({ log, metrics: log.toSorted((a, b) => a - b) });

const CLOSE = "Connection: close";
const get = (path: string, ...headers: readonly string[]) =>
  [`GET ${path} HTTP/1.1`, "Host: a", ...headers, "", ""].join("\r\n");

/** A client that has sent its bytes: it waits, or sends no more. */
type After = "waits" | "ends";

describe("the status on the wire is the one in the log and in the metrics", () => {
  test.each<[what: string, expected: number[], sent: string, after?: After]>([
    ["a whole answer", [200], get("/livez", CLOSE)],
    ["HEAD", [200], get("/livez", CLOSE).replace("GET", "HEAD")],
    ["nothing at a path", [404], get("/sum", CLOSE)],
    ["what the client has already", [304], get("/openapi.json", "If-None-Match: *", CLOSE)],
    ["OPTIONS", [204], get("/total", CLOSE).replace("GET", "OPTIONS")],
    ["a target that is no address", [400], get("http://[/total", CLOSE)],
    ["no host", [400], "GET /livez HTTP/1.1\r\n\r\n"],
    ["an expectation that is not known", [417], get("/livez", "Expect: much")],
    ["a whole body", [200], whole("[1]", JSON_TYPE, CLOSE)],
    ["a wrong body", [400], whole("[1", JSON_TYPE, CLOSE)],
    [
      "a body that is refused before it has come",
      [415],
      postHead("Content-Type: a/b", "Content-Length: 9", CLOSE),
      "ends",
    ],
    ["a body that is wrong before its end", [400], `${postHead(JSON_TYPE, "Content-Length: 9", CLOSE)}[1]]`],
    ["a body that comes too slowly", [408], postHead(JSON_TYPE, "Content-Length: 9")],
    ["a body without framing", [411], postHead(JSON_TYPE), "ends"],
    ["a body that its client cuts", [400], `${postHead(JSON_TYPE, "Content-Length: 50")}[1,2]`, "ends"],
    ["chunks that their client cuts", [400], postHead(JSON_TYPE, CHUNKED) + chunk("[1,2]"), "ends"],
    ["chunks that are none", [400], `${postHead(JSON_TYPE, CHUNKED)}${chunk("[1,2")}no chunk\r\n`],
    ["a head that is none", [400], "total, please\r\n\r\n"],
    ["a tunnel behind a request", [404, 405], `${get("/sum")}CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n`],
    ["half a head", [400], "GET /livez HTTP/1.1\r\nHost:", "ends"],
    ["a head that is too long", [431], get("/livez", `X: ${"x".repeat(20_000)}`)],
    [
      "a head that is none behind requests",
      [200, 404, 400],
      `${get("/livez")}${get("/sum")}total, please\r\n\r\n`,
    ],
    ["bytes behind a request that is the last", [200], `${get("/livez", CLOSE)}total, please\r\n\r\n`],
    [
      "a cut body behind a request",
      [200, 400],
      `${get("/livez")}${postHead(JSON_TYPE, "Content-Length: 50")}[1`,
      "ends",
    ],
  ])("%s: %j", async (_, expected, sent, after = "waits") => {
    const ends = await endsIn(service, expected.length, async () => {
      const { send, end, closed } = wire(service.port);
      void send(sent);
      if (after === "ends") end();
      expect(statuses(await closed)).toEqual(expected);
    });
    expect(ends).toEqual(both(expected));
  });

  test.each([
    ["/string", 502],
    ["/missing", 502],
    ["/stalls", 504],
  ])("a numbers API that is %s: %i", async (fault, status) => {
    upstream.fault = fault;
    const ends = await endsIn(service, 1, async () =>
      expect((await ask(`${service.url}/total`)).status).toBe(status),
    );
    expect(ends).toEqual(both([status]));
  });

  test("a client that leaves before anything was written, or after a question: 499", async () => {
    const { port } = patient;
    upstream.fault = "/silent";
    const silent = await endsIn(patient, 1, async () => {
      const came = upstream.next("/faulty");
      const { send, reset, received } = wire(port);
      void send(get("/total"));
      await came;
      reset();
      expect(received).toBe("");
    });
    expect(silent).toEqual(both([499]));
    const asked = await endsIn(patient, 1, async () => {
      const { send, end, reset, until } = wire(port);
      void send(get("/total"));
      end();
      await until(/102 Processing/);
      reset();
    });
    expect(asked).toEqual(both([499]));
  });
});

test("an answer that is cut has the status that it began with", async () => {
  const endless = await startService({ NUMBERS_COUNT: String(Number.MAX_SAFE_INTEGER) });
  const ends = await endsIn(endless, 1, async () => {
    const { send, reset, until } = wire(endless.port);
    void send(get("/numbers"));
    await until(/HTTP\/1\.1 200/);
    reset();
  });
  expect(ends).toEqual(both([200]));
});

test("a head that comes too slowly: 408", async () => {
  const impatient = await startService({ HEADERS_TIMEOUT_MS: "100" });
  const ends = await endsIn(impatient, 1, async () => {
    const { send, closed } = wire(impatient.port);
    void send("GET /livez HTTP/1.1\r\nHost:");
    expect(statuses(await closed)).toEqual([408]);
  });
  expect(ends).toEqual(both([408]));
});

test("what is cut at the end of the service: 499 where nothing was answered", async () => {
  const ending = await startService({
    ...ALL_LINES,
    NUMBERS_DELAY_MS: "600000",
    DRAIN_DELAY_MS: "0",
    SHUTDOWN_TIMEOUT_MS: "100",
  });
  const { send, closed } = wire(ending.port);
  void send(get("/livez") + get("/total"));
  await expect.poll(() => logged(ending)).toEqual([200]);
  ending.signal("SIGTERM");
  expect(statuses(await closed)).toEqual([200]);
  await ending.ended;
  expect(logged(ending)).toEqual([200, 499]);
});

describe("a refusal has an ID, which is the one in the log", () => {
  test.each<[what: string, status: number, sent: string, code?: string]>([
    ["a head that is none", 400, "total, please\r\n\r\n", "HPE_INVALID_METHOD"],
    ["a tunnel", 405, "CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n"],
    ["a path that is none", 400, "GET * HTTP/1.1\r\nHost: a\r\n\r\n"],
    ["a head that is too long", 431, get("/livez", `X: ${"x".repeat(20_000)}`), "HPE_HEADER_OVERFLOW"],
    ["a head without a host", 400, "GET /livez HTTP/1.1\r\n\r\n"],
    ["a target that is no address", 400, get("http://[/total", CLOSE)],
    ["nothing at a path", 404, get("/sum", CLOSE)],
    ["chunks that are none", 400, `${postHead(JSON_TYPE, CHUNKED)}${chunk("[1,2")}no chunk\r\n`],
  ])("%s", async (_, status, sent, code) => {
    const { send, closed } = wire(service.port);
    void send(sent);
    const received = await closed;
    expect(received).toMatch(/^Content-Type: application\/problem\+json\r$/m);
    expect(received).toMatch(/^Date: /m);
    const [[, id] = [], ...more] = received.matchAll(/^X-Request-Id: (\S+)\r$/gim);
    expect(more).toEqual([]);
    await expect
      .poll(() => service.log.filter(({ requestId }) => requestId === id))
      .toMatchObject([{ status, msg: "request", ...(code !== undefined && { code }) }]);
  });
});
