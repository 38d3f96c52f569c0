import { TotalError, type Batch, type NumbersApi } from "@dlg/total-core";
import { expect, test } from "vitest";
import { valueOf } from "../testing/telemetry.js";
import { numbersOf, testClock } from "../testing/test-app.js";
import { watchNumbers } from "../watched-numbers.js";
import { createMetrics } from "./metrics.js";
import { timedTotals } from "./timed-totals.js";

function timing(numbers: NumbersApi, clock = testClock()) {
  const metrics = createMetrics();
  return {
    metrics,
    clock,
    totals: (signal?: AbortSignal) =>
      timedTotals(
        watchNumbers(numbers, clock.now),
        { signal },
        { clock, metrics: metrics.totals, source: "numbers_api" },
      ),
  };
}

const csv = (text: string): Batch => ({
  bytes: new TextEncoder().encode(text),
  format: "csv",
  column: ["a", "c"],
});
const bytes = (text: string): Batch => ({ bytes: new TextEncoder().encode(text), format: "text" });

test("tells waiting and adding apart, and what was added", async () => {
  const clock = testClock();
  const { totals, metrics } = timing(
    {
      async *numbers() {
        clock.passMs(200);
        yield [1, 2];
        clock.passMs(50);
        yield bytes("40");
      },
    },
    clock,
  );
  const done = await totals();
  expect(done.columns.map(({ total }) => total.toString())).toEqual(["43"]);
  expect(done).toMatchObject({ fetchMs: 250, sumMs: 0 });
  const text = await metrics.text();
  const from = { source: "numbers_api" };
  expect(valueOf(text, "dlg_fetch_duration_seconds_sum", from)).toBe(0.25);
  expect(valueOf(text, "dlg_fetch_duration_seconds_count", from)).toBe(1);
  expect(valueOf(text, "dlg_sum_duration_seconds_sum", from)).toBe(0);
  expect(valueOf(text, "dlg_sum_duration_seconds_count", from)).toBe(1);
  expect(valueOf(text, "dlg_numbers_summed_total", from)).toBe(3);
  expect(valueOf(text, "dlg_bytes_summed_total", from)).toBe(2);
  expect(valueOf(text, "dlg_numbers_summed_total", { source: "body" })).toBe(0);
  expect(valueOf(text, "dlg_upstream_retries_total")).toBe(0);
});

test("of several columns are one in the metrics, with the numbers of all", async () => {
  const { totals, metrics } = timing(numbersOf([csv("a,b,c\n1,,3\n"), csv("4,,\n")]));
  const { columns } = await totals();
  expect(columns.map(({ column, total, empty }) => [column, total.toString(), empty])).toEqual([
    ["a", "5", 0],
    ["c", "3", 1],
  ]);
  const text = await metrics.text();
  const from = { source: "numbers_api" };
  expect(valueOf(text, "dlg_sum_duration_seconds_count", from)).toBe(1);
  expect(valueOf(text, "dlg_numbers_summed_total", from)).toBe(3);
  expect(valueOf(text, "dlg_bytes_summed_total", from)).toBe(15);
});

test("is in flight until it ends", async () => {
  const inFlight = async () =>
    valueOf(await metrics.text(), "dlg_totals_in_flight", { source: "numbers_api" });
  const { totals, metrics } = timing({
    async *numbers() {
      expect(await inFlight()).toBe(1);
      yield [1];
    },
  });
  expect(await inFlight()).toBe(0);
  await totals();
  expect(await inFlight()).toBe(0);
});

test("counts one that fails too, with what it had added", async () => {
  const fault = new TotalError("SOURCE_UNAVAILABLE", { expected: "more", got: "nothing" });
  const { totals, metrics } = timing(numbersOf([[1, 2, 3]], fault));
  await expect(totals()).rejects.toBe(fault);
  const text = await metrics.text();
  expect(valueOf(text, "dlg_numbers_summed_total")).toBe(3);
  expect(valueOf(text, "dlg_sum_duration_seconds_count")).toBe(1);
  expect(valueOf(text, "dlg_totals_in_flight")).toBe(0);
});

test("one that is cancelled has waited until then, not added", async () => {
  const silent = { next: () => new Promise<never>(() => {}) };
  const { totals, metrics, clock } = timing({ numbers: () => ({ [Symbol.asyncIterator]: () => silent }) });
  const leaving = new AbortController();
  const outcome = totals(leaving.signal);
  clock.passMs(3000);
  leaving.abort(new Error("enough"));
  await expect(outcome).rejects.toThrow("enough");
  const text = await metrics.text();
  expect(valueOf(text, "dlg_fetch_duration_seconds_sum")).toBe(3);
  expect(valueOf(text, "dlg_sum_duration_seconds_sum")).toBe(0);
});
