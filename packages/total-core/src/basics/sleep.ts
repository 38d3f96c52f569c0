/**
 * Resolves after `ms` milliseconds, or rejects with the signal's reason as soon as it aborts; neither a timer nor a listener is left.
 *
 * @param ms at most 2^31 - 1: past that, timers fire at once
 */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  let timer: ReturnType<typeof setTimeout>;
  const wakeUp = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  return unlessAborted(wakeUp, signal).finally(() => clearTimeout(timer));
}

/**
 * The promise's outcome, or the signal's reason if it aborts first.
 *
 * The listener is taken off again: a `Promise.race` against one promise that lives as long as a stream would keep every chunk of the stream in
 * memory.
 */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stopWaiting = () => reject(signal.reason);
    if (signal.aborted) stopWaiting();
    else signal.addEventListener("abort", stopWaiting, { once: true });
    promise.finally(() => signal.removeEventListener("abort", stopWaiting)).then(resolve, reject);
  });
}
