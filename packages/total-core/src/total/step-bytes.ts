import { listOf, type FormatOptions } from "../contract/format-options.js";

const STEP_BYTES = 2 ** 16;
/** Shorter steps would take longer to begin than to add. */
const LEAST_STEP_BYTES = 1024;

/** Up to so many columns or fields, a step has all its bytes. */
const FEW_COLUMNS = 16;

/**
 * How many bytes of a source are added at a time: about a millisecond's worth. Rows of a few bytes may be asked for a thousand fields each, or for one
 * column a thousand times: 64 KiB of them took 2 to 4 seconds.
 */
export function stepBytesOf({ column = [], field = [] }: FormatOptions): number {
  const columns = Math.max(listOf(column).length, listOf(field).length, FEW_COLUMNS);
  return Math.max(Math.floor((STEP_BYTES * FEW_COLUMNS) / columns), LEAST_STEP_BYTES);
}
