import { describe, expect, test } from "vitest";
import { backoffMs, retryAfterMs } from "./retry.js";

describe("backoffMs", () => {
  test("doubles with each try, and half of it is left to chance", () => {
    expect([1, 2, 3, 4].map((tries) => backoffMs(tries, 0))).toEqual([50, 100, 200, 400]);
    expect([1, 2, 3, 4].map((tries) => backoffMs(tries, 1))).toEqual([100, 200, 400, 800]);
  });

  test("is ten seconds at most", () => {
    expect(backoffMs(2000, 1)).toBe(10_000);
  });
});

describe("retryAfterMs", () => {
  const now = Date.parse("2026-01-02T03:04:05Z");
  test.each([
    ["0", 0],
    ["120", 120_000],
    ["Fri, 02 Jan 2026 03:04:15 GMT", 10_000],
    ["Friday, 02-Jan-26 03:04:15 GMT", 10_000],
    ["Fri, 02 Jan 2026 03:04:00 GMT", 0],
    ["", undefined],
    ["-1", undefined],
    ["1.5", undefined],
    ["1e3", undefined],
    ["2027", 2_027_000],
    ["2027-01-01", undefined],
    ["Fri, 99 Foo", undefined],
    [undefined, undefined],
  ])("%j is %j ms", (value, ms) => {
    expect(retryAfterMs(value, now)).toBe(ms);
  });
});
