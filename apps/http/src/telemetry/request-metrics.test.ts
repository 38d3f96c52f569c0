import { TotalError } from "@dlg/total-core";
import { expect, test } from "vitest";
import { samplesOf, seenRequest, valueOf } from "../testing/telemetry.js";
import { createMetrics } from "./metrics.js";

const COUNT = "http_server_request_duration_seconds_count";
const ACTIVE = "http_server_active_requests";

test("an answer's time is counted under the names and in the buckets of OpenTelemetry", async () => {
  const { requests, text } = createMetrics();
  requests.ended(seenRequest({ url: "/total?x=1", route: "/total" }), 700);
  const samples = samplesOf(await text()).filter(({ name }) => name.startsWith("http_server_request"));
  const labels = {
    http_request_method: "GET",
    http_route: "/total",
    http_response_status_code: "200",
    url_scheme: "http",
  };
  const buckets = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, Infinity];
  expect(samples).toEqual([
    ...buckets.map((le) => ({
      name: "http_server_request_duration_seconds_bucket",
      labels: { le: le === Infinity ? "+Inf" : String(le), ...labels },
      value: le >= 0.75 ? 1 : 0,
    })),
    { name: "http_server_request_duration_seconds_sum", labels, value: 0.7 },
    { name: COUNT, labels, value: 1 },
  ]);
});

test("requests are counted by method, route and status, hundreds of them too", async () => {
  const { requests, text } = createMetrics();
  for (let i = 0; i < 900; i++) {
    requests.ended(seenRequest({ route: "/total", status: i % 3 === 0 ? 502 : 200 }), i);
  }
  requests.ended(seenRequest({ method: "POST", route: "/total" }), 1);
  requests.ended(seenRequest({ route: "/livez" }), 1);
  const shown = await text();
  const get = { http_request_method: "GET", http_route: "/total" };
  expect(valueOf(shown, COUNT, { ...get, http_response_status_code: "200" })).toBe(600);
  expect(valueOf(shown, COUNT, { ...get, http_response_status_code: "502", error_type: "502" })).toBe(300);
  expect(valueOf(shown, "http_server_request_duration_seconds_sum", get)).toBeCloseTo((899 * 900) / 2000);
  expect(valueOf(shown, COUNT, { http_request_method: "POST" })).toBe(1);
  expect(valueOf(shown, COUNT, { http_route: "/livez" })).toBe(1);
});

test("a path of nothing has no route, and a method that few know no name of its own", async () => {
  const { requests, text } = createMetrics();
  requests.ended(seenRequest({ method: "PROPFIND", status: 404 }), 1);
  expect(samplesOf(await text()).filter(({ name }) => name === COUNT)).toEqual([
    {
      name: COUNT,
      labels: { http_request_method: "_OTHER", http_response_status_code: "404", url_scheme: "http" },
      value: 1,
    },
  ]);
});

test("requests are active from their beginning to their end", async () => {
  const { requests, text } = createMetrics();
  expect(valueOf(await text(), ACTIVE, { http_request_method: "GET", url_scheme: "http" })).toBe(0);
  requests.begun?.(seenRequest());
  requests.begun?.(seenRequest());
  requests.begun?.(seenRequest({ method: "POST" }));
  expect(valueOf(await text(), ACTIVE, { http_request_method: "GET" })).toBe(2);
  expect(valueOf(await text(), ACTIVE, { http_request_method: "POST" })).toBe(1);
  requests.ended(seenRequest(), 1);
  expect(valueOf(await text(), ACTIVE, { http_request_method: "GET" })).toBe(1);
});

test("faults of the numbers are counted by code", async () => {
  const { requests, text } = createMetrics();
  const fault = new TotalError("SOURCE_TIMEOUT", { expected: "an answer", got: "none" });
  requests.ended(seenRequest({ route: "/total", status: 504, fault }), 1);
  requests.ended(seenRequest({ route: "/total", status: 504, fault }), 1);
  requests.ended(seenRequest({ status: 500, fault: new Error("a bug") }), 1);
  expect(samplesOf(await text()).filter(({ name }) => name === "dlg_errors_total")).toEqual([
    { name: "dlg_errors_total", labels: { code: "SOURCE_TIMEOUT", http_route: "/total" }, value: 2 },
  ]);
});
