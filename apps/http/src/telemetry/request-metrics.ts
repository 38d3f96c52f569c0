import { TotalError } from "@dlg/total-core";
import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import { knownMethod, OTHER_METHOD } from "./known-method.js";
import type { RequestObserver } from "./seen-requests.js";
import { Series } from "./series.js";

/** OpenTelemetry's advice for the durations of HTTP requests, in seconds. */
const REQUEST_BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/** The metrics of OpenTelemetry's semantic conventions for HTTP servers, and errors by code. */
export function requestMetrics(registry: Registry): RequestObserver {
  const durationOf = durations(registry);
  const active = activeRequests(registry);
  const errors = new Counter({
    name: "dlg_errors_total",
    help: "Requests that failed for a fault of the numbers, by its code",
    labelNames: ["code", "http_route"],
    registers: [registry],
  });
  return {
    begun({ incoming }) {
      active.change(knownMethod(incoming.method), 1);
    },
    ended({ incoming, route, status, fault }, ms) {
      const method = knownMethod(incoming.method);
      active.change(method, -1);
      durationOf(method, route, status).observe(ms / 1000);
      if (fault instanceof TotalError) errors.inc({ code: fault.code, ...routeLabel(route) });
    },
    refused({ incoming, status, ms }) {
      const method = incoming === undefined ? OTHER_METHOD : knownMethod(incoming.method);
      durationOf(method, undefined, status).observe(ms / 1000);
    },
  };
}

function durations(
  registry: Registry,
): (method: string, route: string | undefined, status: number) => Series {
  const seriesOfRoute = new Map<string | undefined, Map<string, Series>>();
  const histogram = new Histogram({
    name: "http_server_request_duration_seconds",
    help: "Duration of HTTP requests, to the end of their answers; status 499 is a request whose answer never reached the wire",
    labelNames: [
      "http_request_method",
      "http_route",
      "http_response_status_code",
      "url_scheme",
      "error_type",
    ],
    buckets: REQUEST_BUCKETS_S,
    registers: [registry],
    collect() {
      for (const allSeries of seriesOfRoute.values()) {
        for (const series of allSeries.values()) series.flush();
      }
    },
  });
  return (method, route, status) => {
    let allSeries = seriesOfRoute.get(route);
    if (allSeries === undefined) seriesOfRoute.set(route, (allSeries = new Map()));
    const key = `${method}${status}`;
    let series = allSeries.get(key);
    if (series === undefined) {
      series = new Series(histogram, {
        http_request_method: method,
        ...routeLabel(route),
        http_response_status_code: String(status),
        url_scheme: "http",
        ...(status >= 500 && { error_type: String(status) }),
      });
      allSeries.set(key, series);
    }
    return series;
  };
}

function activeRequests(registry: Registry): { change(method: string, by: 1 | -1): void } {
  const counts = new Map([["GET", 0]]);
  const gauge = new Gauge({
    name: "http_server_active_requests",
    help: "HTTP requests whose answers have not ended",
    labelNames: ["http_request_method", "url_scheme"],
    registers: [],
    collect() {
      for (const [method, count] of counts) {
        this.set({ http_request_method: method, url_scheme: "http" }, count);
      }
    },
  });
  registry.registerMetric(gauge);
  return { change: (method, by) => void counts.set(method, (counts.get(method) ?? 0) + by) };
}

function routeLabel(route: string | undefined): { http_route?: string } {
  return route === undefined ? {} : { http_route: route };
}
