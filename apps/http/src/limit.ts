/** As much is being done as is allowed; later there may be room. */
export class TooManyTotals extends Error {
  override readonly name = "TooManyTotals";
}

/**
 * A number of places. Taking one gives the function that gives it back; where all are taken, {@link TooManyTotals} is thrown,
 * because to refuse costs less than to queue.
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
