/** Counts the rows without the path, of each accumulator: at most one for each byte of a call. */
import { countEmpty, FIRST_ACCUMULATOR } from "../simd/digit-columns";

/** How many of the empty places of the first accumulator are rows without the path, a u32; reported with it. */
export const MISSING: usize = memory.data(8, 4);
const SECOND_MISSING = MISSING + 4;

export function clearMissing(): void {
  store<u64>(MISSING, 0);
}

export function countMissing(accumulator: usize): void {
  countEmpty(accumulator);
  const counter = accumulator == FIRST_ACCUMULATOR ? MISSING : SECOND_MISSING;
  store<u32>(counter, load<u32>(counter) + 1);
}

/** As the accumulators do: adds the count of the second one to that of the first. */
export function takeOverMissing(): void {
  store<u32>(MISSING, load<u32>(MISSING) + load<u32>(SECOND_MISSING));
}
