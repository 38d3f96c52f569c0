/** Someone who waits for an outcome, and leaves when its signal aborts. A `Request` is one. */
export interface Leaver {
  readonly signal: AbortSignal;
}

interface Waiter<T, About> {
  readonly about: About;
  readonly resolve: (outcome: T) => void;
  readonly reject: (reason: unknown) => void;
  readonly leaver: Leaver;
  /** Set while its signal is listened to. */
  leave: (() => void) | undefined;
}

/** A fetch that is over by then is not worth watching its waiters for, in milliseconds. */
const WATCH_AFTER_MS = 10;

interface Flight<T, About> {
  readonly controller: AbortController;
  readonly waiters: Set<Waiter<T, About>>;
  /** Whether it has gone on for long enough that someone may leave. */
  isWatched: boolean;
  readonly watchTimer: NodeJS.Timeout;
}

/**
 * Lets everyone who asks while a fetch is under way wait for that one.
 *
 * A waiter leaves when its signal aborts, and gets the signal's reason. When the last one has left, the fetch is aborted, and
 * whoever asks next begins a new one. An outcome is given to those who waited for it and then forgotten.
 *
 * The fetch begins in the event loop's next turn, so that all requests which are at hand join it; without that, a fetch
 * which waits for nothing would be over before the second of them is read. Signals are asked for only where it takes longer,
 * because making and listening to one costs a third of what a whole request does.
 *
 * @param fetch may ask what those who wait for it now are, in the order in which they came
 * @returns asks for an outcome; `about` is what the fetch gets to know of who asks
 */
export function shareFetch<T, About = void>(
  fetch: (signal: AbortSignal, waiting: () => About[]) => Promise<T>,
): (leaver: Leaver, about: About) => Promise<T> {
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
      if (waiter.leave !== undefined) waiter.leaver.signal.removeEventListener("abort", waiter.leave);
      tell(waiter);
    }
    flight.waiters.clear();
  }

  function watch(flight: Flight<T, About>, waiter: Waiter<T, About>): void {
    const { signal } = waiter.leaver;
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

  return (leaver, about) => {
    current ??= begin();
    const flight = current;
    return new Promise<T>((resolve, reject) => {
      const waiter: Waiter<T, About> = { about, resolve, reject, leaver, leave: undefined };
      flight.waiters.add(waiter);
      if (flight.isWatched) watch(flight, waiter);
    });
  };
}
