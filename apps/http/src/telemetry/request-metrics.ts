import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { TotalError } from "@dlg/total-core";
import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import type { Bindings } from "../answer.js";
import type { Clock } from "../clock.js";
import type { Fetch } from "../request-log.js";
import { Series } from "./series.js";

/** What OpenTelemetry advises for the durations of HTTP requests, in seconds. */
const REQUEST_BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/** nginx's number for a client that left before its answer. */
const CLIENT_LEFT = 499;

/** How Node tells of a request: a plain one, one that waits for "100 Continue", and one that expects something else. */
const REQUEST_EVENTS = ["request", "checkContinue", "checkExpectation"];

/** An answer, and what the app came to know of its request if it got to see it. */
type MeasuredAnswer = ServerResponse & { bindings?: Bindings };

export interface RequestMetrics {
  /** Watches all requests that come in from now on. The server's own listeners have to be there already. */
  watch(server: Server): void;
  /** The same fetch, whose bindings the metrics get to see. */
  around(fetch: Fetch): Fetch;
}

/**
 * The metrics of OpenTelemetry's semantic conventions for HTTP servers, and errors by code.
 *
 * They are taken at the server, not in the app, so that what the app never gets to see is counted too, and an answer's time goes on
 * until its last byte is handed over.
 */
export function requestMetrics(registry: Registry, clock: Clock): RequestMetrics {
  const durationOf = durations(registry);
  const active = activeRequests(registry);
  const errors = new Counter({
    name: "dlg_errors_total",
    help: "Requests that failed for a fault of the numbers, by its code",
    labelNames: ["code", "http_route"],
    registers: [registry],
  });

  function measure(incoming: IncomingMessage, outgoing: MeasuredAnswer): void {
    const begun = clock.now();
    const method = knownMethod(incoming.method);
    active.change(method, 1);
    let isOver = false;
    const end = (): void => {
      if (isOver) return;
      isOver = true;
      active.change(method, -1);
      const { route, fault } = outgoing.bindings ?? {};
      const status = outgoing.headersSent ? outgoing.statusCode : CLIENT_LEFT;
      durationOf(method, route, status).observe((clock.now() - begun) / 1000);
      if (fault instanceof TotalError) errors.inc({ code: fault.code, ...routeLabel(route) });
    };
    outgoing.on("close", end);
    // It waits for its turn behind another request of its connection. Node does not tell it where the connection is cut meanwhile.
    if (outgoing.socket === null) {
      incoming.on("close", () => {
        if (incoming.socket.destroyed) end();
      });
    }
  }

  return {
    watch(server) {
      for (const event of REQUEST_EVENTS) {
        // To listen to what nobody listens to would change what Node does with it.
        if (server.listenerCount(event) > 0) server.prependListener(event, measure);
      }
    },
    around: (fetch) => (request, bindings) => {
      const outgoing: MeasuredAnswer | undefined = bindings.outgoing;
      if (outgoing !== undefined) outgoing.bindings = bindings;
      return fetch(request, bindings);
    },
  };
}

function durations(
  registry: Registry,
): (method: string, route: string | undefined, status: number) => Series {
  const seriesOfRoute = new Map<string | undefined, Map<string, Series>>();
  const histogram = new Histogram({
    name: "http_server_request_duration_seconds",
    help: "Duration of HTTP requests, to the end of their answers; status 499 is a client that left before its answer began",
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

const KNOWN_METHODS: ReadonlySet<string> = new Set([
  "CONNECT",
  "DELETE",
  "GET",
  "HEAD",
  "OPTIONS",
  "PATCH",
  "POST",
  "PUT",
  "QUERY",
  "TRACE",
]);

/** A bounded number of names, whatever clients send. */
function knownMethod(method = "GET"): string {
  return KNOWN_METHODS.has(method) ? method : "_OTHER";
}
