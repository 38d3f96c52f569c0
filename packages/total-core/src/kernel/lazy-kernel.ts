import { kernelLoader } from "./load.js";
import { kernelMemory, type KernelMemory } from "./memory.js";

/** In smaller pieces the call costs more than it saves. */
const LEAST_PIECE_BYTES = 256;

/** Making a kernel takes 2 to 3 ms in a fresh process. The TypeScript decoders read this many bytes in that time. */
const LEAST_SOURCE_BYTES = 32_768;

/**
 * The one kernel that all decoders share: it keeps no input between two calls. It is made when it first pays.
 * @param pieceBytes the length of the piece that is to be read now
 * @param sourceBytes how many bytes the source has had so far, this piece included
 * @returns undefined where it does not pay or cannot run, and once a call of it was cut short
 */
export type LazyKernel<Kernel> = (pieceBytes: number, sourceBytes: number) => Kernel | undefined;

/** @param wasm its bytes, as scripts/spell-bytes.js spells them */
export function lazyKernel<Exports extends object, Kernel extends { readonly isCutShort: boolean }>(
  wasm: string,
  newKernel: (exports: Exports, memory: KernelMemory) => Kernel,
): LazyKernel<Kernel> {
  const load = kernelLoader<Exports>(wasm, () => kernelMemory()?.imports);
  let kernel: Kernel | undefined;
  return (pieceBytes, sourceBytes) => {
    if (pieceBytes < LEAST_PIECE_BYTES) return undefined;
    if (kernel === undefined && sourceBytes >= LEAST_SOURCE_BYTES) {
      const exports = load();
      if (exports !== undefined) kernel = newKernel(exports, kernelMemory()!);
    }
    return kernel?.isCutShort === true ? undefined : kernel;
  };
}
