/** Time, as far as the progress display and `seconds` need it. */
export interface Clock {
  /** Milliseconds since some fixed moment. */
  now(): number;
  /** Calls `work` every `milliseconds`, which does not keep the process alive; returns how to stop it. */
  every(milliseconds: number, work: () => void): () => void;
}

/** @param seconds since some fixed moment: `process.uptime`, since loading `performance` takes 1 ms of 30 */
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
