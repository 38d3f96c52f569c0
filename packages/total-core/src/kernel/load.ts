/** Turns the bytes of a kernel, which travel inside the source, into functions. */
import { once } from "../basics/attempt.js";

const HOST_IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/**
 * Gives the one instance that everyone shares. It is compiled when it is first asked for, and at most once: the outcome is remembered.
 *
 * That is `undefined` where there is no WebAssembly, none with SIMD, where a Content-Security-Policy without `'wasm-unsafe-eval'` forbids to
 * compile, or where there is no memory for an instance: the TypeScript implementation takes over. There is one sure test of all that, which is
 * to try. Compiling is synchronous, so that `total()` can be.
 * @param wasm base64, as assembly/build.js writes it
 * @param imports what the kernel imports; `undefined` where that cannot be had
 * @param hostIsLittleEndian whether typed arrays have the byte order of WebAssembly; where not, there is no kernel either
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
 * `Buffer` would tie it to Node, and `Uint8Array.fromBase64` is younger than the oldest Node that must run this. `Uint8Array.from`
 * with a callback would take seven times as long, two milliseconds of every start.
 */
function bytesFromBase64(base64: string): Uint8Array<ArrayBuffer> {
  const characters = atob(base64);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes;
}
