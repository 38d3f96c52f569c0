/** The metrics of the built service. */
import { spawnSync } from "node:child_process";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import packageJson from "../package.json" with { type: "json" };
import { startUpstream, type Upstream } from "../src/testing/broken-upstream.js";
import { ask, endServices, exchange, startService, type Service } from "../src/testing/service.js";
import { samplesOf, valueOf } from "../src/testing/telemetry.js";

const COUNT = "http_server_request_duration_seconds_count";

let upstream: Upstream;
let service: Service;
beforeAll(async () => {
  upstream = await startUpstream();
  service = await startService({ NUMBERS_API_URL: `${upstream.url}/faulty` });
});
afterAll(async () => {
  await endServices();
  await upstream.close();
});

/** promtool comes with Prometheus. */
const hasPromtool = spawnSync("promtool", ["--version"]).status === 0;

const metrics = async ({ url }: Service = service) => (await ask(`${url}/metrics`)).text;

const withStatus = (code: number): Readonly<Record<string, string>> => ({
  http_response_status_code: String(code),
});

const postCsv = (body: string): Promise<Response> =>
  fetch(`${service.url}/total`, { method: "POST", headers: { "content-type": "text/csv" }, body });

test("GET /metrics is Prometheus's text format, and open where a token is wanted", async () => {
  const { url } = await startService({ DLG_TOKEN: "t" });
  const { status, headers, text } = await ask(`${url}/metrics`);
  expect(status).toBe(200);
  expect(headers["content-type"]).toBe("text/plain; version=0.0.4; charset=utf-8");
  expect(headers["cache-control"]).toBe("no-store");
  expect(samplesOf(text).length).toBeGreaterThan(50);
  expect(text.endsWith("\n")).toBe(true);
  expect((await ask(`${url}/metrics`, { method: "HEAD" })).text).toBe("");
});

test.skipIf(!hasPromtool)(
  "Prometheus's own linter, where promtool is installed, has nothing to say",
  async () => {
    const { status, stdout, stderr } = spawnSync("promtool", ["check", "metrics"], {
      input: await metrics(),
      encoding: "utf8",
    });
    expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: "" });
  },
);

test("names, types and labels", async () => {
  upstream.fault = "/string";
  await ask(`${service.url}/total`);
  const text = await metrics();
  const labels = new Map<string, Set<string>>();
  for (const sample of samplesOf(text)) {
    const name = sample.name.replace(/_(bucket|sum|count)$/, "");
    labels.set(name, new Set([...(labels.get(name) ?? []), ...Object.keys(sample.labels)]));
  }
  const types = [...text.matchAll(/^# TYPE ((?:http|dlg)_\w+) (\w+)$/gm)].map(
    ([, name = "", type]) => `${name} ${type} {${[...(labels.get(name) ?? [])].join(", ")}}`,
  );
  expect(types.join("\n")).toMatchInlineSnapshot(`
    "dlg_build_info gauge {version, node}
    dlg_log_lines_dropped_total counter {}
    dlg_trace_faults_total counter {}
    dlg_connections_dropped_total counter {}
    http_server_request_duration_seconds histogram {le, http_request_method, http_route, http_response_status_code, url_scheme, error_type}
    http_server_active_requests gauge {http_request_method, url_scheme}
    dlg_errors_total counter {code, http_route}
    dlg_totals_in_flight gauge {source}
    dlg_totals_limit gauge {source}
    dlg_fetch_duration_seconds histogram {le, source}
    dlg_sum_duration_seconds histogram {le, source}
    dlg_numbers_summed_total counter {source}
    dlg_bytes_summed_total counter {source}
    dlg_upstream_retries_total counter {}"
  `);
});

test("what was built, and how many totals there may be", async () => {
  const text = await metrics(await startService({ DLG_COMMIT: "5a0e439", MAX_CONCURRENT_TOTALS: "7" }));
  const labels = { version: packageJson.version, commit: "5a0e439", node: process.versions.node };
  expect(valueOf(text, "dlg_build_info", labels)).toBe(1);
  expect(valueOf(text, "dlg_totals_limit", { source: "body" })).toBe(7);
  expect(valueOf(text, "dlg_totals_limit", { source: "numbers_api" })).toBe(7);
});

test("the process, its memory and its event loop", async () => {
  const text = await metrics();
  expect(valueOf(text, "process_resident_memory_bytes")).toBeGreaterThan(20e6);
  expect(valueOf(text, "process_cpu_seconds_total")).toBeGreaterThan(0);
  expect(valueOf(text, "nodejs_eventloop_lag_p99_seconds")).toBeGreaterThan(0);
  expect(valueOf(text, "nodejs_gc_duration_seconds_count")).toBeGreaterThanOrEqual(0);
});

test("each request is counted, also what never reaches a route", async () => {
  const { url, port } = service;
  const before = await metrics();
  upstream.fault = "/string";
  await ask(`${url}/total`);
  await ask(`${url}/total`, { headers: { accept: "text/html" } });
  await ask(`${url}/total?x=1`, { method: "DELETE" });
  await ask(`${url}/livez`);
  await ask(`${url}/sum`);
  await exchange(port, "GET /total HTTP/1.1\r\n\r\n");
  await exchange(port, "GET http://[/total HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  const after = await metrics();
  const added = (name: string, labels: Readonly<Record<string, string>>) =>
    (valueOf(after, name, labels) ?? 0) - (valueOf(before, name, labels) ?? 0);
  expect(added(COUNT, { http_route: "/total", ...withStatus(502) })).toBe(1);
  expect(added(COUNT, { http_route: "/total", ...withStatus(406) })).toBe(1);
  expect(added(COUNT, { http_route: "/total", http_request_method: "DELETE", ...withStatus(405) })).toBe(1);
  expect(added(COUNT, { http_route: "/livez", ...withStatus(200) })).toBe(1);
  expect(added(COUNT, withStatus(404))).toBe(1);
  expect(added(COUNT, withStatus(400))).toBe(2);
  expect(added("dlg_errors_total", { code: "BAD_NUMBER", http_route: "/total" })).toBe(1);
});

test("further tries of the numbers API are counted", async () => {
  upstream.fault = "/busy";
  const before = valueOf(await metrics(), "dlg_upstream_retries_total")!;
  const { text } = await ask(`${service.url}/total`);
  expect(JSON.parse(text)).toMatchObject({ status: 502, got: "503 Service Unavailable (4 tries)" });
  expect(valueOf(await metrics(), "dlg_upstream_retries_total")).toBe(before + 3);
});

test("what is posted is counted apart, and so are its errors", async () => {
  const before = await metrics();
  expect((await postCsv("amount\n1\n2\n\n")).status).toBe(200);
  expect((await postCsv("amount\n1,5\n")).status).toBe(400);
  const after = await metrics();
  const added = (name: string, labels: Readonly<Record<string, string>>) =>
    (valueOf(after, name, labels) ?? 0) - (valueOf(before, name, labels) ?? 0);
  const body = { source: "body" };
  expect(added("dlg_numbers_summed_total", body)).toBe(2);
  expect(added("dlg_bytes_summed_total", body)).toBe(12);
  expect(added("dlg_sum_duration_seconds_count", body)).toBe(2);
  expect(added("dlg_fetch_duration_seconds_count", body)).toBe(2);
  expect(added("dlg_errors_total", { code: "BAD_FORMAT", http_route: "/total" })).toBe(1);
  expect(added(COUNT, { http_request_method: "POST", http_response_status_code: "200" })).toBe(1);
});

describe("while it goes on", () => {
  test("a shared fetch is one total in flight, and its requests are all active", async () => {
    const came = upstream.next("/faulty");
    upstream.fault = "/silent";
    const before = await metrics();
    const answers = [ask(`${service.url}/total`), ask(`${service.url}/total`), ask(`${service.url}/total`)];
    const { answer } = await came;
    await ask(`${service.url}/livez`);
    const text = await metrics();
    expect(valueOf(text, "dlg_totals_in_flight", { source: "numbers_api" })).toBe(1);
    expect(valueOf(text, "http_server_active_requests", { http_request_method: "GET" })).toBe(4);
    answer.writeHead(200, { "content-type": "application/json" }).end("[40,2]");
    for (const { text: total } of await Promise.all(answers)) expect(total).toBe('{"total":42}');
    const after = await metrics();
    const added = (name: string) => valueOf(after, name)! - valueOf(before, name)!;
    expect(valueOf(after, "dlg_totals_in_flight")).toBe(0);
    expect(valueOf(after, "http_server_active_requests")).toBe(1);
    expect(added("dlg_numbers_summed_total")).toBe(2);
    expect(added("dlg_bytes_summed_total")).toBe(6);
    expect(added("dlg_fetch_duration_seconds_count")).toBe(1);
    expect(added("dlg_sum_duration_seconds_count")).toBe(1);
  });

  test("a client that leaves is a 499, and nothing stays in flight", async () => {
    const came = upstream.next("/faulty");
    upstream.fault = "/silent";
    const socket = connect(service.port, "127.0.0.1");
    socket.write("GET /total HTTP/1.1\r\nHost: a\r\n\r\n");
    await came;
    socket.resetAndDestroy();
    const left = { http_route: "/total", http_response_status_code: "499" };
    await expect.poll(async () => valueOf(await metrics(), COUNT, left)).toBe(1);
    const text = await metrics();
    expect(valueOf(text, "http_server_active_requests")).toBe(1);
    await expect.poll(async () => valueOf(await metrics(), "dlg_totals_in_flight")).toBe(0);
  });
});
