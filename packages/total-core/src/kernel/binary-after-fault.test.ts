import { expect, test, vi } from "vitest";
import type { SumInParts } from "./binary.js";

// Kernels of other tests are not to be replaced.
vi.resetModules();
const { binaryKernel } = await import("./binary.js");

const HUNDRED = Float64Array.from({ length: 100 }, (_, i) => i);
const LIST = Array.from(HUNDRED);
const SUM = 4950;

/** A sum in parts that fails, as any may where the stack ends. */
const FAILING: SumInParts = {
  add() {},
  countNotMinusZero() {},
  addScaled() {
    throw new RangeError("no more room");
  },
};

const adders: readonly (readonly [string, () => unknown])[] = [
  ["doubles", () => binaryKernel()!.sum(HUNDRED, FAILING)],
  ["floats", () => binaryKernel()!.sumOfFloats(Float32Array.from(HUNDRED), FAILING)],
  ["numbers", () => binaryKernel()!.sumOfNumbers(LIST, 0, LIST.length, FAILING)],
];

test.each(adders)("a sum of %s that nobody took is not in the next one", (_what, add) => {
  expect(add).toThrow("no more room");
  expect(binaryKernel()!.total(HUNDRED)).toBe(SUM);
  expect(add).toThrow("no more room");
  expect(binaryKernel()!.totalOfNumbers(LIST)).toBe(SUM);
  expect(add).toThrow("no more room");
  expect(binaryKernel()!.sumOfIntegers(Int32Array.from(HUNDRED), "Int32Array")).toBe(BigInt(SUM));
});

test("a total is right after others that ended with the stack", () => {
  const wide = Float64Array.from({ length: 5000 }, (_, i) => (i % 3) * 1e200 + i + 0.5);
  const lists = [HUNDRED, wide, HUNDRED.map((x) => x + 0.5)];
  const totals = lists.map((list) => binaryKernel()!.total(list));
  const found = new Set<string>();
  const totalEach = (..._padding: readonly number[]): void => {
    for (const [i, list] of lists.entries()) {
      try {
        // For a new kernel there may be too little of the stack.
        const total = binaryKernel()?.total(list) ?? totals[i];
        found.add(total === totals[i] ? "right" : "wrong");
      } catch (error) {
        found.add(error instanceof RangeError ? "none" : String(error));
      }
    }
  };
  for (let padding = 0; padding < 16; padding++) {
    let left = 60;
    const deeper = (): void => {
      try {
        deeper();
      } catch {
        // The stack ended here: from here on back there is a little more of it each time.
      }
      if (left-- > 0) totalEach(...Array<number>(padding).fill(0));
    };
    deeper();
    totalEach();
  }
  expect(found).toEqual(new Set(["right", "none"]));
});
