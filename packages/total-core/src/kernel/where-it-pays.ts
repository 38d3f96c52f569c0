import { kernelLoader } from "./load.js";
import { kernelMemory, type KernelMemory } from "./memory.js";

/** In smaller pieces the call costs more than it saves. */
const LEAST_PIECE_BYTES = 256;

/** Making a kernel takes 2 to 3 ms in a process that has just begun, in which the TypeScript decoders read as much as this. */
const LEAST_SOURCE_BYTES = 32_768;

/**
 * The one kernel that all decoders share: between two calls it holds nothing of any of them. It is made when it first pays.
 * @param pieceBytes how long the piece is that is to be read now
 * @param sourceBytes how much of its source there has been with it
 * @returns undefined where it does not pay or cannot run
 */
export type KernelWhereItPays<Kernel> = (pieceBytes: number, sourceBytes: number) => Kernel | undefined;

/** @param wasm base64, as assembly/build.js writes it */
export function kernelWhereItPays<Exports extends object, Kernel>(
  wasm: string,
  newKernel: (exports: Exports, memory: KernelMemory) => Kernel,
): KernelWhereItPays<Kernel> {
  const load = kernelLoader<Exports>(wasm, () => kernelMemory()?.imports);
  let kernel: Kernel | undefined;
  return (pieceBytes, sourceBytes) => {
    if (pieceBytes < LEAST_PIECE_BYTES) return undefined;
    if (kernel === undefined && sourceBytes >= LEAST_SOURCE_BYTES) {
      const exports = load();
      if (exports !== undefined) kernel = newKernel(exports, kernelMemory()!);
    }
    return kernel;
  };
}
