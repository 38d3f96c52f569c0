/** A party that waits for a fetch and leaves when the signal aborts: a `Request`, for example. */
export interface Abortable {
  readonly signal: AbortSignal;
}

interface Waiter<T, About> {
  readonly about: About;
  readonly resolve: (outcome: T) => void;
  readonly reject: (reason: unknown) => void;
  readonly request: Abortable;
  /** The signal's listener, while there is one. */
  leave: (() => void) | undefined;
}

/** How long a fetch runs before its waiters' signals are listened to, in milliseconds. */
const WATCH_AFTER_MS = 10;

interface Flight<T, About> {
  readonly controller: AbortController;
  readonly waiters: Set<Waiter<T, About>>;
  /** Whether the waiters' signals are listened to. */
  isWatched: boolean;
  readonly watchTimer: NodeJS.Timeout;
}

/**
 * Shares a fetch: a request that comes in while a fetch is under way waits for its outcome. The outcome is not kept.
 *
 * A waiter whose signal aborts leaves, and is rejected with the signal's reason. When the last waiter has left, the fetch is aborted, and
 * the next request begins a new one.
 *
 * The fetch begins in the event loop's next turn, so that all requests already read share it: a fetch without delay would otherwise end
 * before the second request. A short fetch does not touch the waiters' signals, because to make and listen to one costs a third of a request.
 *
 * @param fetch `waiting` gives the `about` of the current waiters, in the order in which they came
 * @returns joins the fetch under way, or begins one
 */
export function shareFetch<T, About = void>(
  fetch: (signal: AbortSignal, waiting: () => About[]) => Promise<T>,
): (request: Abortable, about: About) => Promise<T> {
  let current: Flight<T, About> | undefined;

  function begin(): Flight<T, About> {
    const flight: Flight<T, About> = {
      controller: new AbortController(),
      waiters: new Set(),
      isWatched: false,
      watchTimer: setTimeout(() => {
        flight.isWatched = true;
        for (const waiter of flight.waiters) watch(flight, waiter);
      }, WATCH_AFTER_MS),
    };
    setImmediate(() => {
      const waiting = (): About[] => Array.from(flight.waiters, ({ about }) => about);
      fetch(flight.controller.signal, waiting).then(
        (outcome) => settle(flight, (waiter) => waiter.resolve(outcome)),
        (reason: unknown) => settle(flight, (waiter) => waiter.reject(reason)),
      );
    });
    return flight;
  }

  function settle(flight: Flight<T, About>, tell: (waiter: Waiter<T, About>) => void): void {
    clearTimeout(flight.watchTimer);
    if (current === flight) current = undefined;
    for (const waiter of flight.waiters) {
      if (waiter.leave !== undefined) waiter.request.signal.removeEventListener("abort", waiter.leave);
      tell(waiter);
    }
    flight.waiters.clear();
  }

  function watch(flight: Flight<T, About>, waiter: Waiter<T, About>): void {
    const { signal } = waiter.request;
    waiter.leave = () => {
      flight.waiters.delete(waiter);
      waiter.reject(signal.reason);
      if (flight.waiters.size > 0) return;
      if (current === flight) current = undefined;
      flight.controller.abort(signal.reason);
    };
    if (signal.aborted) waiter.leave();
    else signal.addEventListener("abort", waiter.leave, { once: true });
  }

  return (request, about) => {
    current ??= begin();
    const flight = current;
    return new Promise<T>((resolve, reject) => {
      const waiter: Waiter<T, About> = { about, resolve, reject, request, leave: undefined };
      flight.waiters.add(waiter);
      if (flight.isWatched) watch(flight, waiter);
    });
  };
}
