/** The kernel with its lid off: sums that lie in its memory already and pay for no copy. */
import { readFileSync } from "node:fs";

const GENERATED = new URL("../src/kernel/workbench.generated.ts", import.meta.url);
const PAGE_BYTES = 65_536;

/**
 * @typedef {object} Workbench
 * @property {WebAssembly.Memory} memory
 * @property {(pointer: number, count: number) => void} addDoubles
 * @property {() => number} takeRounded
 * @property {(pointer: number, count: number) => number} plainSimdSum
 */

/** @param {Float64Array} numbers put into its memory beforehand */
export function kernelInPlace(numbers) {
  const { kernel, pointer } = holding(numbers);
  return () => {
    kernel.addDoubles(pointer, numbers.length);
    return kernel.takeRounded();
  };
}

/** @param {Float64Array} numbers put into its memory beforehand, a multiple of 8 of them */
export function plainSimdInPlace(numbers) {
  const { kernel, pointer } = holding(numbers);
  return () => kernel.plainSimdSum(pointer, numbers.length);
}

/** @param {Float64Array} numbers */
function holding(numbers) {
  const base64 = /"([A-Za-z0-9+/=]+)"/.exec(readFileSync(GENERATED, "utf8"))?.[1] ?? "";
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(base64, "base64")));
  const kernel = /** @type {Workbench} */ (/** @type {unknown} */ (exports));
  const pointer = kernel.memory.buffer.byteLength;
  kernel.memory.grow(Math.ceil(numbers.byteLength / PAGE_BYTES));
  new Float64Array(kernel.memory.buffer, pointer, numbers.length).set(numbers);
  return { kernel, pointer };
}
