/** How many of the empty places of a call are rows without the path: at most one for each byte of the call; a u32. */
export const MISSING: usize = memory.data(4, 4);

export function clearMissing(): void {
  store<u32>(MISSING, 0);
}

export function countMissing(): void {
  store<u32>(MISSING, load<u32>(MISSING) + 1);
}
