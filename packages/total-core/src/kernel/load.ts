/** Loads a kernel, whose bytes are part of the source. */
import { HOST_IS_LITTLE_ENDIAN } from "../basics/byte-order.js";
import { once } from "../basics/attempt.js";

/**
 * Returns a function that gives the one instance of a kernel. The first call compiles it, and later calls return the same outcome.
 *
 * The outcome is `undefined` where there is no WebAssembly, or none with SIMD, where a Content-Security-Policy without `'wasm-unsafe-eval'` forbids
 * compiling, and where there is no memory for an instance: then the TypeScript implementation takes over. The only sure test is to try. Compiling is
 * synchronous, so that `total()` can be.
 * @param wasm base64, as assembly/build.js writes it
 * @param imports what the kernel imports; `undefined` where that cannot be had
 * @param hostIsLittleEndian whether typed arrays have the byte order of WebAssembly; without it there is no kernel
 */
export function kernelLoader<Exports extends object>(
  wasm: string,
  imports: () => WebAssembly.Imports | undefined,
  hostIsLittleEndian: boolean = HOST_IS_LITTLE_ENDIAN,
): () => Exports | undefined {
  return once(() => {
    if (!hostIsLittleEndian) return undefined;
    const module = new WebAssembly.Module(bytesFromBase64(wasm));
    const imported = imports();
    return imported && (new WebAssembly.Instance(module, imported).exports as Exports);
  });
}

/**
 * Browsers have no `Buffer`, and the oldest Node that must run this has no `Uint8Array.fromBase64`. `Uint8Array.from` with a callback takes seven
 * times as long, two milliseconds of every start.
 */
function bytesFromBase64(base64: string): Uint8Array<ArrayBuffer> {
  const characters = atob(base64);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes;
}
