/** Time that passes when a test says so, while connections go on as they are. */
import { expect, onTestFinished, vi } from "vitest";

export interface FakeTime {
  /** Lets time pass, once all that is ready to run has run. */
  pass(ms: number): Promise<void>;
  /** Resolves when somebody waits, or has waited, for exactly so long. */
  isWaitedFor(ms: number): Promise<void>;
}

/** Until the end of the test. */
export function fakeTime(): FakeTime {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  const set = vi.spyOn(globalThis, "setTimeout");
  onTestFinished(() => {
    set.mockRestore();
    vi.useRealTimers();
  });
  return {
    async pass(ms) {
      for (let i = 0; i < 3; i++) await new Promise((resolve) => setImmediate(resolve));
      await vi.advanceTimersByTimeAsync(ms);
    },
    isWaitedFor: (ms) => expect.poll(() => set.mock.calls.map(([, waited]) => waited)).toContain(ms),
  };
}

/**
 * Loads modules anew. Their time is what `now` says, so that no work takes longer on a slow machine.
 *
 * @param load imports them
 */
export async function loadedWithClock<T>(now: () => number, load: () => Promise<T>): Promise<T> {
  vi.resetModules();
  vi.stubGlobal("performance", { now });
  // Node's modules take their time from here. They keep the function, so that no mock of it will do, which is another one once it is restored.
  const { uptime } = process;
  process.uptime = () => now() / 1000;
  try {
    return await load();
  } finally {
    process.uptime = uptime;
    vi.unstubAllGlobals();
  }
}
