import { totalOf, type Progress, type Total, type TotalOfOptions } from "@dlg/total-core";
import type { WatchedNumbers } from "../watched-numbers.js";
import type { Clock } from "./clock.js";
import type { NumbersSource, TotalMetrics } from "./total-metrics.js";

export interface TimedTotal {
  readonly total: Total;
  /** How long the total waited for numbers, in milliseconds. */
  readonly fetchMs: number;
  /** How long it decoded and added, in milliseconds. */
  readonly sumMs: number;
  readonly progress: Progress;
}

export interface Timing {
  readonly clock: Clock;
  readonly metrics: TotalMetrics;
  readonly source: NumbersSource;
}

/** Totals numbers and measures the time. The metrics count a total that fails too. */
export async function timedTotal(
  numbers: WatchedNumbers,
  options: Omit<TotalOfOptions, "onProgress">,
  { clock, metrics, source }: Timing,
): Promise<TimedTotal> {
  const endMetrics = metrics.begin(source);
  const begun = clock.now();
  let progress: Progress = { count: 0, bytes: 0, empty: 0, missing: 0, skipped: 0 };
  const times = (): { fetchMs: number; sumMs: number } => {
    const fetchMs = numbers.waitedMs();
    return { fetchMs, sumMs: clock.now() - begun - fetchMs };
  };
  try {
    const total = await totalOf(numbers.api, {
      ...options,
      onProgress(now) {
        progress = now;
      },
    });
    return { total, ...times(), progress };
  } finally {
    endMetrics({ ...times(), progress });
  }
}
