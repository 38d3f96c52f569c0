/** The traces of the built service, as a collector sees them. */
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { startUpstream, type Upstream } from "./broken-upstream.js";
import { startCollector, type Collector, type ReceivedSpan } from "./collector.js";
import { ask, endServices, runService, startService, type Service } from "./service.js";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const SPAN = "00f067aa0ba902b7";
const TRACEPARENT = `00-${TRACE}-${SPAN}-01`;

const SERVER = 2;
const CLIENT = 3;

let upstream: Upstream;
beforeAll(async () => {
  upstream = await startUpstream();
});
afterAll(async () => {
  await endServices();
  await upstream.close();
});

async function collector(answer?: Parameters<typeof startCollector>[0]): Promise<Collector> {
  const started = await startCollector(answer);
  onTestFinished(() => started.close());
  return started;
}

/** A service whose traces go to the collector, and whose numbers are those of the upstream. */
function traced(
  { env }: Pick<Collector, "env">,
  more: Readonly<Record<string, string>> = {},
): Promise<Service> {
  return startService({ ...env, NUMBERS_API_URL: `${upstream.url}/faulty`, DRAIN_DELAY_MS: "0", ...more });
}

/** Ends it, by which time it has sent all. */
async function endOf({ signal, ended }: Service): Promise<void> {
  signal("SIGTERM");
  expect((await ended).code).toBe(0);
}

/** Asks for the total, and answers for the numbers API. @returns what the numbers API was told */
async function askTotal(
  { url }: Service,
  headers: Readonly<Record<string, string>> = {},
  numbers = "[40,2]",
) {
  const came = upstream.next("/faulty");
  upstream.fault = "/silent";
  const asked = ask(`${url}/total`, { headers });
  const { answer, headers: told } = await came;
  answer.writeHead(200, { "content-type": "application/json" }).end(numbers);
  return { ...(await asked), told };
}

function only(spans: readonly ReceivedSpan[], kind: number): ReceivedSpan {
  const found = spans.filter((span) => span.kind === kind);
  expect(found).toHaveLength(1);
  return found[0]!;
}

describe("a request", () => {
  test("is a server span, and its fetch a client span, named by OpenTelemetry's conventions", async () => {
    const { env, spans } = await collector();
    const service = await traced({ env });
    expect((await askTotal(service, { "user-agent": "test/1" })).text).toBe('{"total":42}');
    await endOf(service);
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
      "url.full": `${upstream.url}/faulty`,
      "server.address": "127.0.0.1",
      "server.port": Number(new URL(upstream.url).port),
    });
    expect(fetch).toMatchObject({ traceId: request.traceId, parentSpanId: request.spanId });
  });

  test("goes on with its caller's trace, and the numbers API with it", async () => {
    const { env, spans } = await collector();
    const service = await traced({ env });
    const caller = { traceparent: TRACEPARENT, tracestate: "congo=t61rcWkgMzE", baggage: "user=7" };
    const { told } = await askTotal(service, caller);
    await endOf(service);
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
    const service = await traced({ env });
    expect((await askTotal(service, headers)).text).toBe('{"total":42}');
    await endOf(service);
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
    const service = await traced({ env });
    const came = upstream.next("/faulty");
    upstream.fault = "/silent";
    const first = ask(`${service.url}/total`);
    const { answer } = await came;
    const others = [ask(`${service.url}/total`), ask(`${service.url}/total`)];
    await expect
      .poll(async () => (await ask(`${service.url}/metrics`)).text)
      .toContain('http_server_active_requests{http_request_method="GET",url_scheme="http"} 4');
    answer.writeHead(200, { "content-type": "application/json" }).end("[40,2]");
    await Promise.all([first, ...others]);
    await endOf(service);
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
    const service = await traced({ env });
    upstream.fault = "/busy";
    expect((await ask(`${service.url}/total`)).status).toBe(502);
    await endOf(service);
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
    const service = await traced({ env });
    const came = upstream.next("/faulty");
    upstream.fault = "/silent";
    const leaving = new AbortController();
    const asked = ask(`${service.url}/total`, { signal: leaving.signal });
    const { closed } = await came;
    leaving.abort();
    await expect(asked).rejects.toThrow("aborted");
    await closed;
    await endOf(service);
    const [fetch, request] = [only(spans, CLIENT), only(spans, SERVER)];
    expect(request.status).toEqual({ code: 0 });
    expect(request.attributes).not.toHaveProperty("http.response.status_code");
    expect(fetch.status).toEqual({ code: 2 });
    expect(fetch.attributes).toMatchObject({ "error.type": "ClientLeft" });
  });

  test("that is refused is no error of the service; its path and method may be anything", async () => {
    const { env, spans } = await collector();
    const service = await traced({ env });
    await ask(`${service.url}/nowhere?token=hunter2`, { headers: { host: "totals.test" } });
    await ask(`${service.url}/total`, { method: "PROPFIND" });
    await endOf(service);
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

  test("is found in the log by its trace", async () => {
    const { env, spans } = await collector();
    const service = await traced({ env });
    await ask(`${service.url}/nowhere`);
    await endOf(service);
    const { traceId, spanId } = only(spans, SERVER);
    expect(await service.logged("request")).toMatchObject({ trace_id: traceId, span_id: spanId });
  });
});

test("probes, metrics and simulated numbers are no spans", async () => {
  const { env, spans } = await collector();
  const service = await startService({ ...env, DRAIN_DELAY_MS: "0", NUMBERS_COUNT: "3" });
  for (const path of ["/livez", "/readyz", "/metrics", "/total"]) await ask(service.url + path);
  await endOf(service);
  expect(spans.map(({ name }) => name)).toEqual(["GET /total"]);
});

describe("OpenTelemetry's variables", () => {
  test("name the service and what it runs on", async () => {
    const { env, spans } = await collector();
    const named = {
      OTEL_SERVICE_NAME: "totals",
      OTEL_RESOURCE_ATTRIBUTES: "deployment.environment.name=test",
    };
    for (const more of [{}, named]) {
      const service = await startService({ ...env, ...more, DRAIN_DELAY_MS: "0" });
      await ask(`${service.url}/nowhere`);
      await endOf(service);
    }
    expect(spans[0]!.resource).toMatchObject({ "service.name": "dlg" });
    expect(spans[1]!.resource).toMatchObject({
      "service.name": "totals",
      "deployment.environment.name": "test",
    });
  });

  test("choose the encoding: protobuf by default", async () => {
    const { env, received } = await collector();
    const service = await startService({ ...env, OTEL_EXPORTER_OTLP_PROTOCOL: "", DRAIN_DELAY_MS: "0" });
    await ask(`${service.url}/nowhere`);
    await endOf(service);
    expect(received).toMatchObject([{ path: "/v1/traces", contentType: "application/x-protobuf" }]);
    expect(received[0]!.body.toString("latin1")).toMatch(/service\.name.*dlg.*url\.path.*\/nowhere/s);
  });

  test("choose the sampler, whose decision the numbers API is told", async () => {
    const { env, received } = await collector();
    const service = await traced({ env }, { OTEL_TRACES_SAMPLER: "always_off" });
    const { told } = await askTotal(service, { traceparent: TRACEPARENT });
    await endOf(service);
    expect(told["traceparent"]).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-00$`));
    expect(received).toEqual([]);
  });

  test("that cannot be followed are warned of, and keep nothing from being served", async () => {
    const { env, spans } = await collector();
    const service = await startService({
      ...env,
      OTEL_TRACES_SAMPLER: "sometimes",
      OTEL_PROPAGATORS: "tracecontext,b3",
      OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: "grpc",
      DRAIN_DELAY_MS: "0",
    });
    expect((await ask(`${service.url}/nowhere`)).status).toBe(404);
    await endOf(service);
    expect(spans).toEqual([]);
    const warnings = service.log.filter(({ msg }) => msg === "traces").map(({ error }) => error);
    expect(warnings).toEqual([
      "OTEL_PROPAGATORS: expected tracecontext, baggage or none, got b3",
      "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: expected http/protobuf or http/json, got grpc; http/protobuf is used",
      expect.stringContaining("sometimes"),
    ]);
  });
});

describe("where no traces are wanted", () => {
  /** The built service without the file that holds OpenTelemetry's SDK. */
  let withoutSdk: string;
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), "dlg-"));
    await cp(fileURLToPath(new URL("../dist", import.meta.url)), join(folder, "dist"), { recursive: true });
    await cp(fileURLToPath(new URL("../package.json", import.meta.url)), join(folder, "package.json"));
    await rm(join(folder, "dist/telemetry"), { recursive: true });
    withoutSdk = join(folder, "dist/main.js");
    return () => rm(folder, { recursive: true });
  });

  test.each([{}, { OTEL_SDK_DISABLED: "true", OTEL_TRACES_EXPORTER: "otlp" }])(
    "nothing of OpenTelemetry's SDK is loaded: %j",
    async (env) => {
      const service = await startService({ ...env, NUMBERS_COUNT: "3" }, { main: withoutSdk });
      expect((await ask(`${service.url}/total`)).text).toBe('{"total":3}');
    },
  );

  test("and only there", async () => {
    await expect(startService({ OTEL_TRACES_EXPORTER: "otlp" }, { main: withoutSdk })).rejects.toThrow(
      /Cannot find module .*otlp-traces\.js/,
    );
  });

  test("a caller's trace goes through to the numbers API as it came, and is in the log", async () => {
    const service = await startService({ NUMBERS_API_URL: `${upstream.url}/faulty` }, { main: withoutSdk });
    const caller = { traceparent: TRACEPARENT, tracestate: "congo=t61rcWkgMzE" };
    const { told } = await askTotal(service, caller);
    expect(told).toMatchObject(caller);
    expect(await service.logged("request")).toMatchObject({ trace_id: TRACE, span_id: SPAN });
    expect((await askTotal(service, { traceparent: "00-0-0-01" })).told).not.toHaveProperty("traceparent");
  });
});

describe("a collector that", () => {
  test.each<[string, Parameters<typeof startCollector>[0]]>([
    ["says nothing", () => {}],
    ["is down", undefined],
    ["fails", (outgoing) => void outgoing.writeHead(500).end()],
    ["hangs up", (outgoing) => void outgoing.destroy()],
    ["talks nonsense", (outgoing) => void outgoing.writeHead(200).end("<p>")],
  ])("%s harms no answer and no end", async (what, answer) => {
    const faulty = await startCollector(answer);
    if (what === "is down") await faulty.close();
    else onTestFinished(() => faulty.close());
    const service = await traced(faulty, { OTEL_EXPORTER_OTLP_TIMEOUT: "200" });
    for (let i = 0; i < 20; i++) expect((await askTotal(service)).text).toBe('{"total":42}');
    await endOf(service);
    expect(service.log.filter(({ msg }) => msg === "traces")).toHaveLength(1);
  });

  test("says nothing is given up when the service ends", async () => {
    const silent = await collector(() => {});
    const service = await traced(silent, { SHUTDOWN_TIMEOUT_MS: "300" });
    await ask(`${service.url}/nowhere`);
    const begun = performance.now();
    await endOf(service);
    expect(performance.now() - begun).toBeLessThan(1800);
    expect(service.log.map(({ msg }) => msg).slice(-3)).toEqual(["draining", "ended", "traces"]);
  });

  test("says nothing is given up at a second signal", async () => {
    const silent = await collector(() => {});
    const service = await traced(silent);
    await ask(`${service.url}/nowhere`);
    const again = setInterval(() => service.signal("SIGTERM"), 20);
    const { code } = await service.ended;
    clearInterval(again);
    expect(code).toBe(128 + 15);
  });
});

test("a wrong environment is told before any trace", async () => {
  const { code, stderr } = await runService({ OTEL_TRACES_EXPORTER: "otlp", PORT: "http" });
  expect(code).toBe(2);
  expect(stderr).toBe('PORT: expected an integer from 0 to 65535, got "http"\n');
});
