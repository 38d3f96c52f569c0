/** Loads a kernel, whose bytes are part of the source. */
import { HOST_IS_LITTLE_ENDIAN } from "../basics/byte-order.js";
import { once, unlessItThrows } from "../basics/attempt.js";
import { bytesFromSpelling } from "../basics/spelled-bytes.js";

/**
 * Returns a function that gives the one instance of a kernel. The first call compiles it, and later calls return the same outcome.
 *
 * The outcome is `undefined` where there is no WebAssembly, or none with SIMD, where a Content-Security-Policy without `'wasm-unsafe-eval'` forbids
 * compiling, and where there is no memory for an instance: then the TypeScript implementation takes over. The only sure test is to try. Compiling is
 * synchronous, so that `total()` can be.
 * @param wasm its bytes, as scripts/spell-bytes.js spells them
 * @param imports what the kernel imports; `undefined` where that cannot be had
 * @param hostIsLittleEndian whether typed arrays have the byte order of WebAssembly; without it there is no kernel
 */
export function kernelLoader<Exports extends object>(
  wasm: string,
  imports: () => WebAssembly.Imports | undefined,
  hostIsLittleEndian: boolean = HOST_IS_LITTLE_ENDIAN,
): () => Exports | undefined {
  return once(instanceMaker<Exports>(wasm, imports, hostIsLittleEndian));
}

/** As {@link kernelLoader}, but each call gives a new instance, of what the first one compiled. */
export function instanceMaker<Exports extends object>(
  wasm: string,
  imports: () => WebAssembly.Imports | undefined,
  hostIsLittleEndian: boolean = HOST_IS_LITTLE_ENDIAN,
): () => Exports | undefined {
  const compiled = once(() => {
    return hostIsLittleEndian ? new WebAssembly.Module(bytesFromSpelling(wasm)) : undefined;
  });
  return () => {
    const module = compiled();
    const imported = module && imports();
    if (module === undefined || imported === undefined) return undefined;
    return unlessItThrows(() => new WebAssembly.Instance(module, imported).exports as Exports);
  };
}
