/** The time, for the progress display and the `seconds` of `--json`. */
export interface Clock {
  /** Milliseconds since a fixed moment. */
  now(): number;
  /** Calls `work` every `milliseconds` without keeping the process alive; returns the function that stops it. */
  every(milliseconds: number, work: () => void): () => void;
}

/** @param seconds since a fixed moment: `process.uptime`, because loading `performance` takes 1 ms of 30 */
export function systemClock(seconds: () => number): Clock {
  return {
    now: () => 1000 * seconds(),
    every(milliseconds, work) {
      const timer = setInterval(work, milliseconds);
      timer.unref();
      return () => clearInterval(timer);
    },
  };
}
