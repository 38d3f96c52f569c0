/** The kernel's inner sums, on numbers that are in its memory already: no copy is measured. */
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
// The bundler that tsup brings.
const { build } = createRequire(require.resolve("tsup"))("esbuild");
const { outputFiles } = await build({
  stdin: {
    contents: `
      export { wasm } from "./src/kernel/binary-workbench.generated.ts";
      export { bytesFromSpelling } from "./src/basics/spelled-bytes.ts";
    `,
    resolveDir: fileURLToPath(new URL("..", import.meta.url)),
  },
  bundle: true,
  write: false,
  format: "esm",
});
const { wasm, bytesFromSpelling } = await import(
  `data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`
);
const PAGE_BYTES = 65_536;
/** Pages for the kernel's own data. */
const KERNEL_PAGES = 2;

/**
 * @typedef {object} Workbench
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

/** @param {Float64Array} numbers put into its memory beforehand; their count is a multiple of 8 */
export function plainSimdInPlace(numbers) {
  const { kernel, pointer } = holding(numbers);
  return () => kernel.plainSimdSum(pointer, numbers.length);
}

/** @param {Float64Array} numbers */
function holding(numbers) {
  const pointer = KERNEL_PAGES * PAGE_BYTES;
  const memory = new WebAssembly.Memory({
    initial: KERNEL_PAGES + Math.ceil(numbers.byteLength / PAGE_BYTES),
  });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytesFromSpelling(wasm)), {
    env: { memory, buffers: pointer },
  });
  const kernel = /** @type {Workbench} */ (/** @type {unknown} */ (exports));
  new Float64Array(memory.buffer, pointer, numbers.length).set(numbers);
  return { kernel, pointer };
}
