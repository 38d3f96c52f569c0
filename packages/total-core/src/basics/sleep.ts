/** Waiting, in ways that leave nothing behind. */

/**
 * Resolves after `ms` milliseconds, or rejects with the signal's reason as soon as it aborts; no timer and no
 * listener is left.
 *
 * @param ms at most 2^31 - 1: past that, timers fire at once
 */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    const wakeEarly = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", wakeEarly);
      resolve();
    }, ms);
    signal.addEventListener("abort", wakeEarly, { once: true });
  });
}

/**
 * The promise's outcome, or the signal's reason if it aborts first.
 *
 * One listener for one promise, taken off again: a `Promise.race` against one promise that lives as long as
 * the stream would keep every chunk of the stream in memory.
 */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stopWaiting = () => reject(signal.reason);
    if (signal.aborted) stopWaiting();
    else signal.addEventListener("abort", stopWaiting, { once: true });
    promise.finally(() => signal.removeEventListener("abort", stopWaiting)).then(resolve, reject);
  });
}
