/** Turns the bytes of a kernel, which travel inside the source, into functions. */

export interface KernelLoader<Exports extends object> {
  /** The one instance that everyone shares, made when first asked for. */
  shared(): Exports | undefined;
  /** Another instance, with a memory of its own. */
  fresh(): Exports | undefined;
}

const HOST_IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/**
 * Compiles nothing before a function of the kernel is asked for, and at most once: the outcome is remembered.
 *
 * Both functions return undefined where there is no WebAssembly, none with SIMD, where a Content-Security-Policy without
 * `'wasm-unsafe-eval'` forbids to compile, or where there is no memory for an instance: the TypeScript implementation takes over.
 * There is one sure test of all that, which is to try. Compiling is synchronous, so that `total()` can be.
 * @param wasm base64, as assembly/build.js writes it
 * @param hostIsLittleEndian whether typed arrays have the byte order of WebAssembly; where not, there is no kernel either
 */
export function kernelLoader<Exports extends object>(
  wasm: string,
  hostIsLittleEndian: boolean = HOST_IS_LITTLE_ENDIAN,
): KernelLoader<Exports> {
  const module = once(() => (hostIsLittleEndian ? new WebAssembly.Module(bytesFromBase64(wasm)) : undefined));
  const fresh = (): Exports | undefined => {
    const compiled = module();
    return compiled && unlessItThrows(() => new WebAssembly.Instance(compiled).exports as Exports);
  };
  return { shared: once(fresh), fresh };
}

function once<T>(make: () => T | undefined): () => T | undefined {
  let made: { readonly result: T | undefined } | undefined;
  return () => (made ??= { result: unlessItThrows(make) }).result;
}

function unlessItThrows<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
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
