/** The binary kernel with its tiers laid open, in a memory of its own. */
import { LIMB_BITS, LIMBS, LIMBS_LENGTH } from "../kernel/binary.generated.js";
import { wasm } from "../kernel/binary-workbench.generated.js";
import type { BinaryKernelExports } from "../kernel/binary.js";
import { kernelLoader } from "../kernel/load.js";

/** The functions of assembly/workbench/binary.ts. */
export interface BinaryWorkbench extends BinaryKernelExports {
  fieldOfHighFor(leastField: number, greatestField: number): number;
  extract(pointer: number, count: number, fieldOfHigh: number): number;
  extractMost(pointer: number, count: number, fieldOfHigh: number): number;
  addToTable(pointer: number, count: number): void;
  setTableAddsLeft(adds: number): void;
  addToSmallTable(pointer: number, count: number): void;
  setSmallTableAddsLeft(adds: number): void;
  setAddsLeft(adds: number): void;
  reserve(adds: number): void;
  use(lowestPosition: number, highestPosition: number): void;
  addInteger(integer: bigint, position: number): void;
}

export const BUFFERS: number = 2 ** 17;
export const memory: WebAssembly.Memory = new WebAssembly.Memory({ initial: 42 });
export const kernel: BinaryWorkbench = kernelLoader<BinaryWorkbench>(wasm, () => ({
  env: { memory, buffers: BUFFERS },
}))()!;

/** Puts numbers where they may stand. */
export function pointerTo(numbers: ArrayLike<number>): number {
  new Float64Array(memory.buffer, BUFFERS, numbers.length).set(numbers);
  return BUFFERS;
}

/** The sum in the kernel in units of 2^-1074, all its bits; it is taken. */
export function takeUnits(): bigint {
  const isNegative = kernel.settle() !== 0;
  const limbs = new BigUint64Array(memory.buffer, LIMBS, LIMBS_LENGTH);
  const magnitude = limbs.reduceRight((units, limb) => (units << BigInt(LIMB_BITS)) | limb, 0n);
  kernel.clear();
  return isNegative ? -magnitude : magnitude;
}
