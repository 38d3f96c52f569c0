import type { Batch, NumbersApi } from "@dlg/total-core";

export interface WatchedNumbers {
  readonly api: NumbersApi;
  /** How long its batches have been waited for so far, in milliseconds. */
  waitedMs(): number;
  /** Resolves once the source has answered all that it was asked, which a cancelled one may put off. */
  atRest(): Promise<void>;
}

/** The same numbers, and what the source is doing: the rest of a total's time went into adding. */
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

  return {
    waitedMs: () => (callsUnderWay === 0 ? waitedMs : waitedMs + now() - waitingSince),
    atRest: () =>
      new Promise((resolve) => {
        if (callsUnderWay === 0) resolve();
        else tellAtRest = resolve;
      }),
    api: {
      numbers: (options) => ({
        [Symbol.asyncIterator](): AsyncIterator<Batch> {
          const batches = api.numbers(options)[Symbol.asyncIterator]();
          return {
            next: () => watch(() => batches.next()),
            return: () => watch(async () => (await batches.return?.()) ?? { done: true, value: undefined }),
          };
        },
      }),
    },
  };
}
