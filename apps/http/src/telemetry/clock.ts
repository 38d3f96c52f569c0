import { setTimeout as sleep } from "node:timers/promises";

/** The app's time. In a test, time passes when the test says so. */
export interface Clock {
  /** Milliseconds since a fixed moment. */
  now(): number;
  /** Resolves after `ms` milliseconds, or rejects once the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }),
};
