/**
 * The kernel of long lists, where a module that has one is loaded. `sum-precise` asks here and imports none, so that it is small alone, and as fast as
 * `total` beside it.
 */
import type { BinaryKernel } from "../kernel/binary.js";

type Kernel = () => BinaryKernel | undefined;

let loaded: Kernel | undefined;

/** A module that has a kernel calls this when it is loaded. */
export function provideKernel(kernel: Kernel): void {
  loaded = kernel;
}

/** `undefined` where none is loaded, where it cannot run, and while it is in use. */
export function loadedKernel(): BinaryKernel | undefined {
  return loaded?.();
}
