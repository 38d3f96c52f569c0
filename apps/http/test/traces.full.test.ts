/** The traces of the built service, as a collector sees them. */
import { describe, expect, test } from "vitest";
import type { ReceivedSpan } from "../src/testing/collector.js";
import { ask, startService } from "../src/testing/service.js";
import {
  collector,
  endOf,
  SPAN,
  TRACE,
  tracedServices,
  TRACEPARENT,
} from "../src/testing/traced-services.js";
import { JSON_TYPE, postHead, statuses, wire } from "../src/testing/wire.js";

const SERVER = 2;
const CLIENT = 3;

const services = tracedServices();

function only(spans: readonly ReceivedSpan[], kind: number): ReceivedSpan {
  const found = spans.filter((span) => span.kind === kind);
  expect(found).toHaveLength(1);
  return found[0]!;
}

describe("a request", () => {
  test("is a server span, and its fetch a client span, named by OpenTelemetry's conventions", async () => {
    const { env, spans } = await collector();
    const service = await services.start(env);
    expect((await services.askTotal(service, { "user-agent": "test/1" })).text).toBe('{"total":42}');
    await endOf(service, spans, 2);
    const [fetch, request] = [only(spans, CLIENT), only(spans, SERVER)];
    expect(request).toMatchObject({ name: "GET /total", status: { code: 0 }, links: [], events: [] });
    expect(request.attributes).toEqual({
      "http.request.method": "GET",
      "http.route": "/total",
      "http.response.status_code": 200,
      "url.path": "/total",
      "url.scheme": "http",
      "server.address": "127.0.0.1",
      "server.port": service.port,
      "user_agent.original": "test/1",
    });
    expect(fetch).toMatchObject({ name: "GET", status: { code: 0 }, links: [], events: [] });
    expect(fetch.attributes).toEqual({
      "http.request.method": "GET",
      "http.response.status_code": 200,
      "url.full": `${services.upstream.url}/faulty`,
      "server.address": "127.0.0.1",
      "server.port": Number(new URL(services.upstream.url).port),
    });
    expect(fetch).toMatchObject({ traceId: request.traceId, parentSpanId: request.spanId });
  });

  test("goes on with its caller's trace, and the numbers API with it", async () => {
    const { env, spans } = await collector();
    const service = await services.start(env);
    const caller = { traceparent: TRACEPARENT, tracestate: "congo=t61rcWkgMzE", baggage: "user=7" };
    const { told } = await services.askTotal(service, caller);
    await endOf(service, spans, 2);
    const [fetch, request] = [only(spans, CLIENT), only(spans, SERVER)];
    expect(request).toMatchObject({ traceId: TRACE, parentSpanId: SPAN });
    expect(fetch).toMatchObject({ traceId: TRACE, parentSpanId: request.spanId });
    expect(told).toMatchObject({ ...caller, traceparent: `00-${TRACE}-${fetch.spanId}-01` });
  });

  test.each([
    { traceparent: "00-0-0-00" },
    { traceparent: `00-${"0".repeat(32)}-${SPAN}-01`, tracestate: "a=1" },
    { traceparent: TRACEPARENT, tracestate: "=,=;\u00e9=\t" },
    { traceparent: TRACEPARENT, tracestate: "a=b,".repeat(2000) },
    { baggage: "%E0%A4%A=%,;;=,\u00e9=\u00e9;\u00e9" },
    { baggage: "k=v;p=\t\u00ff" },
  ])("with nonsense for a trace is answered: %.80j", async (headers) => {
    const { env, spans } = await collector();
    const service = await services.start(env);
    expect((await services.askTotal(service, headers)).text).toBe('{"total":42}');
    await endOf(service, spans, 2);
    expect(only(spans, CLIENT).parentSpanId).toBe(only(spans, SERVER).spanId);
  });

  test("is one trace over two instances, the second totalling the first one's numbers", async () => {
    const { env, spans } = await collector();
    const { url } = await startService({ ...env, NUMBERS_COUNT: "1000" });
    const service = await startService({ ...env, NUMBERS_API_URL: `${url}/numbers`, DRAIN_DELAY_MS: "0" });
    expect((await ask(`${service.url}/total`)).text).toBe('{"total":499500}');
    await expect
      .poll(() => spans.map(({ name }) => name).sort())
      .toEqual(["GET", "GET /numbers", "GET /total"]);
    const [total, fetch, numbers] = ["GET /total", "GET", "GET /numbers"].map((name) =>
      spans.find((span) => span.name === name)!,
    );
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
    expect(fetch!.parentSpanId).toBe(total!.spanId);
    expect(numbers!.parentSpanId).toBe(fetch!.spanId);
  });

  test("that waits for another one's fetch has a link to it", async () => {
    const { env, spans } = await collector();
    const service = await services.start(env);
    const came = services.upstream.next("/faulty");
    services.upstream.fault = "/silent";
    const first = ask(`${service.url}/total`);
    const { answer } = await came;
    const others = [ask(`${service.url}/total`), ask(`${service.url}/total`)];
    await expect
      .poll(async () => (await ask(`${service.url}/metrics`)).text)
      .toContain('http_server_active_requests{http_request_method="GET",url_scheme="http"} 4');
    answer.writeHead(200, { "content-type": "application/json" }).end("[40,2]");
    await Promise.all([first, ...others]);
    await endOf(service, spans, 4);
    const fetch = only(spans, CLIENT);
    const [owner, ...linked] = spans
      .filter(({ kind }) => kind === SERVER)
      .sort((a, b) => a.links.length - b.links.length);
    expect(fetch.parentSpanId).toBe(owner!.spanId);
    expect(owner!.links).toEqual([]);
    expect(linked).toHaveLength(2);
    for (const { links } of linked) {
      expect(links).toMatchObject([{ traceId: fetch.traceId, spanId: fetch.spanId }]);
    }
  });

  test("that fails says by which code, and how often the numbers API was tried", async () => {
    const { env, spans } = await collector();
    const service = await services.start(env);
    services.upstream.fault = "/busy";
    expect((await ask(`${service.url}/total`)).status).toBe(502);
    await endOf(service, spans, 2);
    const [fetch, request] = [only(spans, CLIENT), only(spans, SERVER)];
    expect(fetch.events).toMatchObject(
      [1, 2, 3].map((tries) => ({ name: "retry", attributes: { "http.request.resend_count": tries } })),
    );
    for (const span of [fetch, request]) {
      expect(span.status).toEqual({ code: 2 });
      expect(span.attributes).toMatchObject({ "error.type": "SOURCE_UNAVAILABLE" });
    }
    expect(fetch.attributes).not.toHaveProperty("http.response.status_code");
    expect(request.attributes).toMatchObject({ "http.response.status_code": 502 });
  });

  test("whose client leaves has no status, and its fetch is over too", async () => {
    const { env, spans } = await collector();
    const service = await services.start(env);
    const came = services.upstream.next("/faulty");
    services.upstream.fault = "/silent";
    const leaving = new AbortController();
    const asked = ask(`${service.url}/total`, { signal: leaving.signal });
    const { closed } = await came;
    leaving.abort();
    await expect(asked).rejects.toThrow("aborted");
    await closed;
    await endOf(service, spans, 2);
    const [fetch, request] = [only(spans, CLIENT), only(spans, SERVER)];
    expect(request.status).toEqual({ code: 0 });
    expect(request.attributes).not.toHaveProperty("http.response.status_code");
    expect(fetch.status).toEqual({ code: 2 });
    expect(fetch.attributes).toMatchObject({ "error.type": "ClientLeft" });
  });

  test("that is refused is no error of the service; its path and method may be anything", async () => {
    const { env, spans } = await collector();
    const service = await services.start(env);
    await ask(`${service.url}/nowhere?token=hunter2`, { headers: { host: "totals.test" } });
    await ask(`${service.url}/total`, { method: "PROPFIND" });
    await endOf(service, spans, 2);
    expect(spans.map(({ name, status }) => [name, status.code])).toEqual([
      ["GET", 0],
      ["HTTP /total", 0],
    ]);
    expect(spans[0]!.attributes).toMatchObject({
      "url.path": "/nowhere",
      "server.address": "totals.test",
      "server.port": 80,
    });
    expect(spans[1]!.attributes).toMatchObject({
      "http.request.method": "_OTHER",
      "http.request.method_original": "PROPFIND",
    });
    expect(JSON.stringify(spans)).not.toContain("hunter2");
  });

  test("whose body is cut has the status that went over the wire", async () => {
    const { env, spans } = await collector();
    const service = await services.start(env);
    const { send, end, closed } = wire(service.port);
    void send(`${postHead(JSON_TYPE, "Content-Length: 50")}[1,2]`);
    end();
    expect(statuses(await closed)).toEqual([400]);
    await endOf(service, spans, 1);
    expect(spans[0]!.attributes).toMatchObject({ "http.response.status_code": 400 });
  });

  test("is found in the log by its trace", async () => {
    const { env, spans } = await collector();
    const service = await services.start(env);
    await ask(`${service.url}/nowhere`);
    await endOf(service, spans, 1);
    const { traceId, spanId } = only(spans, SERVER);
    expect(await service.logged("request")).toMatchObject({ trace_id: traceId, span_id: spanId });
  });
});

test("probes, metrics and simulated numbers are no spans", async () => {
  const { env, spans } = await collector();
  const service = await startService({ ...env, DRAIN_DELAY_MS: "0", NUMBERS_COUNT: "3" });
  for (const path of ["/livez", "/readyz", "/metrics", "/total"]) await ask(service.url + path);
  await endOf(service, spans, 1);
  expect(spans.map(({ name }) => name)).toEqual(["GET /total"]);
});
