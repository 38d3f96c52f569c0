/** The service totals as much as it may at a time; later there may be room. */
export class TooManyTotals extends Error {
  override readonly name = "TooManyTotals";
}

/** A number of places for totals. Where none is free, a request is refused: that costs less than to queue it. */
export interface Places {
  /**
   * Takes a place.
   *
   * @returns gives the place back
   * @throws TooManyTotals where none is free
   */
  take(): () => void;
  /** For how long no place has been free or become free, in milliseconds. */
  fullForMs(): number;
}

/** @param now milliseconds since a fixed moment */
export function placesForTotals(max: number, now: () => number): Places {
  let taken = 0;
  /** Since when all are taken; undefined while one is free. */
  let fullSince: number | undefined;
  return {
    take() {
      if (taken >= max) throw new TooManyTotals(`expected at most ${max} totals at a time, got one more`);
      taken += 1;
      if (taken === max) fullSince = now();
      return () => {
        taken -= 1;
        fullSince = undefined;
      };
    },
    fullForMs: () => (fullSince === undefined ? 0 : now() - fullSince),
  };
}

/** The places of the service, each kind with a number of its own: clients that post slowly do not take places from GET /total. */
export interface AllPlaces {
  readonly bodies: Places;
  readonly fetches: Places;
  /** The fetches that nobody waits for any more and that have not ended. They have places among {@link fetches} too. */
  readonly abandonedFetches: Places;
}

export function allPlaces(max: number, now: () => number): AllPlaces {
  const places = (): Places => placesForTotals(max, now);
  return { bodies: places(), fetches: places(), abandonedFetches: places() };
}
