/**
 * Metrics, in Prometheus's text format.
 *
 * By prom-client rather than OpenTelemetry's sdk-metrics with its exporter, at a third of the CPU for each request: the README beside the sources
 * has the measurement, and what speaks against it. It is called @prometheus-io/client now, and by that name wants Node 22.
 */
import { collectDefaultMetrics, Counter, Registry } from "prom-client";
import { requestMetrics } from "./request-metrics.js";
import type { RequestObserver } from "./seen-requests.js";
import { totalMetrics, type TotalMetrics } from "./total-metrics.js";

export interface Metrics {
  readonly requests: RequestObserver;
  readonly totals: TotalMetrics;
  /** Of the text that {@link text} gives. */
  readonly contentType: string;
  text(): Promise<string>;
}

export interface MetricsOptions {
  /** Whether the process and its event loop are watched too. @default false */
  readonly ofProcess?: boolean;
  /** How many lines of the log were dropped so far. @default none ever are */
  readonly droppedLogLines?: () => number;
}

/** Gauges that are named like counters. What they sum up is there by type. */
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
