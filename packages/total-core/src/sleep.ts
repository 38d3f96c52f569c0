/** Waiting, in ways that leave nothing behind. */

/**
 * Resolves after `ms` milliseconds, or rejects with the signal's reason as soon as it aborts; no timer and no listener is left.
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
 * One listener for one promise, taken off again: a `Promise.race` against one promise that lives as long as the stream
 * would keep every chunk of the stream in memory.
 */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stopWaiting = () => reject(signal.reason);
    if (signal.aborted) stopWaiting();
    else signal.addEventListener("abort", stopWaiting, { once: true });
    promise.finally(() => signal.removeEventListener("abort", stopWaiting)).then(resolve, reject);
  });
}

/**
 * Lets everything else that waits in the event loop have its turn. Awaiting a promise that is resolved already does not:
 * microtasks run before any timer or socket.
 */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === "function") {
      setImmediate(resolve);
      return;
    }
    // Browsers hold a repeated setTimeout(0) back for 4 ms; a message is not held back.
    const { port1, port2 } = new MessageChannel();
    const turn = () => {
      port1.close();
      resolve();
    };
    port1.addEventListener("message", turn, { once: true });
    port1.start();
    port2.postMessage(undefined);
  });
}
