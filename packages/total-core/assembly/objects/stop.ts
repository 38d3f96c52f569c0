/** What every function that reads on returns where it cannot. */
// @ts-ignore: decorators are valid here
@inline
export const STOPPED: usize = 0;

/** Where that was: at a byte that is not for this, or, if the row is just cut, at the end. */
export let stoppedAt: usize = 0;

export function stopAt(at: usize): usize {
  stoppedAt = at;
  return STOPPED;
}
