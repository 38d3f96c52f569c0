import { listOf } from "../contract/format-options.js";
import type { EncodedBatch } from "../contract/numbers-api.js";

const STEP_BYTES = 2 ** 16;
/** 131,072 numbers: the kernel adds them in 40 µs, TypeScript in 400. Each step begins a sum of the kernel, which knows nothing of the numbers yet. */
const F64_STEP_BYTES = 2 ** 20;
/** Shorter steps would take longer to begin than to add. */
const LEAST_STEP_BYTES = 1024;

/** Up to so many columns or fields, a step has all its bytes. */
const FEW_COLUMNS = 16;

const QUICK_MS = 0.5;

/**
 * How many times its first length the next step has. The kernel reads 256 KiB of text in 0.1 ms; TypeScript, which reads what the kernel leaves, takes
 * 3 to 8 ms.
 * @param milliseconds how long the last one took
 */
export function nextGrowth(growth: number, milliseconds: number, most: number): number {
  return milliseconds < QUICK_MS ? Math.min(2 * growth, most) : 1;
}

/**
 * How many bytes of a source the first step has, or a fraction less: about a millisecond's worth. Rows of a few bytes may be asked for a thousand fields
 * each, or for one column a thousand times: 64 KiB of them took 2 to 4 seconds.
 */
export function stepBytesOf({ format, column = [], field = [] }: EncodedBatch): number {
  if (format === "f64") return F64_STEP_BYTES;
  const columns = Math.max(listOf(column).length, listOf(field).length, FEW_COLUMNS);
  return Math.max((STEP_BYTES * FEW_COLUMNS) / columns, LEAST_STEP_BYTES);
}
