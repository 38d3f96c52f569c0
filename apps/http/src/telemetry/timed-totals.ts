import { totalsOf, type ColumnTotal, type Progress, type TotalOfOptions } from "@dlg/total-core";
import type { WatchedNumbers } from "../watched-numbers.js";
import type { Clock } from "./clock.js";
import type { NumbersSource, TotalMetrics } from "./total-metrics.js";

export interface TimedTotals {
  /** One at least: of all numbers, where these stand in no columns. */
  readonly columns: readonly ColumnTotal[];
  /** How long the totals waited for numbers, in milliseconds. */
  readonly fetchMs: number;
  /** How long they decoded and added, in milliseconds. */
  readonly sumMs: number;
}

export interface Timing {
  readonly clock: Clock;
  readonly metrics: TotalMetrics;
  readonly source: NumbersSource;
}

/** Totals numbers and measures the time. The metrics count totals that fail too, and those of several columns, in one pass, as one. */
export async function timedTotals(
  numbers: WatchedNumbers,
  options: Omit<TotalOfOptions, "onProgress">,
  { clock, metrics, source }: Timing,
): Promise<TimedTotals> {
  const endMetrics = metrics.begin(source);
  const begun = clock.now();
  let progress: Pick<Progress, "count" | "bytes"> = { count: 0, bytes: 0 };
  const times = (): { fetchMs: number; sumMs: number } => {
    const fetchMs = numbers.waitedMs();
    return { fetchMs, sumMs: clock.now() - begun - fetchMs };
  };
  try {
    const { columns } = await totalsOf(numbers.api, {
      ...options,
      onProgress(now) {
        progress = now;
      },
    });
    return { columns, ...times() };
  } finally {
    endMetrics({ ...times(), progress });
  }
}
