/** Which implementation adds, in runtimes with and without WebAssembly. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { seededRandom } from "../testing/numbers.js";
import { oracleTotal } from "../testing/oracle.js";

const random = seededRandom(1);
const LONG = Float64Array.from({ length: 10_000 }, () => (random() - 0.5) * 2 ** (600 * random()));
const TOTAL = oracleTotal(LONG);

beforeEach(() => vi.resetModules());
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** The modules as they are when a program starts: nothing is compiled, nothing remembered. */
async function fresh() {
  const { binaryKernel } = await import("../kernel/binary.js");
  const { sumOfIntegers } = await import("../sum/typed-arrays.js");
  const { total } = await import("../total/in-memory.js");
  return { binaryKernel, sumOfIntegers, total };
}

async function expectRightTotals() {
  const { sumOfIntegers, total } = await fresh();
  expect(total(LONG)).toBe(TOTAL);
  expect(total([...LONG])).toBe(TOTAL);
  expect(total(new Float32Array(1000).fill(0.5))).toBe(500);
  expect(BigInt(sumOfIntegers(new Uint32Array(1000).fill(2 ** 32 - 1)))).toBe(1000n * (2n ** 32n - 1n));
  expect(sumOfIntegers(new BigInt64Array(1000).fill(-(2n ** 63n)))).toBe(-1000n * 2n ** 63n);
}

test("the kernel is compiled for the first list that is worth it, and once", async () => {
  const compile = vi.spyOn(WebAssembly, "Module");
  const { total } = await fresh();
  total(new Float64Array(32).fill(0.1));
  expect(compile).not.toHaveBeenCalled();
  expect(total(LONG)).toBe(TOTAL);
  expect(total([...LONG])).toBe(TOTAL);
  expect(compile).toHaveBeenCalledOnce();
});

test("no WebAssembly: the TypeScript implementation, and the same totals", async () => {
  vi.stubGlobal("WebAssembly", undefined);
  expect((await fresh()).binaryKernel()).toBeUndefined();
  await expectRightTotals();
});

test.each([
  ["a Content-Security-Policy forbids to compile", new EvalError("'wasm-unsafe-eval' is not allowed")],
  ["the engine knows no SIMD", new WebAssembly.CompileError("Wasm SIMD unsupported")],
])("%s: the TypeScript implementation, and it is tried once", async (_why, refusal) => {
  const compile = vi.fn<() => void>(function refuse() {
    throw refusal;
  });
  vi.stubGlobal("WebAssembly", { Module: compile });
  expect((await fresh()).binaryKernel()).toBeUndefined();
  await expectRightTotals();
  expect(compile).toHaveBeenCalledOnce();
});

test("no memory for an instance: the TypeScript implementation", async () => {
  vi.stubGlobal("WebAssembly", {
    Module: WebAssembly.Module,
    Instance: vi.fn<() => void>(function refuse() {
      throw new RangeError(
        "WebAssembly.Instance(): Out of memory: Cannot allocate Wasm memory for new instance",
      );
    }),
  });
  expect((await fresh()).binaryKernel()).toBeUndefined();
  await expectRightTotals();
});
