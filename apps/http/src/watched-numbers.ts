import type { Batch, NumbersApi } from "@dlg/total-core";

export interface WatchedNumbers {
  readonly api: NumbersApi;
  /** How long the reader has waited for batches so far, in milliseconds. */
  waitedMs(): number;
  /** Resolves once no call of the source is under way; a cancelled source may take its time. */
  atRest(): Promise<void>;
}

/** The same numbers, and the time that the source took; the rest of a total's time went into adding. */
export function watchNumbers(api: NumbersApi, now: () => number): WatchedNumbers {
  let waitedMs = 0;
  let waitingSince = 0;
  let callsUnderWay = 0;
  let tellAtRest: (() => void) | undefined;

  async function watch<T>(call: () => Promise<T>): Promise<T> {
    if (callsUnderWay === 0) waitingSince = now();
    callsUnderWay += 1;
    try {
      return await call();
    } finally {
      callsUnderWay -= 1;
      if (callsUnderWay === 0) {
        waitedMs += now() - waitingSince;
        tellAtRest?.();
      }
    }
  }

  function watched(batches: AsyncIterable<Batch>): AsyncIterable<Batch> {
    const iterator = batches[Symbol.asyncIterator]();
    const leave = async () => (await iterator.return?.()) ?? { done: true as const, value: undefined };
    return {
      [Symbol.asyncIterator]: () => ({
        next: () => watch(() => iterator.next()),
        return: () => watch(leave),
      }),
    };
  }

  return {
    waitedMs: () => (callsUnderWay === 0 ? waitedMs : waitedMs + now() - waitingSince),
    atRest: () =>
      new Promise((resolve) => {
        if (callsUnderWay === 0) resolve();
        else tellAtRest = resolve;
      }),
    api: { numbers: (options) => watched(api.numbers(options)) },
  };
}
