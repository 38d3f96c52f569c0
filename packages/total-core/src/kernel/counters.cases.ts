/** Workbenches of kernels (assembly/workbench), in the memory that all share: their counters can be set to just before their bounds. */
import { kernelLoader } from "./load.js";
import { kernelMemory } from "./memory.js";

export function workbench<Exports extends object>(wasm: string): Exports {
  return kernelLoader<Exports>(wasm, () => kernelMemory()!.imports)()!;
}

/** The numbers that surround a counter's bound, the bound too. */
export function around(bound: number): number[] {
  return [bound - 2, bound - 1, bound, bound + 1, bound + 2];
}
