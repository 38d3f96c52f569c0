import { describe, expect, test } from "vitest";
import { placesForTotals, TooManyTotals } from "./limit.js";
import { testClock } from "./testing/test-app.js";

describe("places", () => {
  test("can be taken as many times as there are, and again when they were given back", () => {
    const { take } = placesForTotals(2, () => 0);
    const giveBack = take();
    take();
    expect(() => take()).toThrow(TooManyTotals);
    expect(() => take()).toThrow("expected at most 2 totals at a time, got one more");
    giveBack();
    take();
    expect(() => take()).toThrow(TooManyTotals);
  });

  test("tell for how long none has become free", () => {
    const { now, passMs } = testClock();
    const { take, fullForMs } = placesForTotals(2, now);
    const giveBack = take();
    passMs(100);
    expect(fullForMs()).toBe(0);
    take();
    passMs(100);
    expect(fullForMs()).toBe(100);
    giveBack();
    passMs(100);
    expect(fullForMs()).toBe(0);
    take();
    expect(() => take()).toThrow(TooManyTotals);
    passMs(10);
    expect(fullForMs()).toBe(10);
  });
});
