import { afterEach, expect, test } from "vitest";
import getPolyfillByDefault, { getPolyfill } from "./polyfill.js";
import shimByDefault, { shim } from "./shim.js";
import * as all from "./index.js";
import { sumPrecise } from "./implementation.js";

const own = Object.getOwnPropertyDescriptor(Math, "sumPrecise");

function define(value: unknown): void {
  Object.defineProperty(Math, "sumPrecise", { value, writable: true, enumerable: false, configurable: true });
}

const now = (): unknown => (Math as unknown as Record<string, unknown>)["sumPrecise"];

afterEach(() => {
  Reflect.deleteProperty(Math, "sumPrecise");
  if (own !== undefined) Object.defineProperty(Math, "sumPrecise", own);
});

const naive = (items: Iterable<number>): number => [...items].reduce((a, b) => a + b, -0);

test.each<readonly [string, unknown]>([
  ["absent", undefined],
  ["no function", 5],
  ["one that rounds in between", naive],
  ["one whose sum of nothing is 0", (items: Iterable<number>) => sumPrecise(items) || 0],
  [
    "one that rounds negative sums away from zero",
    (items: Iterable<number>) => sumPrecise([...items, -1e-300]),
  ],
  ["one that takes bigints", (items: Iterable<number>) => sumPrecise([...items].map(Number))],
  [
    "one that throws",
    () => {
      throw new Error("not implemented");
    },
  ],
])("%s: Math.sumPrecise is ours then", (_what, before) => {
  define(before);
  if (before === undefined) Reflect.deleteProperty(Math, "sumPrecise");
  expect(getPolyfill()).toBe(sumPrecise);
  expect(now()).toBe(before);
  expect(shim()).toBe(sumPrecise);
  const expected = { value: sumPrecise, writable: true, enumerable: false, configurable: true };
  expect(Object.getOwnPropertyDescriptor(Math, "sumPrecise")).toEqual(expected);
});

const right = (items: Iterable<number>): number => sumPrecise(items);

test("one that adds up stays", () => {
  define(right);
  expect(getPolyfill()).toBe(right);
  expect(shim()).toBe(right);
  expect(now()).toBe(right);
});

test("auto: to import it is enough", async () => {
  Reflect.deleteProperty(Math, "sumPrecise");
  await import("./auto.js");
  expect(Math.sumPrecise([0.1, 0.2, 0.3])).toBe(0.6);
});

test("the shape of es-shims", () => {
  expect(all.default).toBe(sumPrecise);
  expect(all).toMatchObject({ implementation: sumPrecise, sumPrecise, getPolyfill, shim });
  expect([getPolyfillByDefault, shimByDefault]).toEqual([getPolyfill, shim]);
});
