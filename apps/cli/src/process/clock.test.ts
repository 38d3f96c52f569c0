import { expect, test, vi } from "vitest";
import { systemClock } from "./clock.js";

test("seconds become milliseconds", () => {
  expect(systemClock(() => 1.5).now()).toBe(1500);
});

test("work is done again and again, until it is stopped", () => {
  vi.useFakeTimers();
  try {
    const work = vi.fn<() => void>();
    const stop = systemClock(() => 0).every(100, work);
    vi.advanceTimersByTime(350);
    stop();
    vi.advanceTimersByTime(1000);
    expect(work).toHaveBeenCalledTimes(3);
  } finally {
    vi.useRealTimers();
  }
});
