/** The plain WASM SIMD sum: the numbers are put into its memory beforehand, so that it pays for no copy. */
const PAGE_BYTES = 65_536;

/**
 * @param {Float64Array} numbers
 * @returns {Promise<() => number>} sums them
 */
export async function plainSimdSum(numbers) {
  const pages = Math.ceil(numbers.byteLength / PAGE_BYTES) + 1;
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(await compiled(pages)), {
    env: { memory },
  });
  const sum = /** @type {(start: number, count: number) => number} */ (exports["sum"]);
  new Float64Array(memory.buffer, PAGE_BYTES, numbers.length).set(numbers);
  return () => sum(PAGE_BYTES, numbers.length);
}

/**
 * @param {number} pages of memory that it is given
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
async function compiled(pages) {
  const { default: asc } = await import("assemblyscript/asc");
  let wasm = new Uint8Array();
  const { error, stderr } = await asc.main(
    [
      "plain-simd.as.ts",
      `--baseDir=${import.meta.dirname}`,
      "--outFile=plain-simd.wasm",
      "-O3",
      "--noAssert",
      "--enable=simd",
      "--runtime=stub",
      "--importMemory",
      `--initialMemory=${pages}`,
      `--maximumMemory=${pages}`,
    ],
    { writeFile: (_name, contents) => void (wasm = Uint8Array.from(/** @type {Uint8Array} */ (contents))) },
  );
  if (error) throw new Error(`plain-simd.as.ts: ${stderr.toString()}`, { cause: error });
  return wasm;
}
