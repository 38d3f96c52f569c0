/** The service totals as much as it may at a time; later there may be room. */
export class TooManyTotals extends Error {
  override readonly name = "TooManyTotals";
}

/**
 * A number of places. Taking a place returns the function that gives the place back.
 *
 * Where no place is free, {@link TooManyTotals} is thrown: to refuse costs less than to queue.
 */
export function limitTotals(max: number): () => () => void {
  let taken = 0;
  return () => {
    if (taken >= max) throw new TooManyTotals(`expected at most ${max} totals at a time, got one more`);
    taken += 1;
    return () => {
      taken -= 1;
    };
  };
}
