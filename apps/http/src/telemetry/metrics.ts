/**
 * Metrics, in Prometheus's text format.
 *
 * prom-client costs a third of the CPU of OpenTelemetry's sdk-metrics with its exporter: the app's README has the measurement, and the reasons
 * against it. The package goes on as @prometheus-io/client, which needs Node 22.
 */
import { collectDefaultMetrics, Counter, Gauge, Registry } from "prom-client";
import packageJson from "../../package.json" with { type: "json" };
import { requestMetrics } from "./request-metrics.js";
import type { RequestObserver } from "./seen-requests.js";
import { totalMetrics, type TotalMetrics } from "./total-metrics.js";

export interface Metrics {
  readonly requests: RequestObserver;
  readonly totals: TotalMetrics;
  readonly connectionDropped: () => void;
  /** The media type of {@link text}. */
  readonly contentType: string;
  text(): Promise<string>;
}

export interface MetricsOptions {
  /** Whether to include the process and its event loop. @default false */
  readonly ofProcess?: boolean;
  /** How many lines of the log have been dropped so far. @default none */
  readonly droppedLogLines?: () => number;
  /** How often traces have been lost so far. @default never */
  readonly traceFaults?: () => number;
  /** The commit that was built, where it is known. */
  readonly commit?: string | undefined;
  /** How many totals of each source may be under way. @default 64 */
  readonly maxConcurrentTotals?: number;
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
  traceFaults = () => 0,
  commit,
  maxConcurrentTotals = 64,
}: MetricsOptions = {}): Metrics {
  const registry = new Registry();
  const process = ofProcess ? processMetrics() : undefined;
  buildInfo(registry, commit);
  countedElsewhere(
    registry,
    "dlg_log_lines_dropped_total",
    "Lines of the log that were dropped, because too many waited to be read",
    droppedLogLines,
  );
  countedElsewhere(
    registry,
    "dlg_trace_faults_total",
    "Faults on the way of traces to their collector, by which spans may have been lost",
    traceFaults,
  );
  const droppedConnections = new Counter({
    name: "dlg_connections_dropped_total",
    help: "Connections that were closed, because as many were open as may be",
    registers: [registry],
  });
  return {
    requests: requestMetrics(registry),
    totals: totalMetrics(registry, maxConcurrentTotals),
    connectionDropped: () => droppedConnections.inc(),
    contentType: registry.contentType,
    async text() {
      const texts = await Promise.all([process?.(), registry.metrics()]);
      return texts.filter((text) => text !== undefined).join("\n");
    },
  };
}

/** A look at the process is shown again for as many times the time that it took, and for a second at most. */
const SHOWN_TIMES = 20;
const SHOWN_MAX_MS = 1000;

/**
 * The metrics of the process and its event loop.
 *
 * To count its files and handles takes 4 ms for 1,000 connections: clients that ask again and again could take all time.
 */
function processMetrics(): () => Promise<string> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const name of MISNAMED) registry.removeSingleMetric(name);
  let shown: Promise<string> | undefined;
  let shownUntil = 0;
  return () => {
    const begun = performance.now();
    if (shown === undefined || begun >= shownUntil) {
      shownUntil = Infinity;
      shown = registry.metrics().finally(() => {
        const now = performance.now();
        shownUntil = now + Math.min(SHOWN_MAX_MS, SHOWN_TIMES * (now - begun));
      });
    }
    return shown;
  };
}

function buildInfo(registry: Registry, commit: string | undefined): void {
  const labels = { version: packageJson.version, node: process.versions.node, ...(commit && { commit }) };
  const gauge = new Gauge({
    name: "dlg_build_info",
    help: "Always 1; its labels are the version of the service, the commit where it is known, and the version of Node",
    labelNames: Object.keys(labels),
    registers: [registry],
  });
  gauge.set(labels, 1);
}

function countedElsewhere(registry: Registry, name: string, help: string, count: () => number): void {
  const counter = new Counter({
    name,
    help,
    registers: [],
    collect() {
      this.reset();
      this.inc(count());
    },
  });
  registry.registerMetric(counter);
}
