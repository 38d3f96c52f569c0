import type { Progress } from "@dlg/total-core";
import { Counter, Gauge, Histogram, type Registry } from "prom-client";

/** From the sum of a short list to the longest time that a numbers API may take, in seconds. */
const TOTAL_BUCKETS_S = [
  0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600,
];

/** Where the numbers of a total come from. */
export type NumbersSource = "numbers_api" | "body";

/** To be called once, when the total has ended or failed. */
export type TotalUnderWay = (end: {
  /** How long the total waited for numbers, in milliseconds. */
  readonly fetchMs: number;
  /** How long it decoded and added, in milliseconds. */
  readonly sumMs: number;
  readonly progress: Pick<Progress, "count" | "bytes">;
}) => void;

export interface TotalMetrics {
  begin(source: NumbersSource): TotalUnderWay;
  /** The numbers API is tried again. */
  retried(): void;
}

/**
 * The metrics of totals. A fetch that several requests share counts once.
 * @param limit how many totals of each source may be under way
 */
export function totalMetrics(registry: Registry, limit: number): TotalMetrics {
  const labelNames = ["source"] as const;
  const registers = [registry];
  const inFlight = new Gauge({
    name: "dlg_totals_in_flight",
    help: "Totals under way",
    labelNames,
    registers,
  });
  const limits = new Gauge({
    name: "dlg_totals_limit",
    help: "How many totals may be under way",
    labelNames,
    registers,
  });
  const fetchDurations = new Histogram({
    name: "dlg_fetch_duration_seconds",
    help: "How long the numbers of a total were waited for",
    labelNames,
    buckets: TOTAL_BUCKETS_S,
    registers,
  });
  const sumDurations = new Histogram({
    name: "dlg_sum_duration_seconds",
    help: "How long the numbers of a total were decoded and added for",
    labelNames,
    buckets: TOTAL_BUCKETS_S,
    registers,
  });
  const numbers = new Counter({
    name: "dlg_numbers_summed_total",
    help: "Numbers added, those of totals that failed later among them",
    labelNames,
    registers,
  });
  const bytes = new Counter({
    name: "dlg_bytes_summed_total",
    help: "Bytes of encoded numbers read, decompressed",
    labelNames,
    registers,
  });
  const retries = new Counter({
    name: "dlg_upstream_retries_total",
    help: "Tries of the numbers API after the first of a fetch",
    registers,
  });
  for (const source of ["numbers_api", "body"] satisfies NumbersSource[]) {
    inFlight.set({ source }, 0);
    limits.set({ source }, limit);
    fetchDurations.zero({ source });
    sumDurations.zero({ source });
    numbers.inc({ source }, 0);
    bytes.inc({ source }, 0);
  }

  return {
    begin(source) {
      inFlight.inc({ source });
      return ({ fetchMs, sumMs, progress }) => {
        inFlight.dec({ source });
        fetchDurations.observe({ source }, fetchMs / 1000);
        sumDurations.observe({ source }, sumMs / 1000);
        numbers.inc({ source }, progress.count);
        bytes.inc({ source }, progress.bytes);
      };
    },
    retried: () => retries.inc(),
  };
}
