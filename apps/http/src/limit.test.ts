import { expect, test } from "vitest";
import { limitTotals, TooManyTotals } from "./limit.js";

test("as many places can be taken as there are, and taken again when they were given back", () => {
  const take = limitTotals(2);
  const giveBack = take();
  take();
  expect(() => take()).toThrow(TooManyTotals);
  expect(() => take()).toThrow("expected at most 2 totals at a time, got one more");
  giveBack();
  take();
  expect(() => take()).toThrow(TooManyTotals);
});
