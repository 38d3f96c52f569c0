/** Every function that reads on returns this where it cannot. */
export const STOPPED: usize = 0;

/** Where that was: at a byte that is not plain, or at the end of the input or behind it, if that cuts the row. */
export let stoppedAt: usize = 0;

export function stopAt(at: usize): usize {
  stoppedAt = at;
  return STOPPED;
}
