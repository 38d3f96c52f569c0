/**
 * Metrics, in Prometheus's text format.
 *
 * prom-client costs a third of the CPU of OpenTelemetry's sdk-metrics with its exporter: the app's README has the measurement, and the reasons
 * against it. The package goes on as @prometheus-io/client, which needs Node 22.
 */
import { collectDefaultMetrics, Counter, Registry } from "prom-client";
import { requestMetrics } from "./request-metrics.js";
import type { RequestObserver } from "./seen-requests.js";
import { totalMetrics, type TotalMetrics } from "./total-metrics.js";

export interface Metrics {
  readonly requests: RequestObserver;
  readonly totals: TotalMetrics;
  /** The media type of {@link text}. */
  readonly contentType: string;
  text(): Promise<string>;
}

export interface MetricsOptions {
  /** Whether to include the process and its event loop. @default false */
  readonly ofProcess?: boolean;
  /** How many lines of the log have been dropped so far. @default none */
  readonly droppedLogLines?: () => number;
}

/** Gauges with names of counters. prom-client has their values by type too. */
const MISNAMED = [
  "nodejs_active_handles_total",
  "nodejs_active_requests_total",
  "nodejs_active_resources_total",
];

export function createMetrics({
  ofProcess = false,
  droppedLogLines = () => 0,
}: MetricsOptions = {}): Metrics {
  const registry = new Registry();
  if (ofProcess) {
    collectDefaultMetrics({ register: registry });
    for (const name of MISNAMED) registry.removeSingleMetric(name);
  }
  registry.registerMetric(
    new Counter({
      name: "dlg_log_lines_dropped_total",
      help: "Lines of the log that were dropped, because too many waited to be read",
      registers: [],
      collect() {
        this.reset();
        this.inc(droppedLogLines());
      },
    }),
  );
  return {
    requests: requestMetrics(registry),
    totals: totalMetrics(registry),
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}
