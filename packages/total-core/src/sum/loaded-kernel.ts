/**
 * The kernel of long lists, where a module that has one is loaded. `sum-precise` and `totalOf` ask here and import none, so that they are small alone, and as
 * fast as `total` beside it.
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

/** Up to this length TypeScript is done before the kernel would have begun; beyond it the kernel is faster, whatever the numbers. */
export const LONGEST_FOR_TYPESCRIPT = 32;

/** The kernel for a list of this length; `undefined` also where the list is not worth it. */
export function kernelFor(
  length: number,
  longestForTypescript: number = LONGEST_FOR_TYPESCRIPT,
): BinaryKernel | undefined {
  return length > longestForTypescript ? loadedKernel() : undefined;
}
